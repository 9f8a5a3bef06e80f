using EvalHarness.Comparisons.Findings;
using EvalHarness.Comparisons.Results;
using EvalHarness.Reports.Formats;

namespace EvalHarness.Reports.Headlines;

/// <summary>Whether requests that failed or were not run could change the conclusion of a task.</summary>
internal static class Missing
{
    /// <summary>The sentence and the number.</summary>
    public static (string Sentence, Fact Fact, bool IsDoubtful) Of(Contest contest, double allowed)
    {
        long asked = contest.Task.Models.Sum(model => model.Completeness.Asked);
        long missing = contest.Task.Models.Sum(model => model.Completeness.Missing);
        string value = $"{Show.Count(missing)} of {Show.Count(asked)}";
        if (missing == 0)
        {
            return (
                $"All {Show.Count(asked, "request")} came back: no conclusion depends on failures.",
                new Fact(value, "requests failed"),
                false
            );
        }

        string[] over = contest
            .Task.Models.Where(model => model.Completeness.BlocksVerdict)
            .Select(m => m.Model)
            .ToArray();
        bool? survives = Survives(contest);
        string effect =
            over.Length > 0
                ? $"more than the {Show.Percent(allowed)} allowed for {Names.List(over)}: no verdict there"
                : survives switch
                {
                    true => "the conclusion stands even if all of them went the other way",
                    false => "they could change the conclusion",
                    null => "no conclusion depends on them",
                };
        return (
            $"{value} requests failed or were not run; {effect}.",
            new Fact(value, $"requests failed; {effect}"),
            over.Length > 0 || survives == false
        );
    }

    /// <summary>
    /// Whether the verdict on the pair stays when every pair left out is held against it; null when there is no verdict.
    /// </summary>
    /// <remarks>
    /// Only for metrics that are right or wrong; of others it is said that failures could matter. A share over n pairs moves by at most (left out) / (n + left out) when that many more are added, each worth at
    /// most one: the interval's nearer end must stay on its side of zero after that shift.
    /// </remarks>
    private static bool? Survives(Contest contest)
    {
        if (contest.Pair is not { Verdict: PairVerdict.Better or PairVerdict.Worse } pair)
        {
            return null;
        }

        if (pair.LeftOut == 0)
        {
            return true;
        }

        if (pair.OnlyFirstRight is null || pair.Difference is not { Low: { } low, High: { } high })
        {
            return false;
        }

        long added = pair.Difference.N + pair.LeftOut;
        double shift = (double)pair.LeftOut / added;
        double kept = (double)pair.Difference.N / added;
        return low > 0 ? (low * kept) - shift > 0 : (high * kept) + shift < 0;
    }
}
