using System.Collections.Immutable;
using EvalHarness.Comparisons.Findings;
using EvalHarness.Comparisons.Gates;
using EvalHarness.Reports.Gates;
using Spectre.Console;

namespace EvalHarness.Cli.Views;

/// <summary>Draws gates in the terminal: a table, what did not pass first, then in words and with its line in the suite.</summary>
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

        var table = new FittedTable()
            .Add("")
            .Add("[grey]model[/]", cuts: 14)
            .Add("[grey]gate[/]", wraps: 18)
            .Add("[grey]evidence[/]", wraps: 18);
        foreach (var same in gates.OrderBy(gate => gate.Verdict == GateVerdict.Pass).GroupBy(Row))
        {
            var (sign, name, evidence) = same.Key;
            string[] models = [.. same.Select(gate => gate.Model)];
            string told = models.Length > 2 ? $"{models.Length} models" : string.Join(", ", models);
            table.AddRow(
                [sign, Markup.Escape(told), Markup.Escape(name), Markup.Escape(evidence)],
                $"{sign}: {Markup.Escape($"{told}, {name}{(evidence.Length > 0 ? ": " + evidence : "")}")}"
            );
        }

        WriteTitle(terminal, suite, gates);
        table.WriteTo(terminal);
        WriteWords(terminal, gates);
    }

    /// <summary>What a gate's line says but for its model: gates that passed alike share one.</summary>
    private static (string Sign, string Name, string Evidence) Row(GateResult gate)
    {
        var (colour, glyph) = gate.Verdict switch
        {
            GateVerdict.Pass => ("green", "✓"),
            GateVerdict.Fail or GateVerdict.Error => ("red", "✗"),
            GateVerdict.Inconclusive => ("yellow", "?"),
            _ => ("grey", "–"),
        };
        return ($"[{colour}]{glyph} {GateText.Word(gate)}[/]", gate.Name, GateText.Evidence(gate));
    }

    private static void WriteTitle(Terminal terminal, string suite, ImmutableArray<GateResult> gates) =>
        terminal.Out.MarkupLineInterpolated(
            System.Globalization.CultureInfo.InvariantCulture,
            $"[bold]{suite}[/] [grey]·[/] {GateMarkdown.Sentence(gates)}"
        );

    private static void WriteWords(Terminal terminal, ImmutableArray<GateResult> gates)
    {
        foreach (var (declared, text) in GateParagraph.Of(gates))
        {
            foreach (var at in declared)
            {
                terminal.Write($"{at}");
            }

            terminal.Say(text);
        }
    }
}
