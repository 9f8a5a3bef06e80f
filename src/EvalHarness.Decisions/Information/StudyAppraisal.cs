using System.Collections.Immutable;
using EvalHarness.Decisions.CashFlows;
using EvalHarness.Decisions.Inputs;
using EvalHarness.Decisions.Specs;
using EvalHarness.Statistics.Numerics;

namespace EvalHarness.Decisions.Information;

/// <summary>The value of every study that the decision names.</summary>
/// <remarks>
/// A study's result is simulated once per draw from the stream <c>study.{id}</c>: the quantity plus noise. Options start
/// later by the study's delay, so the value is that of the delayed choice, and waiting has its own cost.
/// </remarks>
internal static class StudyAppraisal
{
    /// <summary>What each study is worth, at the size that pays best and at all others.</summary>
    /// <param name="spec">The decision.</param>
    /// <param name="draws">Its parameters.</param>
    /// <param name="now">The outcomes where nobody waits for a study.</param>
    /// <param name="feasible">The places of the options that may be chosen.</param>
    public static ImmutableArray<StudyValue> Of(
        DecisionSpec spec,
        ParameterDraws draws,
        CashOutcomes now,
        ImmutableArray<int> feasible
    )
    {
        ArgumentNullException.ThrowIfNull(spec);
        double[][] Choose(CashOutcomes outcomes) => [.. feasible.Select(option => outcomes.NetBenefit[option])];
        double valueNow = Best(Choose(now));
        var delayed = spec
            .Studies.Select(study => study.DelayMonths)
            .Distinct()
            .ToDictionary(
                delay => delay,
                delay => Choose(delay == 0 ? now : CashFlowEngine.Simulate(spec, draws, delay))
            );
        var values = new StudyValue[spec.Studies.Length];
        Parallel.For(
            0,
            values.Length,
            i => values[i] = Of(spec.Studies[i], spec, draws, delayed[spec.Studies[i].DelayMonths], valueNow)
        );
        return [.. values];
    }

    private static StudyValue Of(
        StudySpec study,
        DecisionSpec spec,
        ParameterDraws draws,
        double[][] delayed,
        double valueNow
    )
    {
        double delayCost = valueNow - Best(delayed);
        double[] truth = StudyTruth.Of(study.Design, draws);
        bool isKnown = truth.AsSpan().IndexOfAnyExcept(truth[0]) < 0;
        var evsi =
            isKnown ? _ => (0, 0)
            : spec.Policy.EvsiMethod == EvsiMethod.Gaussian ? Rescaled(study, draws, delayed)
            : Regressed(study, spec, truth, delayed);
        ImmutableArray<StudySize> sizes = [.. study.Design.Sizes.Select(At)];
        var best = sizes.IsEmpty ? At(0) : sizes.MaxBy(size => size.Enbs)!;
        double? chosen = sizes.IsEmpty ? null : best.N;
        return new(study.Id, chosen, best.Evsi, delayCost, best.Cost, best.Enbs, sizes)
        {
            EvsiStandardError = best.EvsiStandardError,
        };

        StudySize At(double n)
        {
            var ((value, error), cost) = (evsi(n), study.CostOf(n));
            return new(n, value, cost, value - delayCost - cost) { EvsiStandardError = error };
        }
    }

    private static Func<double, (double Value, double Error)> Regressed(
        StudySpec study,
        DecisionSpec spec,
        double[] truth,
        double[][] delayed
    )
    {
        var stream = new RandomCounter((ulong)spec.MonteCarlo.Seed, $"study.{study.Id}");
        double[] noise = [.. Enumerable.Range(0, truth.Length).Select(i => UnitNormal.Quantile(stream[i]))];
        return n => InformationValue.WithError(Noisy(truth, noise, study.Design.NoiseSd(n)), delayed);
    }

    private static Func<double, (double Value, double Error)> Rescaled(
        StudySpec study,
        ParameterDraws draws,
        double[][] delayed
    ) => n => EvsiCurve.Of(study, draws, delayed, [n]).Rows[0] is var row ? (row.Evsi, row.EvsiStandardError) : default;

    private static double[] Noisy(double[] truth, double[] noise, double sd)
    {
        double[] result = new double[truth.Length];
        for (int i = 0; i < result.Length; i++)
        {
            result[i] = truth[i] + (sd * noise[i]);
        }

        return result;
    }

    private static double Best(double[][] netBenefit) => netBenefit.Max(column => CompensatedSum.Mean(column));
}
