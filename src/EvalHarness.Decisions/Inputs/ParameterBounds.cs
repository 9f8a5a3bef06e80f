using EvalHarness.Decisions.Distributions;

namespace EvalHarness.Decisions.Inputs;

/// <summary>The range in which each kind of parameter makes sense.</summary>
internal static class ParameterBounds
{
    // A normal prior may cross a bound in its far tail without being a mistake: its centre must not, and money and volume
    // must not at all.
    private const double Tail = 1e-3;

    // Beyond these nothing is meant, and products over a century of months would leave the range of doubles.
    private const double Most = 1e18;
    private const double Fastest = 100;

    private static readonly (string Prefix, double Lo, double Hi)[] Bounds =
    [
        ("volume.v0", 0, Most),
        ("volume.growth", -1, Fastest),
        ("value.", -Most, Most),
        ("realisation", 0, Most),
        ("market.api_decline", -Fastest, 0.9999),
        ("market.gpu_decline", -Fastest, 0.9999),
        ("market.frontier", 0, 0.9999),
        ("market.token_growth", -0.9999, Fastest),
        ("market.error_floor", 0, 0.9999),
        ("latency", 0, Most),
        ("discount_rate", -0.9999, Fastest),
        ("quality.", 0, 1),
        ("oneoff.", 0, Most),
        ("lead.", 0, Most),
        ("fixed.", 0, Most),
        ("retrain_cost.", 0, Most),
        ("tracks_frontier.", 0, Most),
        ("drift.", -1, Most),
        ("late_share.", 0, 1),
        ("latency_seconds.", 0, Most),
        ("incident.", 0, Most),
        ("api.cached_share.", 0, 1),
        ("api.", 0, Most),
        ("gpu.rps.", 1e-12, Most),
        ("gpu.utilisation.", 1e-12, 1),
        ("gpu.", 0, Most),
        ("", -Most, Most),
    ];

    /// <summary>What is wrong with the range of a parameter, or null.</summary>
    public static (string Found, string Expected)? Violation(ParameterSource source)
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
            string end =
                source.Distribution.IsFixed ? ""
                : isLoose ? "a centre of "
                : "an end of ";
            return low < lo ? (Say($"{end}{low:G6}"), Say($"at least {lo:G6}"))
                : high > hi ? (Say($"{end}{high:G6}"), Say($"at most {hi:G6}"))
                : null;
        }

        return null;
    }

    private static string Say(FormattableString text) => FormattableString.Invariant(text);
}
