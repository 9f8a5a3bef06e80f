namespace EvalHarness.Decisions;

/// <summary>The range in which each kind of parameter makes sense.</summary>
internal static class ParameterBounds
{
    // A normal prior may cross a bound in its far tail without being a mistake: its centre must not, and money and volume
    // must not at all.
    private const double Tail = 1e-3;

    private static readonly (string Prefix, double Lo, double Hi)[] Bounds =
    [
        ("volume.v0", 0, double.MaxValue),
        ("volume.growth", -1, double.MaxValue),
        ("realisation", 0, double.MaxValue),
        ("market.api_decline", double.MinValue, 0.9999),
        ("market.gpu_decline", double.MinValue, 0.9999),
        ("market.frontier", 0, 0.9999),
        ("market.token_growth", -0.9999, double.MaxValue),
        ("market.error_floor", 0, 0.9999),
        ("latency", 0, double.MaxValue),
        ("discount_rate", -0.9999, double.MaxValue),
        ("quality.", 0, 1),
        ("oneoff.", 0, double.MaxValue),
        ("lead.", 0, double.MaxValue),
        ("fixed.", 0, double.MaxValue),
        ("retrain_cost.", 0, double.MaxValue),
        ("tracks_frontier.", 0, double.MaxValue),
        ("late_share.", 0, 1),
        ("incident.", 0, double.MaxValue),
        ("api.cached_share.", 0, 1),
        ("api.", 0, double.MaxValue),
        ("gpu.rps.", 1e-12, double.MaxValue),
        ("gpu.utilisation.", 1e-12, 1),
        ("gpu.", 0, double.MaxValue),
    ];

    /// <summary>What is wrong with the range of a parameter, or null.</summary>
    public static string? Violation(ParameterSource source)
    {
        foreach ((string prefix, double lo, double hi) in Bounds)
        {
            if (!source.Name.StartsWith(prefix, StringComparison.Ordinal))
            {
                continue;
            }

            bool isLoose = source.Distribution is NormalDistribution && prefix is "quality." or "volume.growth";
            double low = source.Distribution.Quantile(isLoose ? 0.5 : Tail);
            double high = source.Distribution.Quantile(isLoose ? 0.5 : 1 - Tail);
            return low < lo ? Say($"must be at least {lo:R}, is {low:R} at its low end")
                : high > hi ? Say($"must be at most {hi:R}, is {high:R} at its high end")
                : null;
        }

        return null;
    }

    private static string Say(FormattableString text) => FormattableString.Invariant(text);
}
