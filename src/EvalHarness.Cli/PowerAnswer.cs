using EvalHarness.Comparisons.Comparators;

namespace EvalHarness.Cli;

/// <summary>The answer to a question about power.</summary>
/// <param name="Assumptions">What was assumed.</param>
/// <param name="Question">What was asked.</param>
internal sealed record PowerAnswer(PowerAssumptions Assumptions, PowerQuestion Question)
{
    private static readonly double[] Points = [0.01, 0.02, 0.03, 0.05, 0.1];

    /// <summary>Samples that find the difference; null when samples were given or no difference was.</summary>
    public double? SamplesNeeded { get; private init; }

    /// <summary>Smallest difference that the samples find; null when no samples were given or none is large enough.</summary>
    public double? Detectable { get; private init; }

    /// <summary>Chance that the samples find the difference; null unless both were given.</summary>
    public double? Power { get; private init; }

    /// <summary>Samples that show non-inferiority; null without a margin, with samples given, or when it does not hold.</summary>
    public double? SamplesForMargin { get; private init; }

    /// <summary>Chance that the samples show non-inferiority; null unless samples and a margin were given.</summary>
    public double? PowerForMargin { get; private init; }

    /// <summary>Samples for some differences, with 80 and 90 % power.</summary>
    public IReadOnlyList<(double Difference, double At80, double At90)> Table { get; private init; } = [];

    public static PowerAnswer Of(PowerAssumptions assumed, PowerQuestion asked)
    {
        var (n, difference, margin) = (asked.Samples, asked.Difference, asked.Margin);
        return new PowerAnswer(assumed, asked)
        {
            SamplesNeeded = n is null && difference is { } d ? PowerPlanner.Samples(assumed, d) : null,
            Detectable = n is { } given ? PowerPlanner.Detectable(assumed, given) : null,
            Power = n is { } some && difference is { } truth ? PowerPlanner.PowerOf(assumed, some, truth) : null,
            SamplesForMargin =
                n is null && margin is { } m ? PowerPlanner.SamplesForMargin(assumed, m, difference ?? 0) : null,
            PowerForMargin =
                n is { } many && margin is { } limit
                    ? PowerPlanner.PowerForMargin(assumed, many, limit, difference ?? 0)
                    : null,
            Table =
            [
                .. Differences(assumed, asked.IsShare)
                    .Select(x =>
                        (
                            x,
                            PowerPlanner.Samples(assumed with { Power = 0.8 }, x),
                            PowerPlanner.Samples(assumed with { Power = 0.9 }, x)
                        )
                    ),
            ],
        };
    }

    /// <summary>Points for shares, parts of the deviation for other scores.</summary>
    private static IEnumerable<double> Differences(PowerAssumptions assumed, bool isShare) =>
        isShare
            ? Points.Where(point => point < (assumed.Discordant ?? 1))
            : Points.Select(point => 5 * point * assumed.Deviation!.Value);
}
