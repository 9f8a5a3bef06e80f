using EvalHarness.Core;

namespace EvalHarness.Scoring.Judges;

/// <summary>Grades with a score each, by a guideline of the suite's own.</summary>
/// <param name="Scores">The grades, and the score of each in [0, 1]: <c>{ good: 1, fair: 0.5, poor: 0 }</c>.</param>
/// <param name="Guideline">What is to be judged, and what each grade means.</param>
[Keyword("rubric")]
public sealed record Rubric(IReadOnlyDictionary<string, double> Scores, string Guideline) : IJudgeQuestion
{
    /// <inheritdoc/>
    public IReadOnlyDictionary<string, double> Scores { get; init; } =
        Scores is not { Count: >= 2 } ? throw new ArgumentException("two grades or more", nameof(Scores))
        : Scores.Values.Any(score => score is not (>= 0 and <= 1))
            ? throw new ArgumentException("scores must lie in [0, 1]", nameof(Scores))
        : Scores.Keys.Select(Verdicts.Plain).Distinct(StringComparer.Ordinal).Count() < Scores.Count
            ? throw new ArgumentException("grades that differ in more than case and punctuation", nameof(Scores))
        : Scores;
}
