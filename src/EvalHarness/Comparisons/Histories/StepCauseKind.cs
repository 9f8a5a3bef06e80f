namespace EvalHarness.Comparisons.Histories;

/// <summary>What may differ between two runs.</summary>
public enum StepCauseKind
{
    /// <summary>The samples: added, removed or of other content.</summary>
    Data,

    /// <summary>The words of the prompt, or the form of the answer.</summary>
    Prompt,

    /// <summary>The model: its fingerprint.</summary>
    Model,

    /// <summary>What a backend says that it served.</summary>
    Served,

    /// <summary>How it is asked: examples, temperature, tokens.</summary>
    Settings,

    /// <summary>The definition of the metric: the two values are not of the same thing.</summary>
    Metric,
}
