using System.CommandLine;
using EvalHarness.Comparisons.Comparators;
using EvalHarness.Core;

namespace EvalHarness.Cli;

/// <summary>What is assumed and asked about power, as options; what a pilot says holds where they are silent.</summary>
internal sealed class PowerOptions
{
    private readonly Option<long?> samples = new("--samples", "-n") { Description = "Samples that there are." };
    private readonly Option<double?> difference = Number("--difference", "True difference, such as 0.02.");
    private readonly Option<double?> margin = Number("--margin", "Margin of non-inferiority, such as 0.02.");
    private readonly Option<double?> discordance = Number(
        "--discordance",
        "Right or wrong answers: share of samples that exactly one of the two models gets right."
    );

    private readonly Option<double?> deviation = Number(
        "--sd",
        "Other scores: standard deviation of the difference of the two models on one sample."
    );

    private readonly Option<double?> correlation = Number(
        "--icc",
        "Correlation of the differences within a cluster, in [0, 1]; 0 by default."
    );

    private readonly Option<double?> clusterSize = Number("--cluster-size", "Samples in a cluster; 1 by default.");
    private readonly Option<int?> epochs = new("--epochs") { Description = "Repeats of each sample; 1 by default." };
    private readonly Option<double?> noise = Number(
        "--noise",
        "Share of the variance that is noise of the answers, which repeats average out, in [0, 1]; 0 by default."
    );

    private readonly Option<double?> power = Number("--power", "Power wanted, in (0, 1); 0.8 by default.");
    private readonly Option<double?> confidence = Number(
        "--confidence",
        "Confidence level, in (0, 1); 0.95 by default."
    );

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
        Fault[] faults = [.. Faults(all)];
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

        double most = assumed.Discordant ?? double.PositiveInfinity;
        Fault[] faults =
        [
            .. OptionFaults.Outside(samples, n ?? 2, n is not < 2, "at least 2"),
            .. OptionFaults.Outside(
                difference,
                d ?? 0,
                d is null || (d != 0 && Math.Abs(d.Value) <= most) || (d == 0 && m is not null),
                assumed.Discordant is { } share
                    ? FormattableString.Invariant($"a number but 0, at most the discordance of {share:0.####}")
                    : "a number but 0"
            ),
            .. OptionFaults.Outside(margin, m ?? 1, m is not <= 0, "a number above 0"),
        ];
        return faults.Length > 0
            ? throw new DocumentException(faults)
            : new PowerQuestion(
                n,
                d is 0 ? null : d,
                m,
                pilot?.Pair.Difference.N,
                pilot?.IsShare ?? assumed.Discordant is not null
            );
    }

    private IEnumerable<Fault> Faults(PowerAssumptions all) =>
        OptionFaults
            .Outside(discordance, all.Discordant ?? 1, all.Discordant is null or (> 0 and <= 1), "a share in (0, 1]")
            .Concat(
                OptionFaults.Outside(
                    deviation,
                    all.Deviation ?? 1,
                    all.Deviation is null || (all.Deviation > 0 && double.IsFinite(all.Deviation.Value)),
                    "a number above 0"
                )
            )
            .Concat(
                OptionFaults.Outside(
                    correlation,
                    all.IntraclassCorrelation,
                    all.IntraclassCorrelation is >= 0 and <= 1,
                    "a number in [0, 1]"
                )
            )
            .Concat(
                OptionFaults.Outside(
                    clusterSize,
                    all.ClusterSize,
                    all.ClusterSize >= 1 && double.IsFinite(all.ClusterSize),
                    "at least 1"
                )
            )
            .Concat(OptionFaults.Outside(epochs, all.Epochs, all.Epochs >= 1, "at least 1"))
            .Concat(OptionFaults.Outside(noise, all.NoiseShare, all.NoiseShare is >= 0 and <= 1, "a share in [0, 1]"))
            .Concat(
                OptionFaults.Outside(
                    confidence,
                    all.Confidence,
                    all.Confidence is > 0.5 and < 1,
                    "a number in (0.5, 1)"
                )
            )
            .Concat(
                OptionFaults.Outside(
                    power,
                    all.Power,
                    all.Power < 1 && all.Power > 2 * (1 - all.Confidence),
                    "a number below 1 and above twice the error rate"
                )
            );

    private static Option<double?> Number(string name, string description) => new(name) { Description = description };
}
