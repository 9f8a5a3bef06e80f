namespace EvalHarness.Scoring.Texts;

/// <summary>How alike a sample and a row that was learned from are.</summary>
internal enum Overlap
{
    /// <summary>Not more than chance.</summary>
    None,

    /// <summary>Most of its sequences of five words stand in one such row.</summary>
    Near,

    /// <summary>Word for word, but for case, punctuation and spaces.</summary>
    Same,
}
