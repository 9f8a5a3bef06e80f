using EvalHarness.Cascades;
using Spectre.Console;
using static EvalHarness.Cli.Views.CascadeView;

namespace EvalHarness.Cli.Views;

/// <summary>A simulated router by slice over several models, in the terminal.</summary>
internal static class ExpertsView
{
    /// <summary>Slices shown; a longer list is for --json.</summary>
    private const int MostSlices = 40;

    public static void Write(Terminal terminal, RouterSimulation simulation)
    {
        terminal.Say(
            FormattableString.Invariant(
                $"{simulation.Members.Length} models, by {simulation.By} · {simulation.Task}/{simulation.Metric} · {simulation.Answers} answers"
            )
        );
        terminal.Out.Write(Choices(simulation));
        terminal.Write("");
        terminal.Out.Write(Slices(simulation));
        if (simulation.Slices.Length > MostSlices)
        {
            terminal.Say($"Of {simulation.Slices.Length} values the largest; --json has all.");
        }

        terminal.Write("");
        foreach (string sentence in Sentences(simulation))
        {
            terminal.Say(sentence);
        }

        if (simulation.Yaml is { } yaml)
        {
            terminal.Write("");
            terminal.Write("  routed:");
            foreach (string line in yaml.Split('\n'))
            {
                terminal.Write("    " + line);
            }
        }
    }

    private static Table Choices(RouterSimulation simulation)
    {
        var table = new Table()
            .Border(TableBorder.None)
            .AddColumns("", "asked", Markup.Escape(simulation.Metric), "$/1,000");
        foreach (var member in simulation.Members)
        {
            table.AddRow(
                $"{Markup.Escape(member.Model)} alone",
                "",
                Percent(member.Alone.Right),
                SwapView.Usd(member.Alone)
            );
        }

        string asked = string.Join(
            ", ",
            simulation
                .Members.Where(member => member.AskedShare > 0)
                .Select(member => $"{member.Model} {Percent(member.AskedShare)}")
        );
        table.AddRow(
            "router, cross-fitted",
            Markup.Escape(asked),
            Percent(simulation.CrossFitted.Right),
            SwapView.Usd(simulation.CrossFitted)
        );
        return table.AddRow(
            "router for use, in-sample",
            "",
            Percent(simulation.InSample.Right),
            SwapView.Usd(simulation.InSample)
        );
    }

    private static Table Slices(RouterSimulation simulation)
    {
        var table = new Table().Border(TableBorder.None);
        table.AddColumn(Markup.Escape(simulation.By)).AddColumn("answers");
        foreach (var member in simulation.Members)
        {
            table.AddColumn(Markup.Escape(member.Model));
        }

        table.AddColumn("asks");
        foreach (var slice in simulation.Slices.Take(MostSlices))
        {
            table.AddRow([
                Markup.Escape(slice.Value),
                Number(slice.Answers, "0"),
                .. slice.Members.Select(member => Percent(member.Right)),
                Markup.Escape(slice.Asks),
            ]);
        }

        return table;
    }

    private static IEnumerable<string> Sentences(RouterSimulation simulation)
    {
        string aim = simulation.CostIsKnown
            ? FormattableString.Invariant(
                $"a right answer worth ${simulation.Value:0.######}, each answer at its own cost"
            )
            : "costs unknown, so for quality alone";
        yield return FormattableString.Invariant(
            $"Cross-fitted over {simulation.Folds} folds ({aim}): net benefit per answer {simulation.NetBenefit:0.####}. Learnt and scored on the same answers it would claim {simulation.Claimed:0.####}; optimism {simulation.Optimism:0.####}."
        );
        var (worth, gain) = (simulation.Advantage, simulation.Gain);
        string verdict =
            !worth.IsClear ? "Not shown to pay"
            : worth.Mean > 0 ? "It pays"
            : "It does not pay";
        yield return $"{verdict}: against {simulation.Best} alone, the one that is worth most here, {SwapView.Money(worth)} net per 1,000 answers and {SwapView.Points(gain)} points of right answers ({Number(100 * simulation.Level, "0.##")} % intervals, paired).";
        foreach (var member in simulation.Members.Where(member => member.Unpriced > 0))
        {
            yield return Unpriced(member.Model, member.Unpriced, simulation.Answers);
        }

        yield return simulation.Yaml is null
            ? $"For use: ask {simulation.Routes.Otherwise} alone, for there is no {simulation.By} for which another is worth more."
            : "For use, learnt from all answers:";
    }
}
