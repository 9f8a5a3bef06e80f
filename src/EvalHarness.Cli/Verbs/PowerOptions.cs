using System.CommandLine;
using EvalHarness.Comparisons.Comparators;
using EvalHarness.Core;

namespace EvalHarness.Cli.Verbs;

/// <summary>What is assumed and asked about power, as options; what a pilot says holds where they are silent.</summary>
internal sealed class PowerOptions
{
    private readonly NumberOption<long> samples = new("--samples", NumberRange.From(2L), "-n")
    {
        Description = "Samples that there are.",
    };

    private readonly NumberOption<double> difference = new("--difference", NumberRange.AnyNumber)
    {
        Description = "True difference, such as 0.02.",
    };

    private readonly NumberOption<double> margin = new("--margin", NumberRange.Positive)
    {
        Description = "Margin of non-inferiority, such as 0.02.",
    };

    private readonly NumberOption<double> discordance = new(
        "--discordance",
        new("a share in (0, 1]", value => value is > 0 and <= 1)
    )
    {
        Description = "Right or wrong answers: share of samples that exactly one of the two models gets right.",
    };

    private readonly NumberOption<double> deviation = new("--sd", NumberRange.Positive)
    {
        Description = "Other scores: standard deviation of the difference of the two models on one sample.",
    };

    private readonly NumberOption<double> correlation = new("--icc", NumberRange.Share)
    {
        Description = "Correlation of the differences within a cluster, in [0, 1]; 0 by default.",
    };

    private readonly NumberOption<double> clusterSize = new("--cluster-size", NumberRange.From(1d))
    {
        Description = "Samples in a cluster; 1 by default.",
    };

    private readonly NumberOption<int> epochs = new("--epochs", NumberRange.From(1))
    {
        Description = "Repeats of each sample; 1 by default.",
    };

    private readonly NumberOption<double> noise = new("--noise", NumberRange.Share)
    {
        Description =
            "Share of the variance that is noise of the answers, which repeats average out, in [0, 1]; 0 by default.",
    };

    private readonly NumberOption<double> power = new("--power", NumberRange.Inside)
    {
        Description = "Power wanted, in (0, 1); 0.8 by default.",
    };

    private readonly NumberOption<double> confidence = new(
        "--confidence",
        new("a number in (0.5, 1)", value => value is > 0.5 and < 1)
    )
    {
        Description = "Confidence level, in (0.5, 1); 0.95 by default.",
    };

    /// <summary>All of them.</summary>
    public IEnumerable<Option> All =>
        [
            samples,
            difference,
            margin,
            discordance,
            deviation,
            correlation,
            clusterSize,
            epochs,
            noise,
            power,
            confidence,
        ];

    /// <summary>Those that ask about samples and differences.</summary>
    public IEnumerable<Option> Asking => All.Where(option => option != confidence);

    /// <summary>The confidence level wanted; null where none is.</summary>
    public double? ConfidenceIn(ParseResult parsed) => parsed.GetValue(confidence);

    /// <summary>What is assumed.</summary>
    /// <exception cref="DocumentException">A number is out of its range, or no spread is known.</exception>
    public PowerAssumptions Read(ParseResult parsed, PowerAssumptions? pilot)
    {
        var (share, spread) = (parsed.GetValue(discordance), parsed.GetValue(deviation));
        if ((share, spread, pilot) is (null, null, null) || (share is not null && spread is not null))
        {
            throw new DocumentException(
                new Fault(
                    new Location(discordance.Name),
                    share is null ? "found nothing that says how much the models differ" : "found --sd beside it",
                    "--discordance (right or wrong answers), --sd (other scores) or --pilot"
                )
            );
        }

        var from = share is null && spread is null ? pilot! : new PowerAssumptions(share, spread);
        var (shape, read) = (pilot ?? from, from);
        var all = read with
        {
            IntraclassCorrelation = parsed.GetValue(correlation) ?? shape.IntraclassCorrelation,
            ClusterSize = parsed.GetValue(clusterSize) ?? shape.ClusterSize,
            Epochs = parsed.GetValue(epochs) ?? shape.Epochs,
            NoiseShare = parsed.GetValue(noise) ?? shape.NoiseShare,
            Power = parsed.GetValue(power) ?? shape.Power,
            Confidence = parsed.GetValue(confidence) ?? shape.Confidence,
        };
        Fault[] faults =
        [
            .. OptionFaults.Outside(
                power,
                all.Power,
                all.Power > 2 * (1 - all.Confidence),
                "a number below 1 and above twice the error rate"
            ),
        ];
        return faults.Length > 0 ? throw new DocumentException(faults) : all;
    }

    /// <summary>What is asked: with a pilot and no difference, that of the pilot.</summary>
    /// <exception cref="DocumentException">Nothing is asked, or a number is out of its range.</exception>
    public PowerQuestion Question(ParseResult parsed, PowerAssumptions assumed, PilotPair? pilot)
    {
        var (n, d, m) = (parsed.GetValue(samples), parsed.GetValue(difference), parsed.GetValue(margin));
        if ((n, d, m) is (null, null, null))
        {
            d = pilot?.Pair.Difference.Value is not (null or 0)
                ? Math.Abs(pilot.Pair.Difference.Value.Value)
                : throw new DocumentException(
                    new Fault(
                        new Location(difference.Name),
                        "found no difference, margin or number of samples",
                        "--difference or --margin (how many samples?), --samples (what do they find?)"
                    )
                );
        }

        bool isShare = pilot?.IsShare ?? assumed.Discordant is not null;
        Fault[] faults =
        [
            .. OptionFaults.Outside(
                difference,
                d ?? 0,
                d is null || (d != 0 && Math.Abs(d.Value) <= Largest(assumed, isShare)) || (d == 0 && m is not null),
                assumed.Discordant is { } share
                        ? FormattableString.Invariant($"a number but 0, at most the discordance of {share:0.####}")
                    : isShare ? "a number but 0, at most 1: ten points are 0.1"
                    : "a number but 0"
            ),
            .. OptionFaults.Outside(
                margin,
                m ?? 0,
                !isShare || m is not > 1,
                "at most 1 for shares: two points are 0.02"
            ),
        ];
        return faults.Length > 0
            ? throw new DocumentException(faults)
            : new PowerQuestion(n, d is 0 ? null : d, m, pilot?.Pair.Difference.N, isShare);
    }

    private static double Largest(PowerAssumptions assumed, bool isShare) =>
        assumed.Discordant ?? (isShare ? 1 : double.PositiveInfinity);
}
