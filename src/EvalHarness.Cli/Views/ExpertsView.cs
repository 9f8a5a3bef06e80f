using EvalHarness.Cascades;
using Spectre.Console;
using static EvalHarness.Cli.Views.CascadeView;

namespace EvalHarness.Cli.Views;

/// <summary>A simulated router by slice over several models, in the terminal.</summary>
internal static class ExpertsView
{
    /// <summary>Slices shown; a longer list is for --json.</summary>
    private const int MostSlices = 40;

    private const int ValueWidth = 12;

    public static void Write(Terminal terminal, RouterSimulation simulation)
    {
        terminal.Say(
            FormattableString.Invariant(
                $"{simulation.Members.Length} models, by {simulation.By} · {simulation.Task}/{simulation.Metric} · {simulation.Answers} answers"
            )
        );
        terminal.Say(Verdict(simulation));
        terminal.Write("");
        Choices(simulation).WriteTo(terminal);
        terminal.Write("");
        Slices(simulation).WriteTo(terminal);
        if (simulation.Slices.Length > MostSlices)
        {
            terminal.Say($"Of {simulation.Slices.Length} values the largest; --json has all.");
        }

        terminal.Write("");
        foreach (string sentence in Sentences(simulation))
        {
            terminal.Say(sentence);
        }

        if (simulation.Yaml is { } yaml && (!simulation.CostIsKnown || IsShown(simulation)))
        {
            terminal.Write("");
            terminal.Write("  routed:");
            foreach (string line in yaml.Split('\n'))
            {
                terminal.Write("    " + line);
            }
        }
    }

    private static FittedTable Choices(RouterSimulation simulation)
    {
        var table = new FittedTable()
            .Add("", wraps: ValueWidth)
            .Add("asked", goes: 2, wraps: ValueWidth)
            .Add(Markup.Escape(simulation.Metric), isRight: true)
            .Add("$/1,000", goes: 1, isRight: true);
        int cents = Numbers.Cents([
            .. simulation.Members.Select(one => one.Alone.Usd),
            simulation.CrossFitted.Usd,
            simulation.InSample.Usd,
        ]);
        foreach (var member in simulation.Members)
        {
            table.AddRow(
                $"{Markup.Escape(member.Model)} alone",
                "",
                Percent(member.Alone.Right),
                Numbers.PerThousand(member.Alone.Usd, cents)
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
            Numbers.PerThousand(simulation.CrossFitted.Usd, cents)
        );
        table.AddRow(
            "router for use, in-sample",
            "",
            Percent(simulation.InSample.Right),
            Numbers.PerThousand(simulation.InSample.Usd, cents)
        );
        return table;
    }

    /// <summary>The model that is asked for each value beside the one that is best alone: of many models the others are for --json.</summary>
    private static FittedTable Slices(RouterSimulation simulation)
    {
        string best = simulation.Best;
        var table = new FittedTable()
            .Add(Markup.Escape(simulation.By), wraps: ValueWidth)
            .Add("answers", goes: 2, isRight: true)
            .Add("asks", wraps: ValueWidth)
            .Add("right", isRight: true)
            .Add($"{Markup.Escape(best)} alone", goes: 1, isRight: true);
        foreach (var slice in simulation.Slices.Take(MostSlices))
        {
            string Right(string model) =>
                slice
                    .Members.Select((member, place) => (member, simulation.Members[place].Model))
                    .FirstOrDefault(one => one.Model == model)
                    .member
                    is { } found
                    ? Percent(found.Right)
                    : "–";
            table.AddRow(
                Markup.Escape(slice.Value),
                Number(slice.Answers, "0"),
                Markup.Escape(slice.Asks),
                Right(slice.Asks),
                Right(best)
            );
        }

        return table;
    }

    private static bool IsShown(RouterSimulation simulation) => simulation.Advantage is { IsClear: true, Mean: > 0 };

    private static string Verdict(RouterSimulation simulation)
    {
        var (worth, gain) = (simulation.Advantage, simulation.Gain);
        string verdict =
            !worth.IsClear ? "Not shown to pay"
            : worth.Mean > 0 ? "It pays"
            : "It does not pay";
        return $"{verdict}: against {simulation.Best} alone, the one that is worth most here, {SwapView.Money(worth)} net per 1,000 answers and {SwapView.Points(gain)} points of right answers ({Number(100 * simulation.Level, "0.##")} % intervals, paired).";
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
        foreach (var member in simulation.Members.Where(member => member.Unpriced > 0))
        {
            yield return Unpriced(member.Model, member.Unpriced, simulation.Answers);
        }

        yield return simulation.CostIsKnown && !IsShown(simulation)
            ? $"For use: ask {simulation.Best} alone, until more answers show that a router pays."
        : simulation.Yaml is null
            ? $"For use: ask {simulation.Routes.Otherwise} alone, for there is no {simulation.By} for which another is worth more."
        : "For use, learnt from all answers:";
    }
}
