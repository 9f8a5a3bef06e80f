namespace EvalHarness.Comparisons.Histories;

/// <summary>What the data say of a step.</summary>
public enum StepVerdict
{
    /// <summary>Every answer is the same: nothing moved.</summary>
    Same,

    /// <summary>Better by more than noise.</summary>
    Better,

    /// <summary>Worse by more than noise.</summary>
    Worse,

    /// <summary>Shown to lie within the margin.</summary>
    Equivalent,

    /// <summary>No more than noise, and not shown to be small either.</summary>
    Undecided,

    /// <summary>Not comparable.</summary>
    NotComparable,
}
