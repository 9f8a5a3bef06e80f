using System.Collections.Immutable;
using EvalHarness.Comparisons.Results;
using EvalHarness.Reports.Formats;

namespace EvalHarness.Reports.Headlines;

/// <summary>The pairs of models that the data of a task leave undecided.</summary>
internal static class OpenPairs
{
    /// <summary>The first three in a passage each, with what it would take to decide them.</summary>
    public static ImmutableArray<Passage> Sentences(Cast cast) =>
        cast.Contest.Candidate is null ? [] : [.. cast.Contest.Open().Take(3).Select(pair => Of(cast, pair))];

    /// <summary>One of them.</summary>
    public static Passage Of(Cast cast, PairedComparison pair)
    {
        var metric = cast.Contest.Metric;
        var (role, whom) = (cast.PlayedBy(pair.Against), cast.Told(pair.Against));
        string gap = Answers.Difference(metric, pair).TrimStart('+');
        bool isBehind = pair.Difference.Value > 0 == metric.HigherIsBetter;
        string where =
            pair.Difference.Value is null ? $"the difference lies within {gap}"
            : isBehind ? $"{(role.IsPlural ? "they are" : "it is")} {gap} behind"
            : $"{(role.IsPlural ? "they are" : "it is")} ahead, by {Answers.Difference(metric, pair.Swap()).TrimStart('+')}";
        return Passage.Of($"{(role.IsPlural ? "Are" : "Is")} ")
            + whom
            + $" as good? {char.ToUpperInvariant(where[0])}{where[1..]}: "
            + (
                pair.Difference.Excludes(0)
                    ? "more than noise by itself, too close to call among all that was asked. "
                    : "too close to call. "
            )
            + (
                pair.SamplesNeeded is { } needed
                    ? $"About {Show.Count(needed)} more samples would settle it."
                    : "No affordable number of samples would settle a difference this small."
            );
    }
}
