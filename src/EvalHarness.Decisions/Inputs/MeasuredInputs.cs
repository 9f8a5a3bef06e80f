using System.Collections.Immutable;
using EvalHarness.Decisions.Specs;
using EvalHarness.Statistics.Numerics;

namespace EvalHarness.Decisions.Inputs;

/// <summary>A decision with what was measured of its options.</summary>
/// <param name="Spec">The decision, open inputs filled.</param>
/// <param name="Draws">Draws by parameter name, one value per draw.</param>
/// <param name="Options">What was measured of which option; empty where nothing was.</param>
public sealed record MeasuredInputs(
    DecisionSpec Spec,
    IReadOnlyDictionary<string, double[]> Draws,
    ImmutableArray<MeasuredOption> Options
)
{
    /// <summary>A decision of which nothing was measured: what was read somewhere carries the error between protocols.</summary>
    /// <param name="spec">The decision.</param>
    public static MeasuredInputs None(DecisionSpec spec) =>
        new(spec, Published(spec, []).ToDictionary(StringComparer.Ordinal), []);

    /// <summary>
    /// Draws of the qualities that were read somewhere, with the error between protocols where it is said.
    /// </summary>
    /// <param name="spec">The decision.</param>
    /// <param name="measured">The options that were measured: theirs come from elsewhere.</param>
    /// <returns>By parameter name, one value per draw.</returns>
    public static IEnumerable<KeyValuePair<string, double[]>> Published(
        DecisionSpec spec,
        IReadOnlyCollection<string> measured
    )
    {
        ArgumentNullException.ThrowIfNull(spec);
        return spec
            .Options.Where(option =>
                !measured.Contains(option.Id)
                && option.Quality is { ProtocolSd: > 0, UpliftOver: null, Distribution: not null }
            )
            .Select(option => KeyValuePair.Create(OptionParameters.Quality.Of(option.Id), Blurred(spec, option)));
    }

    private static double[] Blurred(DecisionSpec spec, OptionSpec option)
    {
        string name = OptionParameters.Quality.Of(option.Id);
        var stream = new RandomCounter((ulong)spec.MonteCarlo.Seed, name);
        var error = new RandomCounter((ulong)spec.MonteCarlo.Seed, $"protocol.{name}");
        double[] values = new double[spec.MonteCarlo.Draws];
        for (int i = 0; i < values.Length; i++)
        {
            double noise = option.Quality!.ProtocolSd!.Value * UnitNormal.Quantile(error[i]);
            values[i] = Math.Clamp(option.Quality.Distribution!.Quantile(stream[i]) + noise, 0, 1);
        }

        return values;
    }
}
