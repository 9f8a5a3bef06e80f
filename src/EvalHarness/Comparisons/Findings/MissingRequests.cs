using System.Collections.Immutable;
using EvalHarness.Comparisons.Results;

namespace EvalHarness.Comparisons.Findings;

/// <summary>Whether requests that failed or were not run could change the conclusion of a task.</summary>
/// <param name="Asked">Requests asked of all models.</param>
/// <param name="Missing">Those that failed or were not run.</param>
/// <param name="Blocked">Models on which no verdict is given for it, for more are missing than the suite allows.</param>
/// <param name="Survives">
/// Whether the verdict on the pair stays when every answer left out is held against it; null when there is no verdict.
/// </param>
public sealed record MissingRequests(long Asked, long Missing, ImmutableArray<string> Blocked, bool? Survives)
{
    /// <summary>Whether they could change the conclusion.</summary>
    public bool IsDoubtful => Missing > 0 && (!Blocked.IsEmpty || Survives == false);

    internal static MissingRequests Of(Contest contest)
    {
        var models = contest.Task.Models;
        return new MissingRequests(
            models.Sum(model => model.Completeness.Asked),
            models.Sum(model => model.Completeness.Missing),
            [.. models.Where(model => model.Completeness.BlocksVerdict).Select(model => model.Model)],
            IsKept(contest.Pair)
        );
    }

    /// <summary>
    /// Only for metrics that are right or wrong; of others it is said that failures could matter. A share over n pairs moves
    /// by at most (left out) / (n + left out) when that many more are added, each worth at most one: the interval's nearer
    /// end must stay on its side of zero after that shift.
    /// </summary>
    private static bool? IsKept(PairedComparison? contest)
    {
        if (contest is not { Verdict: PairVerdict.Better or PairVerdict.Worse } pair)
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
