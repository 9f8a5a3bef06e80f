using EvalHarness.Decisions.Specs;
using EvalHarness.Statistics.Numerics;

namespace EvalHarness.Decisions.Inputs;

/// <summary>The qualities that are not drawn directly: uplifts, learning curves, mixes of slices.</summary>
internal static class QualityDraws
{
    /// <summary>The parameters <c>quality.*</c> that follow from others, in the order of the options.</summary>
    public static IEnumerable<Parameter> Of(
        DecisionSpec spec,
        Dictionary<string, Parameter> sampled,
        IReadOnlyDictionary<string, double[]>? measured
    )
    {
        var derived = new List<Parameter>();
        foreach (var option in InOrderOfUplift(spec))
        {
            string name = OptionParameters.Quality.Of(option.Id);
            if (!sampled.ContainsKey(name))
            {
                var quality = Measured(spec, option, measured) ?? Derive(spec, option, sampled);
                sampled[name] = quality;
                derived.Add(quality);
            }
        }

        return derived;
    }

    private static IEnumerable<OptionSpec> InOrderOfUplift(DecisionSpec spec)
    {
        var done = new HashSet<string>(StringComparer.Ordinal);
        while (done.Count < spec.Options.Length)
        {
            var next =
                spec.Options.FirstOrDefault(option => !done.Contains(option.Id) && IsReady(option))
                ?? throw new ArgumentException("uplift_over runs in a circle", nameof(spec));
            done.Add(next.Id);
            yield return next;
        }

        bool IsReady(OptionSpec option) =>
            option.QualityOver(spec.Incumbent).UpliftOver is not { } anchor || done.Contains(anchor);
    }

    private static Parameter? Measured(
        DecisionSpec spec,
        OptionSpec option,
        IReadOnlyDictionary<string, double[]>? measured
    )
    {
        if (measured is null)
        {
            return null;
        }

        string name = OptionParameters.Quality.Of(option.Id);
        if (measured.TryGetValue(name, out double[]? whole))
        {
            return Parameter.Of(name, whole);
        }

        double total = spec.Slices.Sum(slice => slice.Weight);
        double[] mix = new double[spec.MonteCarlo.Draws];
        foreach (var slice in spec.Slices)
        {
            if (!measured.TryGetValue(OptionParameters.Quality.Of(option.Id, slice.Id), out double[]? part))
            {
                return null;
            }

            for (int i = 0; i < mix.Length; i++)
            {
                mix[i] += slice.Weight / total * part[i];
            }
        }

        return spec.Slices.IsEmpty ? null : Parameter.Of(name, mix);
    }

    private static Parameter Derive(DecisionSpec spec, OptionSpec option, Dictionary<string, Parameter> sampled)
    {
        string name = OptionParameters.Quality.Of(option.Id);
        int draws = spec.MonteCarlo.Draws;
        double[] values = new double[draws];
        var quality = option.QualityOver(spec.Incumbent);
        if (quality is { UpliftOver: { } anchor, Distribution: not null })
        {
            var from = sampled[OptionParameters.Quality.Of(anchor)];
            var uplift = sampled[OptionParameters.Uplift.Of(option.Id)];
            for (int i = 0; i < draws; i++)
            {
                values[i] = Math.Clamp(from[i] + uplift[i], 0, 1);
            }

            return Parameter.Of(name, values, isDerived: true);
        }

        if (quality.LearningCurve is { } curve)
        {
            var predicted = LearningCurve.Posterior(curve).ErrorAt(curve.At);
            var stream = new RandomCounter((ulong)spec.MonteCarlo.Seed, name);
            for (int i = 0; i < draws; i++)
            {
                values[i] = 1 - predicted.Quantile(stream[i]);
            }

            return Parameter.Of(name, values);
        }

        throw new ArgumentException($"nothing says how good \"{option.Id}\" is", nameof(spec));
    }
}
