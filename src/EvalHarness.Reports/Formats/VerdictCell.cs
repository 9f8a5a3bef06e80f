using EvalHarness.Comparisons.Results;

namespace EvalHarness.Reports.Formats;

/// <summary>A verdict on a pair where there is room for a few characters: a sign, a word, and the one number that makes it useful.</summary>
/// <param name="Tone">Class of its colour.</param>
/// <param name="Sign">Its sign.</param>
/// <param name="Word">Its word.</param>
/// <param name="More">The number with its words; empty for none.</param>
internal readonly record struct VerdictCell(string Tone, string Sign, string Word, string More)
{
    /// <summary>The verdict of a pair; one that was never compared is not tested.</summary>
    public static VerdictCell Of(PairedComparison? pair, MetricComparison metric) =>
        pair?.Verdict switch
        {
            PairVerdict.Better => new("good", "▲", "better", ""),
            PairVerdict.Worse => new("bad", "▼", "worse", ""),
            PairVerdict.Equivalent => new("soft", "=", "tied", $"within {Margin(metric)}"),
            PairVerdict.Undecided => new(
                "warn",
                "?",
                "undecided",
                pair.SamplesNeeded is { } needed ? $"{Show.Count(needed)} more" : ""
            ),
            _ => new("soft", Show.Undefined, "not tested", ""),
        };

    private static string Margin(MetricComparison metric)
    {
        double margin = metric.Margin * (metric.IsShare ? 100 : 1);
        return Show.Number(
            margin,
            !metric.IsShare ? 3
                : Math.Abs(margin - Math.Round(margin)) < 1e-9 ? 0
                : 1
        );
    }
}
