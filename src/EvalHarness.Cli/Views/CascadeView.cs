using System.Globalization;
using EvalHarness.Cascades;
using Spectre.Console;

namespace EvalHarness.Cli.Views;

/// <summary>A simulated cascade in the terminal, and what it shares with a router.</summary>
internal static class CascadeView
{
    public static void Write(Terminal terminal, CascadeSimulation simulation)
    {
        var study = simulation.Study;
        terminal.Write(
            FormattableString.Invariant(
                $"{simulation.First}, then {simulation.Then} where it is unsure · {simulation.Task}/{simulation.Metric} · {simulation.Answers} answers"
            )
        );
        var table = new Table()
            .Border(TableBorder.None)
            .AddColumns("calls", "sure from", simulation.Metric, "$/1,000", "oracle", "random");
        foreach (var line in study.Lines)
        {
            table.AddRow(
                Percent(line.Point.StrongShare),
                Threshold(line.Point.Threshold),
                Percent(line.Point.Quality),
                simulation.CostIsKnown ? Number(1000 * line.Point.CascadeCost, "0.####") : "unknown",
                Percent(line.Oracle),
                Percent(line.Random)
            );
        }

        terminal.Out.Write(table);
        terminal.Write("");
        foreach (string sentence in Sentences(simulation))
        {
            terminal.Write(sentence);
        }
    }

    private static IEnumerable<string> Sentences(CascadeSimulation simulation)
    {
        var study = simulation.Study;
        if (!simulation.IsEverSure)
        {
            yield return $"{simulation.First} says of no answer how sure it is: a cascade would always ask {simulation.Then}.";
        }

        yield return CrossFit(simulation);
        yield return NetBenefit(simulation);
        yield return study.Curve.Apgr is { } apgr
            ? FormattableString.Invariant(
                $"Share of the gap recovered, on average over all shares of calls (APGR): {apgr:0.00}. It needs no cross-fit: the order is {simulation.First}'s own confidence, and no threshold is chosen."
            )
            : "The two models score the same: there is no gap to recover.";
        if (study.Curve.CallsFor(0.5) is { } half && study.Curve.CallsFor(0.8) is { } most)
        {
            yield return $"Half of the gap takes {Percent(half)} of calls, 80 % of it {Percent(most)} (CPT).";
        }

        foreach (var live in simulation.Live)
        {
            yield return $"{live.Model}, as the run asked it: sure from {Threshold(live.Threshold!.Value)}, {Percent(live.StrongShare)} of calls, {(live.Quality is { } share ? Percent(share) : "nothing")} right.";
        }

        yield return study.CrossFit.Deployed switch
        {
            double.PositiveInfinity =>
                $"For use: ask {simulation.Then} alone, for no answer of {simulation.First} should stand.",
            var deployed => $"For use: accept_when: {{ confidence: {{ at_least: {Threshold(deployed)} }} }}",
        };
    }

    public static string CrossFit(CascadeSimulation simulation)
    {
        var study = simulation.Study;
        string aim = simulation.CostIsKnown
            ? FormattableString.Invariant($"a right answer worth ${simulation.Value:0.######}")
            : "costs unknown, so for quality alone";
        return FormattableString.Invariant(
            $"Cross-fitted over {simulation.Folds} folds ({aim}): {Percent(study.Quality)} right with {Percent(study.StrongShare)} of calls to {simulation.Then}; {simulation.First} alone {Percent(study.Curve.Weak)}, {simulation.Then} alone {Percent(study.Curve.Strong)}."
        );
    }

    public static string NetBenefit(CascadeSimulation simulation)
    {
        var study = simulation.Study;
        string error = study.StandardError is { } sd ? FormattableString.Invariant($" ± {sd:0.####}") : "";
        return FormattableString.Invariant(
            $"Net benefit per answer: {study.CrossFit.NetBenefit:0.####}{error}. Chosen and scored on the same samples it would claim {study.CrossFit.InSample:0.####}; optimism {study.CrossFit.Optimism:0.####}."
        );
    }

    public static string Percent(double share) => Number(100 * share, "0.0") + " %";

    private static string Threshold(double value) => double.IsFinite(value) ? Number(value, "0.000") : "never";

    public static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
