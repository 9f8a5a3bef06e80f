using EvalHarness.Comparisons.Findings;
using EvalHarness.Comparisons.Results;

namespace EvalHarness.Cli.Views;

/// <summary>What the data say of a pair: sign, word, then the one number that makes it useful. Nothing is said by colour alone.</summary>
internal static class VerdictCell
{
    /// <summary>The verdict, from its longest form to its shortest.</summary>
    /// <param name="pair">The pair; null where there is none.</param>
    /// <param name="metric">The metric.</param>
    public static Cell Of(PairedComparison? pair, MetricComparison metric)
    {
        if (pair is null)
        {
            return "[grey]– not tested[/]";
        }

        string small = PairText.Small(pair) is null ? "" : ", but little";
        return pair.Verdict switch
        {
            PairVerdict.Better => $"[green]▲ better{small}[/]",
            PairVerdict.Worse => $"[red]▼ worse{small}[/]",
            PairVerdict.Equivalent => new Cell(
                $"= tied, within {Numbers.Margin(metric.Margin, metric.IsShare)}",
                "= tied"
            ),
            PairVerdict.NotComparable when pair.Reason is PairReason.UnknownProtocol => new Cell(
                "[grey]– not tested: protocol unknown[/]",
                "[grey]– not tested[/]"
            ),
            PairVerdict.NotComparable => "[grey]– not tested[/]",
            PairVerdict.Undecided when pair.SamplesNeeded is > 0 and var more => new Cell(
                FormattableString.Invariant($"[yellow]? undecided[/], {more:N0} more"),
                FormattableString.Invariant($"[yellow]?[/] +{more:N0} more"),
                "[yellow]? undecided[/]"
            ),
            PairVerdict.Undecided => "[yellow]? undecided[/]",
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }
}
