using System.Collections.Immutable;
using EvalHarness.Comparisons.Findings;
using EvalHarness.Reports.Formats;

namespace EvalHarness.Reports.Headlines;

/// <summary>The pairs of models that the data of a task leave undecided.</summary>
internal static class OpenPairs
{
    /// <summary>The first three in a sentence each, with what it would take to decide them.</summary>
    public static ImmutableArray<string> Sentences(Contest contest)
    {
        if (contest.Candidate is null)
        {
            return [];
        }

        return
        [
            .. contest
                .Open()
                .Take(3)
                .Select(pair =>
                    $"{Answers.Short(pair.Model)} against {Answers.Short(pair.Against)}: {Answers.Difference(contest.Metric, pair)}; "
                    + (
                        pair.Difference.Excludes(0)
                            ? "more than noise by itself, not after correction for the number of questions; "
                            : ""
                    )
                    + (
                        pair.SamplesNeeded is { } needed
                            ? $"about {Show.Count(needed)} more samples would settle it."
                            : "no affordable number of samples would settle a difference this small."
                    )
                ),
        ];
    }
}
