namespace EvalHarness.Scoring.Judges;

/// <summary>How the verdicts of several judges on one answer become one.</summary>
public enum Jury
{
    /// <summary>The mean of their scores.</summary>
    Mean,

    /// <summary>The grade that most of them gave; where several were given as often, the mean of their scores.</summary>
    Majority,
}
