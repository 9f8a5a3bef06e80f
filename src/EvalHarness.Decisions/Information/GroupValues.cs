using System.Collections.Immutable;
using System.Diagnostics;
using EvalHarness.Decisions.Inputs;
using EvalHarness.Decisions.Specs;
using EvalHarness.Statistics.Regression;

namespace EvalHarness.Decisions.Information;

/// <summary>The value of knowing groups of parameters that are learnt about together.</summary>
internal static class GroupValues
{
    /// <summary>More would make the fit slow and, with as many pairs, noisy.</summary>
    private const int MostFitted = 6;

    private static readonly ParameterGroup[] Groups = Enum.GetValues<ParameterGroup>();

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
            .. Groups.Select(group =>
                alone
                    .Where(one => ParameterCatalog.Find(one.Name)?.Group == group)
                    .OrderByDescending(one => one.Evppi)
                    .ThenByDescending(one => one.Swing)
                    .ToArray()
            ),
        ];
        double[][][] shuffled = InformationValue.Shuffled(relative, (ulong)spec.MonteCarlo.Seed);
        var values = new GroupValue?[Groups.Length];
        Parallel.For(0, Groups.Length, i => values[i] = members[i].Length < 2 ? null : Of(i));
        return [.. values.OfType<GroupValue>().OrderByDescending(one => one.Evppi)];

        GroupValue Of(int group)
        {
            var fitted = members[group][..Math.Min(MostFitted, members[group].Length)];
            var smoother = GroupSmoother.Of([.. fitted.Select(one => draws[one.Name].Values.ToArray())]);
            double best = fitted[0].Evppi;
            double together = InformationValue.OfFits(smoother.Fit(relative));
            double noise = shuffled.Max(columns => InformationValue.OfFits(smoother.Fit(columns)));
            return new(
                Name(Groups[group]),
                [.. members[group].Select(one => one.Name)],
                fitted.Length,
                Math.Min(Math.Max(best, together), evpi),
                Math.Clamp(noise, 0, evpi),
                together < best
            );
        }
    }

    private static string Name(ParameterGroup group) =>
        group switch
        {
            ParameterGroup.Qualities => "qualities",
            ParameterGroup.ValueOfAnswers => "value of answers",
            ParameterGroup.Volume => "volume",
            ParameterGroup.Market => "market",
            ParameterGroup.Costs => "costs",
            ParameterGroup.Delivery => "delivery",
            _ => throw new UnreachableException(),
        };
}
