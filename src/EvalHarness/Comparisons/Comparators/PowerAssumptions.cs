using EvalHarness.Comparisons.Results;

namespace EvalHarness.Comparisons.Comparators;

/// <summary>What a paired comparison of two models is taken to look like before its data are there.</summary>
/// <param name="Discordant">
/// Right or wrong answers: share of samples that exactly one of the two gets right, in (0, 1]; null for other scores.
/// </param>
/// <param name="Deviation">Other scores: standard deviation of one sample's difference, asked once; null for right or wrong.</param>
public sealed record PowerAssumptions(double? Discordant, double? Deviation)
{
    /// <summary>Confidence level of the comparison, in (0, 1); 0.95 by default.</summary>
    public double Confidence { get; init; } = 0.95;

    /// <summary>Power wanted, in (0, 1); 0.8 by default.</summary>
    public double Power { get; init; } = 0.8;

    /// <summary>Correlation of the differences of two samples of one cluster, in [0, 1]; 0 by default.</summary>
    public double IntraclassCorrelation { get; init; }

    /// <summary>Samples in a cluster, at least 1; 1 (default) is no clusters.</summary>
    public double ClusterSize { get; init; } = 1;

    /// <summary>How often each sample is to be asked; 1 by default.</summary>
    public int Epochs { get; init; } = 1;

    /// <summary>Share of a difference's variance that is noise of the answers and goes with repeats, in [0, 1]; 0 by default.</summary>
    public double NoiseShare { get; init; }

    /// <summary>Kish's factor 1 + (m-1)·ICC by which clusters make the samples needed more.</summary>
    public double DesignEffect => 1 + ((ClusterSize - 1) * IntraclassCorrelation);

    /// <summary>Design effect times what repeats leave of the variance: (1 - noise) + noise/epochs.</summary>
    public double Inflation => DesignEffect * (1 - NoiseShare + (NoiseShare / Epochs));

    /// <summary>Whether samples are independent and asked once, so that right or wrong answers have an exact test.</summary>
    internal bool IsPlain => ClusterSize == 1 && Epochs == 1;

    /// <summary>Variance of one independent sample's difference, asked once, where the models differ by that much.</summary>
    /// <param name="difference">The true difference.</param>
    public double Variance(double difference) =>
        Discordant is { } share ? Math.Max(0, share - (difference * difference)) : Deviation!.Value * Deviation.Value;

    /// <summary>What a pair of a pilot looks like.</summary>
    /// <param name="pair">The pair, compared.</param>
    /// <param name="epochs">How often the pilot asked each sample.</param>
    /// <returns>The assumptions; null when the pilot has no spread to learn from.</returns>
    public static PowerAssumptions? From(PairedComparison pair, int epochs)
    {
        ArgumentNullException.ThrowIfNull(pair);
        long n = pair.Difference.N;
        double? discordant =
            pair is { OnlyFirstRight: { } first, OnlySecondRight: { } second } && epochs == 1
                ? (double)(first + second) / n
                : (double?)null;
        if (discordant is 0 || (discordant is null && pair.Difference.StandardError is not > 0))
        {
            return null;
        }

        double correlation = Math.Clamp(pair.DesignEffect?.IntraclassCorrelation ?? 0, 0, 1);
        double size = pair.DesignEffect?.ClusterSize ?? 1;
        double between = Math.Max(0, pair.Epochs?.Between ?? 0);
        double within = pair.Epochs?.Within ?? 0;
        double noise = between + within > 0 ? within / (between + within) : 0;
        var assumptions = new PowerAssumptions(discordant, null)
        {
            IntraclassCorrelation = correlation,
            ClusterSize = size,
            Epochs = epochs,
            NoiseShare = noise,
        };
        return discordant is null
            ? assumptions with
            {
                Deviation = pair.Difference.StandardError!.Value * Math.Sqrt(n / assumptions.Inflation),
            }
            : assumptions;
    }
}
