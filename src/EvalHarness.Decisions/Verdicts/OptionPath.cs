using System.Collections.Immutable;
using EvalHarness.Decisions.CashFlows;
using EvalHarness.Decisions.Inputs;
using EvalHarness.Decisions.Specs;

namespace EvalHarness.Decisions.Verdicts;

/// <summary>What one option delivers month by month.</summary>
/// <param name="Id">Id of the option.</param>
/// <param name="Months">The months that are told, from 1 to the horizon; sixty at most.</param>
/// <param name="Quality">The share of right answers delivered, a fallback's before launch and after failure included.</param>
/// <param name="Cash">Net present value over the incumbent's that has come in by then.</param>
public sealed record OptionPath(
    string Id,
    ImmutableArray<int> Months,
    ImmutableArray<PathPoint> Quality,
    ImmutableArray<PathPoint> Cash
)
{
    private const int MostMonths = 60;

    /// <summary>The paths of all options: cash flows to ever later horizons, on common draws.</summary>
    internal static ImmutableArray<OptionPath> Of(DecisionSpec spec, ParameterDraws draws)
    {
        int horizon = spec.HorizonMonths.Months ?? DecisionSpec.ExplicitMonths;
        int step = (horizon + MostMonths - 1) / MostMonths;
        int[] months = [.. Enumerable.Range(1, horizon).Where(month => month % step == 0 || month == horizon)];
        CashOutcomes[] until =
        [
            .. months.Select(month =>
                CashFlowEngine.Simulate(spec with { HorizonMonths = month, Terminal = null }, draws)
            ),
        ];
        return [.. Enumerable.Range(0, spec.Options.Length).Select(Path)];

        OptionPath Path(int option) =>
            new(
                spec.Options[option].Id,
                [.. months],
                [.. months.Select((_, i) => PathPoint.Of(Delivered(i == 0 ? null : until[i - 1], until[i], option)))],
                [.. until.Select(outcomes => PathPoint.Of(outcomes.Incremental()[option]))]
            );
    }

    private static double[] Delivered(CashOutcomes? before, CashOutcomes after, int option)
    {
        double[] share = new double[after.Draws];
        for (int i = 0; i < share.Length; i++)
        {
            double answers = after.Volume[i] - (before?.Volume[i] ?? 0);
            share[i] = answers > 0 ? (after.Effect[option][i] - (before?.Effect[option][i] ?? 0)) / answers : 0;
        }

        return share;
    }
}
