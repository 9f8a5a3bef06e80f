using EvalHarness.Comparisons.Results;

namespace EvalHarness.Cli.Views;

/// <summary>A place of a leaderboard in one sentence: for terminals without room for a table, and for those who listen.</summary>
internal static class BoardSentence
{
    /// <summary>The sentence: place, model, score with its interval, and how it stands to the reference.</summary>
    /// <param name="metric">The metric.</param>
    /// <param name="place">Place in its leaderboard, from 0.</param>
    public static string Of(MetricComparison metric, int place)
    {
        var row = metric.Leaderboard[place];
        string unit = metric.IsShare ? " %" : "";
        string range = row.Estimate.Low is null ? "" : $" ({Numbers.Range(row.Estimate, metric.IsShare)})";
        string score = $"{Numbers.Value(row.Estimate, metric.IsShare)}{unit}{range}";
        return Spectre.Console.Markup.Escape($"{Ranks(row)}. {row.Model}: {score}{Standing(metric, row)}");
    }

    /// <summary>The places that the data leave open, or the one place.</summary>
    /// <param name="row">The row.</param>
    public static string Ranks(LeaderboardRow row) =>
        row.RankInterval is var (best, worst) && best < worst
            ? FormattableString.Invariant($"{best} to {worst}")
            : FormattableString.Invariant($"{row.Rank}");

    private static string Standing(MetricComparison metric, LeaderboardRow row)
    {
        if (metric.Reference is not { } reference)
        {
            return "";
        }

        if (row.Model == reference)
        {
            return ", the reference";
        }

        if (metric.Find(row.Model, reference) is not { } pair)
        {
            return ", not tested";
        }

        string unit = metric.IsShare ? " points" : "";
        string by = Numbers.Difference(pair.Difference, metric.IsShare).TrimStart('+', '−');
        string size = pair.Difference.Value is { } value
            ? Numbers.Plain(Math.Abs(value), metric.IsShare) + unit
            : by + unit;
        string more = pair.SamplesNeeded is > 0 and var needed
            ? FormattableString.Invariant($", about {needed:N0} more samples")
            : "";
        return pair.Verdict switch
        {
            PairVerdict.Better => $", better than {reference} by {size}",
            PairVerdict.Worse => $", worse than {reference} by {size}",
            PairVerdict.Equivalent =>
                $", tied with {reference}, within {Numbers.Margin(metric.Margin, metric.IsShare)}{unit}",
            PairVerdict.NotComparable => $", not tested against {reference}",
            PairVerdict.Undecided => $", undecided against {reference}{more}",
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }
}
