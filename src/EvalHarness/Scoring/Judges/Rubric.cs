using System.Collections.Immutable;
using System.Globalization;
using EvalHarness.Core;

namespace EvalHarness.Scoring.Judges;

/// <summary>Grades with a score each, or the whole numbers of a scale, by a guideline of the suite's own.</summary>
/// <param name="Guideline">What is to be judged, and what each grade means.</param>
/// <param name="Scores">The grades, and the score of each in [0, 1]: <c>{ good: 1, fair: 0.5, poor: 0 }</c>. Either these or a scale.</param>
/// <param name="Scale">Worst and best number of a scale: <c>[1, 5]</c>; its numbers score evenly from 0 to 1.</param>
[Keyword("rubric")]
public sealed record Rubric(
    string Guideline,
    IReadOnlyDictionary<string, double>? Scores = null,
    ImmutableArray<int>? Scale = null
) : IJudgeQuestion
{
    private const int MostSteps = 100;

    /// <summary>The grades, and the score of each; null where a scale has them.</summary>
    public IReadOnlyDictionary<string, double>? Scores { get; init; } =
        Scores is null
            ? Scale is null
                ? throw new ArgumentException("needed, or 'scale'", nameof(Scores))
                : null
            : Scale is not null
                ? throw new ArgumentException("either grades or 'scale'", nameof(Scores))
                : Scores.Count < 2
                    ? throw new ArgumentException("two grades or more", nameof(Scores))
                    : Scores.Values.Any(score => score is not (>= 0 and <= 1))
                        ? throw new ArgumentException("scores must lie in [0, 1]", nameof(Scores))
                        : Scores.Keys.Select(Verdicts.Plain).Distinct(StringComparer.Ordinal).Count() < Scores.Count
                            ? throw new ArgumentException(
                                "grades that differ in more than case and punctuation",
                                nameof(Scores)
                            )
                            : Scores;

    /// <summary>Worst and best number of a scale; null where grades are named.</summary>
    public ImmutableArray<int>? Scale { get; init; } =
        Scale is not { } ends ? null
        : ends is [>= 0, >= 0] && ends[0] != ends[1] && Math.Abs(ends[0] - ends[1]) <= MostSteps ? ends
        : throw new ArgumentException(
            "two different whole numbers from 0, at most 100 apart: [worst, best]",
            nameof(Scale)
        );

    /// <inheritdoc/>
    IReadOnlyDictionary<string, double> IJudgeQuestion.Scores => Scores ?? Steps(Scale!.Value[0], Scale.Value[1]);

    private static ImmutableSortedDictionary<string, double> Steps(int worst, int best)
    {
        int low = Math.Min(worst, best);
        int high = Math.Max(worst, best);
        return Enumerable
            .Range(low, high - low + 1)
            .ToImmutableSortedDictionary(
                number => number.ToString(CultureInfo.InvariantCulture),
                number => (double)(number - worst) / (best - worst),
                Comparer<string>.Create(
                    (a, b) =>
                        int.Parse(a, CultureInfo.InvariantCulture).CompareTo(int.Parse(b, CultureInfo.InvariantCulture))
                )
            );
    }
}
