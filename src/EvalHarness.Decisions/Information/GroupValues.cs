using System.Collections.Immutable;
using EvalHarness.Decisions.Inputs;
using EvalHarness.Decisions.Specs;
using EvalHarness.Statistics.Regression;

namespace EvalHarness.Decisions.Information;

/// <summary>The value of knowing groups of parameters that are learnt about together.</summary>
internal static class GroupValues
{
    /// <summary>More would make the fit slow and, with as many pairs, noisy.</summary>
    private const int MostFitted = 6;

    private static readonly (string Name, string[] Prefixes)[] Kinds =
    [
        ("qualities", ["quality.", "uplift."]),
        ("value of answers", ["value."]),
        ("volume", ["volume."]),
        ("market", ["market."]),
        ("costs", ["oneoff.", "fixed.", "retrain_cost.", "api.", "gpu.", "latency", "late_share.", "incident."]),
        ("delivery", ["lead.", "success.", "drift.", "tracks_frontier."]),
    ];

    /// <summary>The groups of at least two parameters, the most valuable first.</summary>
    public static ImmutableArray<GroupValue> Of(
        DecisionSpec spec,
        ParameterDraws draws,
        double[][] netBenefit,
        IEnumerable<ParameterValue> alone
    )
    {
        double[][] relative = InformationValue.RelativeToBest(netBenefit);
        double evpi = InformationValue.OfFits(relative);
        ParameterValue[][] members =
        [
            .. Kinds.Select(kind =>
                alone
                    .Where(one => kind.Prefixes.Any(prefix => one.Name.StartsWith(prefix, StringComparison.Ordinal)))
                    .OrderByDescending(one => one.Evppi)
                    .ThenByDescending(one => one.Swing)
                    .ToArray()
            ),
        ];
        double[][][] shuffled = InformationValue.Shuffled(relative, (ulong)spec.MonteCarlo.Seed);
        var values = new GroupValue?[Kinds.Length];
        Parallel.For(0, Kinds.Length, i => values[i] = members[i].Length < 2 ? null : Of(i));
        return [.. values.OfType<GroupValue>().OrderByDescending(one => one.Evppi)];

        GroupValue Of(int kind)
        {
            var fitted = members[kind][..Math.Min(MostFitted, members[kind].Length)];
            var smoother = GroupSmoother.Of([.. fitted.Select(one => draws[one.Name].Values.ToArray())]);
            double best = fitted[0].Evppi;
            double together = InformationValue.OfFits(smoother.Fit(relative));
            double noise = shuffled.Max(columns => InformationValue.OfFits(smoother.Fit(columns)));
            return new(
                Kinds[kind].Name,
                [.. members[kind].Select(one => one.Name)],
                fitted.Length,
                Math.Min(Math.Max(best, together), evpi),
                Math.Clamp(noise, 0, evpi),
                together < best
            );
        }
    }
}
