using System.Globalization;
using EvalHarness.Cascades;
using EvalHarness.Reports;
using Spectre.Console;

namespace EvalHarness.Cli.Views;

/// <summary>A simulated cascade in the terminal, and what it shares with a router.</summary>
internal static class CascadeView
{
    public static void Write(Terminal terminal, CascadeSimulation simulation)
    {
        var simulated = simulation.Result;
        terminal.Say(
            FormattableString.Invariant(
                $"{simulation.First}, then {simulation.Then} where it is unsure · {simulation.Task}/{simulation.Metric} · {simulation.Answers} answers"
            )
        );
        foreach (string sentence in Verdict(simulation))
        {
            terminal.Say(sentence);
        }

        terminal.Write("");
        var table = new FittedTable()
            .Add("calls", isRight: true)
            .Add("sure from", isRight: true)
            .Add(Markup.Escape(simulation.Metric), isRight: true)
            .Add("$/1,000", goes: 1, isRight: true)
            .Add("oracle", goes: 3, isRight: true)
            .Add("random", goes: 2, isRight: true);
        int cents = Numbers.Cents(simulated.Lines.Select(line => simulation.UsdAt(line.Point)));
        foreach (var line in simulated.Lines)
        {
            table.AddRow(
                Percent(line.Point.StrongShare),
                Threshold(line.Point.Threshold),
                Percent(line.Point.Quality),
                Numbers.PerThousand(simulation.UsdAt(line.Point), cents),
                Percent(line.Oracle),
                Percent(line.Random)
            );
        }

        table.WriteTo(terminal);
        terminal.Write("");
        foreach (string sentence in Sentences(simulation))
        {
            terminal.Say(sentence);
        }
    }

    private static IEnumerable<string> Sentences(CascadeSimulation simulation)
    {
        var simulated = simulation.Result;
        if (!simulation.IsEverSure)
        {
            yield return $"{simulation.First} says of no answer how sure it is: a cascade would always ask {simulation.Then}.";
        }

        yield return CrossFit(simulation);
        yield return NetBenefit(simulation);
        foreach (string unpriced in Unpriced(simulation))
        {
            yield return unpriced;
        }

        yield return simulated.Curve.Apgr is { } apgr
            ? FormattableString.Invariant(
                $"Share of the gap recovered, on average over all shares of calls (APGR): {apgr:0.00}. It needs no cross-fit: the order is {simulation.First}'s own confidence, and no threshold is chosen."
            )
            : "The two models score the same: there is no gap to recover.";
        if (simulated.Curve.CallsFor(0.5) is { } half && simulated.Curve.CallsFor(0.8) is { } most)
        {
            yield return $"Half of the gap takes {Percent(half)} of calls, 80 % of it {Percent(most)} (CPT).";
        }

        foreach (var live in simulation.Live)
        {
            yield return $"{live.Model}, as the run asked it: sure from {Threshold(live.Threshold!.Value)}, {Percent(live.StrongShare)} of calls, {(live.Quality is { } share ? Percent(share) : "nothing")} right.";
        }

        yield return Use(simulation);
    }

    /// <summary>Whether it pays, in the words of the page.</summary>
    public static IEnumerable<string> Verdict(CascadeSimulation simulation)
    {
        var verdict = new CascadeVerdict(simulation);
        yield return verdict.Answer;
        if (simulation.CostIsKnown)
        {
            yield return verdict.Worth;
        }
    }

    /// <summary>What to use: no recipe that is not shown to gain anything.</summary>
    private static string Use(CascadeSimulation simulation)
    {
        double deployed = simulation.Result.CrossFit.Deployed;
        return new CascadeVerdict(simulation).Instead
            ?? (
                double.IsPositiveInfinity(deployed)
                    ? $"For use: ask {simulation.Then} alone, for no answer of {simulation.First} should stand."
                    : $"For use: accept_when: {{ confidence: {{ at_least: {Threshold(deployed)} }} }}"
            );
    }

    public static string CrossFit(CascadeSimulation simulation)
    {
        var simulated = simulation.Result;
        string aim = simulation.CostIsKnown
            ? FormattableString.Invariant($"a right answer worth {CascadeVerdict.Money(simulation.Value)}")
            : "costs unknown, so for quality alone";
        return FormattableString.Invariant(
            $"Cross-fitted over {simulation.Folds} folds ({aim}): {Percent(simulated.Quality)} right with {Percent(simulated.StrongShare)} of calls to {simulation.Then}{Price(simulation)}; {simulation.First} alone {Percent(simulated.Curve.Weak)}, {simulation.Then} alone {Percent(simulated.Curve.Strong)}."
        );
    }

    public static string NetBenefit(CascadeSimulation simulation)
    {
        var simulated = simulation.Result;
        string error = simulated.StandardError is { } sd ? $" ± {Number(sd, "0.####")}" : "";
        return $"Net benefit per answer: {Number(simulated.CrossFit.NetBenefit, "0.####")}{error}. Chosen and scored on the same samples it would claim {Number(simulated.CrossFit.InSample, "0.####")}; optimism {Number(simulated.CrossFit.Optimism, "0.####")}.";
    }

    /// <summary>Whose answers are not charged what they cost, because nobody knows it.</summary>
    public static IEnumerable<string> Unpriced(CascadeSimulation simulation) =>
        from model in new[]
        {
            (Name: simulation.First, Count: simulation.FirstUnpriced),
            (Name: simulation.Then, Count: simulation.ThenUnpriced),
        }
        where model.Count > 0
        select Unpriced(model.Name, model.Count, simulation.Answers);

    public static string Unpriced(string model, int count, int answers) =>
        FormattableString.Invariant(
            $"{count} of {answers} answers of {model} have no known cost of their own and count as its mean."
        );

    private static string Price(CascadeSimulation simulation) =>
        simulation.Usd is { } usd ? $" at {CascadeVerdict.Money(1000 * usd)} for 1,000 answers" : "";

    public static string Percent(double share) => Number(100 * share, "0.0") + " %";

    private static string Threshold(double value) => double.IsFinite(value) ? Number(value, "0.000") : "never";

    public static string Number(double value, string format) =>
        value.ToString(format, CultureInfo.InvariantCulture) is var text && text.AsSpan().IndexOfAnyExcept("-0.") < 0
            ? text.TrimStart('-')
            : text.Replace('-', '−');
}
