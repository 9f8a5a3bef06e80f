using EvalHarness.Statistics.Intervals;
using EvalHarness.Statistics.Resampling;
using EvalHarness.Statistics.Sequential;
using EvalHarness.Statistics.Tests;
using NUnit.Framework;

namespace EvalHarness.Tests.Statistics;

/// <summary>
/// Counts and lengths that cannot be, beside the numbers that are none: each is refused by its name before anything is computed.
/// </summary>
public sealed class CountTests
{
    private static readonly double[] Two = [0.25, 0.75];
    private static readonly double[] Three = [0, 0.5, 1];

    private static IEnumerable<TestCaseData> Impossible =>
        new (string Name, Action Call, string Of)[]
        {
            ("wins", () => SequentialMcNemar.LogEvidence(-1, 3), "wins"),
            ("losses", () => SequentialMcNemar.LogEvidence(3, -1), "losses"),
            ("times", () => new FixedBetMixture().Add(0.5, -1), "times"),
            ("no stakes", () => BettingRule.Grid(), "stakes.Length"),
            ("plug-in stake of nothing", () => BettingRule.PlugIn(truncation: 0), "truncation"),
            ("constant stake of nothing", () => BettingRule.Constant(0.5, truncation: 0), "truncation"),
            ("value above its weight", () => new BettingSequence(BettingRule.PlugIn()).Add(0.6, 0.5), "value"),
            ("width after no value", () => AsymptoticSequence.HalfWidth(0, 0.5, 0.01), "n"),
            ("look before the first", () => GroupSequential.ObrienFlemingBoundary(0, 3), "look"),
            ("look after the last", () => GroupSequential.ObrienFlemingBoundary(4, 3), "look"),
            ("O'Brien and Fleming without a look", () => GroupSequential.ObrienFleming(0), "looks"),
            ("Pocock without a look", () => GroupSequential.Pocock(0), "looks"),
            ("bootstrap of values", () => ValueBootstrap.Resample(Three, x => x[0], 0, 1), "resamples"),
            ("studentized bootstrap", () => StudentizedBootstrap.Resample(Three, 0), "resamples"),
            ("bootstrap of no unit", () => Bootstrap.ResampleWeights(0, _ => 1, 10, 1), "units"),
            ("bootstrap of weights", () => Bootstrap.ResampleWeights(3, _ => 1, 0, 1), "resamples"),
            (
                "Bayesian bootstrap",
                () => BayesianBootstrap.Draw(new SufficientStatistics(Three, 1), totals => totals[0], 0, 1),
                "draws"
            ),
            ("rows without a width", () => _ = new SufficientStatistics(Three, 0), "width"),
            ("ideal bootstrap of 13", () => IdealBootstrap.Mean(new double[13]), "moments.N"),
            ("cluster size", () => ClusterDegreesOfFreedom.Of([3, -1], ClusterRobustVariant.Cr2), "size"),
            ("cluster number", () => Clusters.Count([0, -1]), "cluster"),
            ("epochs", () => RepeatedEpochs.Of(Two, 0), "epochs"),
            ("predictions, weight given", () => PredictionPowered.Fixed(Two, Three, Three, 1), "labelled.Length"),
            ("predictions", () => PredictionPowered.Tuned(Two, Three, Three), "labelled.Length"),
            ("no labels", () => PredictionPowered.Tuned([], [], Three), "labels.Length"),
            ("nothing unlabelled", () => PredictionPowered.Tuned(Two, Two, []), "unlabelled.Length"),
            ("posterior of a negative number", () => BetaPosterior.Of(0, -1), "n"),
            ("posterior of negative successes", () => BetaPosterior.Of(-1, 3), "successes"),
            ("posterior of more successes", () => BetaPosterior.Of(4, 3), "successes"),
            ("control of other length", () => ControlVariate.Of(Two, Three, 0.5), "control.Length"),
            ("error of nothing", () => StandardErrors.Bernoulli(0.5, 0), "n"),
            ("strata of other length", () => NeymanAllocation.Of(Two, Three, 10), "deviations.Length"),
            ("best of negative n", () => MultipleComparisonsWithBest.Of(Two, -1, 0.1, 5), "n"),
            ("max-t of 25 items", () => MaxT.Exact(new double[25], 1), "state.Items"),
            ("max-t without metrics", () => MaxT.Exact(Two, 0), "metrics"),
            ("max-t without flips", () => MaxT.Resampled(Two, 1, 0, 1), "resamples"),
            ("Nemenyi of one model", () => Friedman.NemenyiQ(1, 0.05), "models"),
            ("Nemenyi of no item", () => Friedman.NemenyiCriticalDifference(3, 0, 0.05), "items"),
            ("sign flips", () => SignFlipResampling.Test(Two, 0, 1), "resamples"),
        }.Select(one => new TestCaseData(one.Call, one.Of).SetArgDisplayNames(one.Name));

    [TestCaseSource(nameof(Impossible))]
    public void An_impossible_count_is_refused_by_its_name(Action call, string of) =>
        Assert.That(
            call,
            Throws.TypeOf<ArgumentOutOfRangeException>().With.Property(nameof(ArgumentException.ParamName)).EqualTo(of)
        );
}
