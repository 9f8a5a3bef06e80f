using CsCheck;
using EvalHarness.Statistics.Agreement;
using EvalHarness.Statistics.Classification;
using NUnit.Framework;

namespace EvalHarness.Tests.Statistics;

/// <summary>A whole weight says the same as so many copies, and no weight the same as none.</summary>
public sealed class WeightedScoresTests
{
    private delegate double? Score(double[] values, double[] outcomes, double[] weights);

    private static readonly Gen<(double Value, double Outcome, int Weight)[]> Samples = Gen.Select(
        Gen.Int[0, 8].Select(eighths => eighths / 8.0),
        Gen.Int[0, 1].Select(right => (double)right),
        Gen.Int[0, 4]
    ).Array[1, 12];

    private static IEnumerable<TestCaseData> Scores =>
        [
            Case("Brier", (p, y, w) => ProbabilityScores.Brier(p, y, w)),
            Case("log loss", (p, y, w) => ProbabilityScores.LogLoss(p, y, 0.01, w)),
            Case("AUROC", (s, y, w) => RankingScores.Auroc(s, y, w)),
            Case("average precision", (s, y, w) => RankingScores.AveragePrecision(s, y, w)),
            Case(
                "calibration, equal width",
                (c, y, w) => Calibration.ExpectedError(Calibration.EqualWidth(c, y, 5, w))
            ),
            Case("calibration, worst bin", (c, y, w) => Calibration.MaximumError(Calibration.EqualWidth(c, y, 3, w))),
            Case(
                "Pearson",
                (x, y, w) =>
                    w.Length > 0
                        ? WeightedCorrelations.Pearson(x, y, w)
                        : (x.Length == 0 ? null : Correlations.Pearson(x, y).Value)
            ),
            Case(
                "Spearman",
                (x, y, w) =>
                    w.Length > 0
                        ? WeightedCorrelations.Spearman(x, y, w)
                        : (x.Length == 0 ? null : Correlations.Spearman(x, y).Value)
            ),
            Case(
                "Kendall",
                (x, y, w) =>
                    w.Length > 0
                        ? WeightedCorrelations.Kendall(x, y, w)
                        : (x.Length == 0 ? null : Correlations.Kendall(x, y).Value)
            ),
        ];

    [TestCaseSource(nameof(Scores))]
    public void A_whole_weight_is_as_many_copies(object given) =>
        Samples.Sample(
            samples =>
            {
                var score = (Score)given;
                (double Value, double Outcome, int Weight)[] copies =
                [
                    .. samples.SelectMany(sample => Enumerable.Repeat(sample, sample.Weight)),
                ];

                double? weighted = score(
                    Values(samples),
                    Outcomes(samples),
                    [.. samples.Select(s => (double)s.Weight)]
                );
                double? copied = score(Values(copies), Outcomes(copies), []);

                Assert.That(weighted, copied is { } value ? Is.EqualTo(value).Within(1e-9) : Is.Null);
            },
            iter: 300,
            threads: 1
        );

    [Test]
    public void What_has_no_weight_may_be_infinitely_wrong() =>
        Assert.That(
            ProbabilityScores.LogLoss([0.5, 0], [1, 1], epsilon: 0, [1, 0]),
            Is.EqualTo(Math.Log(2)).Within(1e-15)
        );

    private static TestCaseData Case(string name, Score score) => new TestCaseData(score).SetArgDisplayNames(name);

    private static double[] Values((double Value, double Outcome, int Weight)[] samples) =>
        [.. samples.Select(sample => sample.Value)];

    private static double[] Outcomes((double Value, double Outcome, int Weight)[] samples) =>
        [.. samples.Select(sample => sample.Outcome)];
}
