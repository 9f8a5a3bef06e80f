using System.Diagnostics;
using EvalHarness.Comparisons.Results;

namespace EvalHarness.Comparisons.Findings;

/// <summary>What is to be said of a pair of models beside its numbers, in words.</summary>
public static class PairText
{
    /// <summary>Why a pair was not tested, or what its reader must know; null where there is nothing to say.</summary>
    /// <param name="pair">The pair.</param>
    public static string? Note(PairedComparison pair)
    {
        ArgumentNullException.ThrowIfNull(pair);
        string?[] said = [pair.Difference.Note, Small(pair)];
        string note = string.Join("; ", said.OfType<string>());
        return Why(pair) ?? (note.Length == 0 ? null : note);
    }

    /// <summary>That a difference that is more than noise is less than what matters; null where that is not so.</summary>
    /// <param name="pair">The pair.</param>
    public static string? Small(PairedComparison pair)
    {
        ArgumentNullException.ThrowIfNull(pair);
        return pair is { Verdict: PairVerdict.Better or PairVerdict.Worse, IsEquivalent: true }
            ? "smaller than the margin that matters"
            : null;
    }

    /// <summary>Why a pair was not tested; null where it was.</summary>
    /// <param name="pair">The pair.</param>
    public static string? Why(PairedComparison pair)
    {
        ArgumentNullException.ThrowIfNull(pair);
        return pair.Reason is { } reason ? Of(reason) : null;
    }

    /// <summary>How two models were asked, once where it is told alike.</summary>
    /// <param name="first">How the one was.</param>
    /// <param name="second">How the other was.</param>
    internal static string Both(string first, string second) => first == second ? first : $"{first}; {second}";

    /// <summary>A reason as a clause without a full stop.</summary>
    /// <param name="reason">The reason.</param>
    public static string Of(PairReason reason) =>
        reason switch
        {
            PairReason.NoSharedSamples => "no sample has a response of both",
            PairReason.OtherProtocol(var first, var second) => $"asked in different ways ({first}; {second})",
            PairReason.UnknownProtocol(var model, var first, var second) =>
                $"protocol unknown: how {model} was asked is not all declared ({Both(first, second)})",
            PairReason.Incomplete(var model) => $"too many requests to {model} failed or were not run",
            PairReason.Uncorrected(var model) =>
                $"people labelled too few answers of {model} to correct its score as that of the other is",
            PairReason.OneUnit => "one independent unit gives no interval",
            PairReason.NoSpread => "all differences are equal: no spread, no test",
            PairReason.NoSpreadOfClusters =>
                "the models differ on samples, but alike in every cluster: no spread between clusters, no test",
            PairReason.FewForQuantile => "too few answers, or clusters of them, for limits of the quantile of both",
            PairReason.Unscored(var model) => $"too many answers of {model} have no score by this metric",
            PairReason.UndefinedMetric => "undefined for these data",
            PairReason.NotWatched => "not watched: a test made for one look claims too much after a stop",
            PairReason.Published(var model) => $"{model} is published, not measured by this run",
            PairReason.UnknownSampleCount(var model, var unlike) => And(
                $"{model}: the publication does not say how many samples",
                unlike
            ),
            PairReason.NoShare(var metric, var unlike) => And(
                $"{metric} is no share of samples, and the samples were not published",
                unlike
            ),
            _ => throw new UnreachableException(),
        };

    private static string And(string why, string? unlike) => unlike is null ? why : $"{why}; {unlike}";
}
