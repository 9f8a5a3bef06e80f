using EvalHarness.Decisions.Inputs;
using EvalHarness.Decisions.Specs;
using EvalHarness.Decisions.Verdicts;
using EvalHarness.Statistics.Numerics;

namespace EvalHarness.Conclusions.Measured;

/// <summary>Qualities from runs, drawn jointly: what options share through their samples they share in every draw.</summary>
internal static class MeasuredQualities
{
    /// <summary>Draws every measured parameter, for <see cref="DecisionAnalysis.Analyse(DecisionSpec, IReadOnlyDictionary{string, double[]}?)"/>.</summary>
    /// <param name="metrics">What was measured.</param>
    /// <param name="draws">The number of draws.</param>
    /// <param name="seed">The seed.</param>
    /// <returns>One value in [0, 1] per draw, by parameter name.</returns>
    public static IReadOnlyDictionary<string, double[]> Draw(
        IReadOnlyList<MeasuredMetric> metrics,
        int draws,
        ulong seed
    )
    {
        ArgumentNullException.ThrowIfNull(metrics);
        var result = new Dictionary<string, double[]>(StringComparer.Ordinal);
        foreach (var shared in metrics.GroupBy(metric => metric.Samples))
        {
            MeasuredMetric[] together = [.. shared];
            double[][] values = JointDraws.Draw([.. together.Select(metric => metric.Rows)], draws, seed, shared.Key);
            for (int i = 0; i < together.Length; i++)
            {
                Blur(values[i], together[i], seed);
                result.Add(together[i].Parameter, values[i]);
            }
        }

        return result;
    }

    private static void Blur(double[] values, MeasuredMetric metric, ulong seed)
    {
        var stream = new RandomCounter(seed, $"protocol.{metric.Parameter}");
        for (int draw = 0; draw < values.Length; draw++)
        {
            double error = metric.ProtocolSd == 0 ? 0 : metric.ProtocolSd * UnitNormal.Quantile(stream[draw]);
            values[draw] = Math.Clamp(values[draw] + error, 0, 1);
        }
    }
}

/// <summary>One parameter that a run measured.</summary>
/// <param name="Parameter">The parameter: <c>quality.{option}</c>, or <c>quality.{option}.{slice}</c>.</param>
/// <param name="Samples">The name of the set of samples: metrics on one set share their weights.</param>
/// <param name="Rows">The metric, for any weighting of the clusters.</param>
/// <param name="ProtocolSd">The standard deviation between protocols, which more samples do not shrink.</param>
internal sealed record MeasuredMetric(string Parameter, string Samples, MetricRows Rows, double ProtocolSd = 0.01);
