namespace EvalHarness.Scoring.Judges;

/// <summary>What a judge is asked of an answer: one entry of the key <c>kind:</c> of a judge.</summary>
/// <remarks>Implementations are sealed records marked with a keyword, whose constructor parameters are their YAML keys; pure.</remarks>
public interface IJudgeQuestion
{
    /// <summary>The grades that a judge may give, and the score of each in [0, 1].</summary>
    IReadOnlyDictionary<string, double> Scores { get; }

    /// <summary>What is to be judged, and what each grade means.</summary>
    string Guideline { get; }

    /// <summary>Whether the judge sees the targets of the sample as right answers.</summary>
    bool ShowsTargets => false;

    /// <summary>Name of the field of the sample that the judge sees as evidence; null where it sees none.</summary>
    string? Evidence => null;
}
