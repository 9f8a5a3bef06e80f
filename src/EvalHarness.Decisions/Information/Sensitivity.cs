using System.Collections.Immutable;
using EvalHarness.Decisions.Inputs;
using EvalHarness.Decisions.Specs;
using EvalHarness.Statistics.Numerics;
using EvalHarness.Statistics.Regression;

namespace EvalHarness.Decisions.Information;

/// <summary>The value of knowing each parameter, and the tornado, from one fit per parameter.</summary>
internal static class Sensitivity
{
    public static ImmutableArray<ParameterValue> Of(
        DecisionSpec spec,
        ParameterDraws draws,
        double[][] netBenefit,
        double[] subject,
        double[] incumbent
    )
    {
        // An incumbent that may not be chosen is no column of its own, but the tornado measures against it.
        (int subjectPlace, int incumbentPlace) = (
            Array.IndexOf(netBenefit, subject),
            Array.IndexOf(netBenefit, incumbent)
        );
        double[] ahead = InformationValue.Difference(subject, incumbent);
        double[][] relative = InformationValue.RelativeToBest(netBenefit);
        double evpi = InformationValue.OfFits(relative);
        Parameter[] parameters = [.. draws.Uncertain];
        // Noise on a normal score is the same noise for every continuous parameter: one reference serves them all.
        var shared = new Lazy<double>(() => NullReference(Enumerable.Range(0, draws.Draws).Select(i => (double)i)));
        var values = new ParameterValue[parameters.Length];
        Parallel.For(0, parameters.Length, i => values[i] = Of(parameters[i]));
        return [.. values];

        double NullReference(IEnumerable<double> signal) =>
            InformationValue.NullReference(signal.ToArray(), netBenefit, (ulong)spec.MonteCarlo.Seed);

        ParameterValue Of(Parameter parameter)
        {
            double[] values = parameter.Values.ToArray();
            double[][] fits = Smoother.Fit(values, relative);
            double[] subjectFit =
                subjectPlace >= 0 && incumbentPlace >= 0
                    ? InformationValue.Difference(fits[subjectPlace], fits[incumbentPlace])
                    : Smoother.Fit(values, [ahead])[0];
            double mean = CompensatedSum.Mean(subjectFit);
            bool isGrouped = Smoother.IsGrouped(values);
            double noise = isGrouped ? NullReference(values) : shared.Value;
            RadixSort.Sort(values, subjectFit);
            // Of a handful of values the ends are told: a tenth of a coin with nine heads in ten is a head again.
            int low = isGrouped ? 0 : (int)(0.1 * (values.Length - 1));
            int high = values.Length - 1 - low;
            return new(
                parameter.Name,
                Math.Clamp(InformationValue.OfFits(fits), 0, evpi),
                Math.Min(noise, evpi),
                values[low],
                values[high],
                subjectFit[low] - mean,
                subjectFit[high] - mean
            );
        }
    }
}
