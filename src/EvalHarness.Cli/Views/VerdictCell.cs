using EvalHarness.Comparisons.Findings;
using EvalHarness.Comparisons.Histories;
using EvalHarness.Comparisons.Results;
using Spectre.Console;

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
            PairVerdict.Undecided => Undecided(pair.SamplesNeeded),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    /// <summary>The verdict on a model in a later run against an earlier one.</summary>
    /// <param name="step">The step with its verdict.</param>
    public static Cell Of(JudgedStep step)
    {
        var (sign, word) = StepText.Of(step.Verdict);
        return step.Verdict switch
        {
            StepVerdict.Better => $"[green]{sign} {word}[/]",
            StepVerdict.Worse => $"[red]{sign} {word}[/]",
            StepVerdict.Undecided => Undecided(step.SamplesNeeded),
            StepVerdict.NotComparable => new Cell(
                $"[grey]{sign} {word}: {Markup.Escape(step.Step.Obstacle ?? "not comparable")}[/]",
                $"[grey]{sign} {word}[/]"
            ),
            _ => $"{sign} {word}",
        };
    }

    private static Cell Undecided(long? needed) =>
        needed is > 0 and var more
            ? new Cell(
                FormattableString.Invariant($"[yellow]? undecided[/], {more:N0} more"),
                FormattableString.Invariant($"[yellow]?[/] +{more:N0} more"),
                "[yellow]? undecided[/]"
            )
            : "[yellow]? undecided[/]";
}
