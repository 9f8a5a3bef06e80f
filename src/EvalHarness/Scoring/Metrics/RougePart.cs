namespace EvalHarness.Scoring.Metrics;

/// <summary>Which number of a ROUGE score counts.</summary>
public enum RougePart
{
    /// <summary>Harmonic mean of precision and recall.</summary>
    F,

    /// <summary>Share of the answer that the target has.</summary>
    Precision,

    /// <summary>Share of the target that the answer has.</summary>
    Recall,
}
