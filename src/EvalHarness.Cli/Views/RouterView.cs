using EvalHarness.Cascades;
using EvalHarness.Reports;
using Spectre.Console;
using static EvalHarness.Cli.Views.CascadeView;

namespace EvalHarness.Cli.Views;

/// <summary>A simulated router by slice in the terminal.</summary>
internal static class RouterView
{
    /// <summary>Slices shown; a longer list is for --json.</summary>
    private const int MostSlices = 40;

    /// <summary>Routes that anyone would paste.</summary>
    private const int MostRoutes = 200;

    /// <summary>A slice with fewer answers on average teaches next to nothing.</summary>
    private const int FewAnswers = 5;

    private const int ValueWidth = 12;

    public static void Write(Terminal terminal, CascadeSimulation simulation, RouterPlan plan)
    {
        terminal.Say(
            FormattableString.Invariant(
                $"{simulation.First} or {simulation.Then}, by {plan.By} · {simulation.Task}/{simulation.Metric} · {simulation.Answers} answers"
            )
        );
        foreach (string sentence in Verdict(simulation))
        {
            terminal.Say(sentence);
        }

        terminal.Write("");
        Curve(simulation).WriteTo(terminal);
        terminal.Write("");
        Slices(simulation, plan).WriteTo(terminal);
        if (plan.Slices.Length > MostSlices)
        {
            terminal.Say($"Of {plan.Slices.Length} values those where {simulation.Then} gains most; --json has all.");
        }

        terminal.Write("");
        foreach (string sentence in Sentences(simulation, plan))
        {
            terminal.Say(sentence);
        }

        WriteUse(terminal, simulation, plan);
    }

    private static FittedTable Curve(CascadeSimulation simulation)
    {
        var table = new FittedTable()
            .Add("calls", isRight: true)
            .Add("in-sample", isRight: true)
            .Add("cross-fitted", isRight: true)
            .Add("$/1,000", goes: 1, isRight: true)
            .Add("oracle", goes: 3, isRight: true)
            .Add("random", goes: 2, isRight: true);
        int cents = Numbers.Cents(simulation.Result.Lines.Select(line => simulation.UsdAt(line.Point)));
        foreach (var line in simulation.Result.Lines)
        {
            table.AddRow(
                Percent(line.Point.StrongShare),
                Percent(line.Point.Quality),
                Percent(line.HeldOut!.Value),
                Numbers.PerThousand(simulation.UsdAt(line.Point), cents),
                Percent(line.Oracle),
                Percent(line.Random)
            );
        }

        return table;
    }

    private static FittedTable Slices(CascadeSimulation simulation, RouterPlan plan)
    {
        var table = new FittedTable()
            .Add(Markup.Escape(plan.By), wraps: ValueWidth)
            .Add("answers", goes: 3, isRight: true)
            .Add(Markup.Escape(simulation.First), goes: 1, isRight: true)
            .Add(Markup.Escape(simulation.Then), goes: 2, isRight: true)
            .Add("gain", isRight: true)
            .Add("asks", wraps: ValueWidth);

        foreach (var slice in plan.Slices.Take(MostSlices))
        {
            table.AddRow(
                Markup.Escape(slice.Value),
                Number(slice.Answers, "0"),
                Percent(slice.First),
                Percent(slice.Then),
                Number(100 * slice.Gain, "+0.0;\u22120.0;0.0"),
                Markup.Escape(slice.ToThen ? simulation.Then : simulation.First)
            );
        }

        return table;
    }

    private static IEnumerable<string> Sentences(CascadeSimulation simulation, RouterPlan plan)
    {
        var simulated = simulation.Result;
        if (plan.Slices.Length * FewAnswers > simulation.Answers)
        {
            yield return $"{plan.By} has {plan.Slices.Length} values over {simulation.Answers} answers: too few of each to learn from.";
        }

        yield return CrossFit(simulation);
        yield return NetBenefit(simulation);
        foreach (string unpriced in Unpriced(simulation))
        {
            yield return unpriced;
        }

        if (simulated.Advantage is { } advantage)
        {
            string error = advantage.StandardError is { } sd ? FormattableString.Invariant($" ± {sd:0.####}") : "";
            yield return FormattableString.Invariant(
                $"Beyond {(advantage.OverThen ? simulation.Then : simulation.First)} alone, the better of the two: {advantage.NetBenefit:+0.####;\u22120.####;0}{error} per answer."
            );
        }

        yield return simulated is { Curve.Apgr: { } apgr, Line.Apgr: { } honest }
            ? FormattableString.Invariant(
                $"Share of the gap recovered, on average over all shares of calls (APGR): {honest:0.000} cross-fitted, {apgr:0.000} in-sample; chance 0.5."
            )
            : "The two models score the same: there is no gap to recover.";
        if (simulated.Line?.CallsFor(0.5) is { } half && simulated.Line.CallsFor(0.8) is { } most)
        {
            yield return $"Half of the gap takes {Percent(half)} of calls, 80 % of it {Percent(most)} (CPT, cross-fitted, slices divided by chance).";
        }

        yield return $"An oracle would need {Percent(simulated.OraclePeak.StrongShare)} of calls for {Percent(simulated.OraclePeak.Quality)}.";
        foreach (var live in simulation.Live)
        {
            yield return $"{live.Model}, as the run asked it: {Percent(live.StrongShare)} of calls, {(live.Quality is { } share ? Percent(share) : "nothing")} right.";
        }
    }

    private static void WriteUse(Terminal terminal, CascadeSimulation simulation, RouterPlan plan)
    {
        var (first, then) = (simulation.First, simulation.Then);
        if (plan.Yaml(first, then) is not { } yaml)
        {
            var (better, other) = plan.OtherwiseThen ? (then, first) : (first, then);
            terminal.Say(
                $"For use: ask {better} alone, for there is no {plan.By} for which {other} is worth its price."
            );
            return;
        }

        if (new CascadeVerdict(simulation).Instead is { } alone)
        {
            terminal.Say(alone);
            return;
        }

        if (plan.Exceptions.Length > MostRoutes)
        {
            terminal.Say($"For use: {plan.Exceptions.Length} values go elsewhere than the others; --json has them.");
            return;
        }

        terminal.Say(
            $"For use, learnt from all answers: {then} for {string.Join(", ", plan.Slices.Where(slice => slice.ToThen).Select(slice => slice.Value))}; for values never seen, {(plan.OtherwiseThen ? then : first)}."
        );
        terminal.Write("");
        terminal.Write("  routed:");
        foreach (string line in yaml.Split('\n'))
        {
            terminal.Write("    " + line);
        }
    }
}
