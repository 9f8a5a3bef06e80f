namespace EvalHarness.Comparisons.Histories;

/// <summary>What became of a sample from one run to another.</summary>
public enum FlipKind
{
    /// <summary>Scored alike, and wrong in the same way where it is wrong.</summary>
    Same,

    /// <summary>Scored higher than before.</summary>
    Won,

    /// <summary>Scored lower than before.</summary>
    Lost,

    /// <summary>Scored alike, with another answer.</summary>
    WrongDifferently,
}
