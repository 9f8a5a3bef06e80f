using System.Collections.Immutable;
using EvalHarness.Comparisons.Findings;
using EvalHarness.Comparisons.Gates;
using EvalHarness.Reports.Gates;
using Spectre.Console;

namespace EvalHarness.Cli.Views;

/// <summary>Draws gates in the terminal: a table, then what did not pass in words.</summary>
internal static class GateView
{
    /// <summary>How many passed, and in words what did not: for a run, whose leaderboard matters more.</summary>
    public static void WriteBrief(Terminal terminal, string suite, ImmutableArray<GateResult> gates)
    {
        if (!gates.IsEmpty)
        {
            WriteTitle(terminal, suite, gates);
            WriteWords(terminal, gates);
        }
    }

    /// <summary>Every gate with its evidence.</summary>
    public static void Write(Terminal terminal, string suite, ImmutableArray<GateResult> gates)
    {
        if (gates.IsEmpty)
        {
            return;
        }

        var table = new Table().Border(TableBorder.Simple).AddColumns("", "model", "gate", "evidence");
        foreach (var gate in gates)
        {
            table.AddRow(
                $"[{Colour(gate)}]{GateText.Word(gate)}[/]",
                Markup.Escape(gate.Model),
                Markup.Escape(gate.Name),
                Markup.Escape(GateText.Evidence(gate))
            );
        }

        WriteTitle(terminal, suite, gates);
        terminal.Out.Write(table);
        WriteWords(terminal, gates);
    }

    private static void WriteTitle(Terminal terminal, string suite, ImmutableArray<GateResult> gates) =>
        terminal.Out.MarkupLineInterpolated(
            System.Globalization.CultureInfo.InvariantCulture,
            $"[bold]{suite}[/] [grey]·[/] {GateMarkdown.Sentence(gates)}"
        );

    private static void WriteWords(Terminal terminal, ImmutableArray<GateResult> gates)
    {
        foreach (
            var gate in gates.Where(gate =>
                gate.Verdict != GateVerdict.Pass || gate.IsImprovement || gate.OwnNoise is not null
            )
        )
        {
            terminal.Write(GateText.Describe(gate));
        }
    }

    private static string Colour(GateResult gate) =>
        gate.Verdict switch
        {
            GateVerdict.Pass => "green",
            GateVerdict.Fail or GateVerdict.Error => "red",
            GateVerdict.Inconclusive => "yellow",
            _ => "grey",
        };
}
