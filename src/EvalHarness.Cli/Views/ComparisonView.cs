using System.Globalization;
using EvalHarness.Comparisons.Findings;
using EvalHarness.Comparisons.Results;
using Spectre.Console;

namespace EvalHarness.Cli.Views;

/// <summary>Says in sentences what stands behind a leaderboard: each pair with its reference, and how all was computed.</summary>
internal static class ComparisonView
{
    /// <summary>Writes the pairs with the reference, then the methods, of every headline metric.</summary>
    public static void Write(IAnsiConsole console, Comparison comparison)
    {
        foreach (var task in comparison.Tasks.Where(task => !task.IsCopy))
        {
            var metric = task.Headline;
            console.WriteLine();
            foreach (var pair in Pairs(metric))
            {
                console.WriteLine(Sentence(pair, metric.IsShare));
            }

            console.MarkupLineInterpolated(
                CultureInfo.InvariantCulture,
                $"[grey]{MethodText.Estimates(task, metric)}[/]"
            );
            if (MethodText.Pairs(comparison, task, metric) is { Length: > 0 } method)
            {
                console.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"[grey]{method}[/]");
            }
        }
    }

    private static IEnumerable<PairedComparison> Pairs(MetricComparison metric) =>
        metric.Reference is not { } reference
            ? []
            : metric
                .Leaderboard.Where(row => row.Model != reference)
                .Select(row => metric.Find(row.Model, reference))
                .OfType<PairedComparison>();

    private static string Sentence(PairedComparison pair, bool isShare)
    {
        string difference = Numbers.Difference(pair.Difference, isShare);
        string error = pair.Difference.StandardError is { } se
            ? $", standard error {Numbers.Error(pair.Difference, se, isShare)}"
            : "";
        string t = pair is { Statistic: { } statistic, DegreesOfFreedom: { } df }
            ? $", t = {Numbers.Plain(statistic, false)} ({Numbers.Plain(df, false)} df)"
            : "";
        string p = pair.PValue is { } value ? $", p {Probability(value)}" : "";
        string bounds = pair.AttritionBounds is var (low, high)
            ? $"; with every missing answer against or for it {Numbers.Plain(low, isShare)} to {Numbers.Plain(high, isShare)}"
            : "";
        string note = PairText.Note(pair) is { } text ? $" ({text})" : "";
        return $"{pair.Model} against {pair.Against}: {difference}{error}{t}{p}{bounds}{note}.";
    }

    /// <summary>With its sign of comparison: what rounds to nothing is not nothing.</summary>
    private static string Probability(double p) =>
        p < 0.0001 ? "< 0.0001" : FormattableString.Invariant($"= {p:0.####}");
}
