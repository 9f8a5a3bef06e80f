using EvalHarness.Core;

namespace EvalHarness.Scoring.Judges;

/// <summary>Whether an answer says the same as a right one: the targets of the sample.</summary>
[Keyword("reference")]
public sealed record Reference : IJudgeQuestion
{
    /// <inheritdoc/>
    public IReadOnlyDictionary<string, double> Scores { get; } =
        new Dictionary<string, double> { ["same"] = 1, ["different"] = 0 };

    /// <inheritdoc/>
    public string Guideline =>
        "Judge whether the answer says the same as one of the right answers: \"same\" where a reader would learn the same from it, "
        + "whatever its words and its length; \"different\" where it says something else, leaves out what was asked for, adds what "
        + "contradicts the right answer, or does not answer.";

    /// <inheritdoc/>
    public bool ShowsTargets => true;
}
