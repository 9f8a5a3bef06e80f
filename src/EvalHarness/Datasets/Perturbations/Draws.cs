using System.Globalization;
using EvalHarness.Core;

namespace EvalHarness.Datasets.Perturbations;

/// <summary>Numbers drawn by hashes: the same for the same seed, sample and field, in whatever order they are asked for.</summary>
/// <param name="seed">Seed of the suite.</param>
/// <param name="what">What is drawn for.</param>
/// <param name="sample">The sample.</param>
/// <param name="field">Its field.</param>
internal sealed class Draws(long seed, string what, Sample sample, string field)
{
    private const double Step = 1.0 / (1UL << 52);

    private readonly string key = Digest.Of(seed.ToString(CultureInfo.InvariantCulture), what, sample.Id, field);

    /// <summary>A number in [0, 1).</summary>
    /// <param name="index">Which, from 0.</param>
    public double this[int index] =>
        ulong.Parse(
            Digest.Of(key, index.ToString(CultureInfo.InvariantCulture)).AsSpan(0, 13),
            NumberStyles.HexNumber,
            CultureInfo.InvariantCulture
        ) * Step;
}
