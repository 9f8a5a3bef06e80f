using System.Globalization;
using Spectre.Console;

namespace EvalHarness.Cli.Views;

/// <summary>A simulated cascade in the terminal.</summary>
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
        terminal.Write(CrossFit(simulation));
        terminal.Write(
            FormattableString.Invariant(
                $"Chosen and scored on the same samples it would claim {Claim(simulation):0.####}; optimism {study.CrossFit.Optimism:0.####} in value per answer."
            )
        );
        terminal.Write(
            study.Curve.Apgr is { } apgr
                ? FormattableString.Invariant(
                    $"Share of the gap recovered, on average over all shares of calls (APGR): {apgr:0.00}."
                )
                : "The two models score the same: there is no gap to recover."
        );
        terminal.Write($"For use: accept_when: {{ confidence: {{ at_least: {Threshold(study.CrossFit.Deployed)} }} }}");
    }

    public static void WriteJson(Terminal terminal, CascadeSimulation simulation)
    {
        var study = simulation.Study;
        JsonView.WriteAny(
            terminal,
            new
            {
                simulation.Task,
                simulation.Metric,
                simulation.First,
                simulation.Then,
                simulation.Answers,
                simulation.CostIsKnown,
                simulation.Value,
                cross_fitted = new
                {
                    simulation.Folds,
                    study.Quality,
                    calls = study.StrongShare,
                    study.CrossFit.NetBenefit,
                    study.CrossFit.StandardError,
                    study.CrossFit.InSample,
                    study.CrossFit.Optimism,
                    thresholds = study.CrossFit.Thresholds.Select(Finite),
                    deployed = Finite(study.CrossFit.Deployed),
                },
                study.Curve.Apgr,
                curve = study.Curve.Points.Select(point => new
                {
                    threshold = Finite(point.Threshold),
                    calls = point.StrongShare,
                    point.Quality,
                    cost_usd = simulation.CostIsKnown ? point.CascadeCost : (double?)null,
                }),
                lines = study.Lines.Select(line => new
                {
                    calls = line.Point.StrongShare,
                    line.Point.Quality,
                    line.Oracle,
                    line.Random,
                }),
            }
        );
    }

    private static string CrossFit(CascadeSimulation simulation)
    {
        var study = simulation.Study;
        var aim = simulation.CostIsKnown
            ? FormattableString.Invariant($"a right answer worth ${simulation.Value:0.######}")
            : "costs unknown, so for quality alone";
        return FormattableString.Invariant(
            $"Cross-fitted over {simulation.Folds} folds ({aim}): {Percent(study.Quality)} right with {Percent(study.StrongShare)} of calls to {simulation.Then}; {simulation.First} alone {Percent(study.Curve.Weak)}, {simulation.Then} alone {Percent(study.Curve.Strong)}."
        );
    }

    private static double Claim(CascadeSimulation simulation) => simulation.Study.CrossFit.InSample;

    private static double? Finite(double value) => double.IsFinite(value) ? value : null;

    private static string Percent(double share) => Number(100 * share, "0.0") + " %";

    private static string Threshold(double value) => double.IsFinite(value) ? Number(value, "0.000") : "never";

    private static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
