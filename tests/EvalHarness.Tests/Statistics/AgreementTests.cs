using CsCheck;
using EvalHarness.Statistics.Agreement;
using EvalHarness.Statistics.Classification;
using NUnit.Framework;

namespace EvalHarness.Tests.Statistics;

public sealed class AgreementTests
{
    private static readonly Gen<int[]> Ratings = Gen.Int[0, 2].Array[15];

    [Test]
    public void Kappa_is_the_same_whichever_rater_comes_first() =>
        Gen.Select(Ratings, Ratings)
            .Sample(
                (first, second) =>
                {
                    var one = CohenKappa.Of(first, second, 3);
                    var other = CohenKappa.Of(second, first, 3);
                    Assert.That(other.Kappa, Is.EqualTo(one.Kappa));
                    Assert.That(other.Quadratic ?? 0, Is.EqualTo(one.Quadratic ?? 0).Within(1e-12));
                    Assert.That(other.StandardError, Is.EqualTo(one.StandardError));
                }
            );

    [Test]
    public void Relabelling_changes_no_nominal_coefficient() =>
        Gen.Select(Ratings, Ratings)
            .Sample(
                (first, second) =>
                {
                    int[] one = Array.ConvertAll(first, category => (category + 1) % 3);
                    int[] other = Array.ConvertAll(second, category => (category + 1) % 3);
                    Assert.That(CohenKappa.Of(one, other, 3).Kappa, Is.EqualTo(CohenKappa.Of(first, second, 3).Kappa));
                    Assert.That(
                        RaterAgreement.AlphaNominal(Counts(one, other), 3) ?? 0,
                        Is.EqualTo(RaterAgreement.AlphaNominal(Counts(first, second), 3) ?? 0).Within(1e-12)
                    );
                }
            );

    [Test]
    public void The_confusion_matrix_kappa_is_cohens() =>
        Gen.Select(Ratings, Ratings)
            .Sample(
                (first, second) =>
                {
                    double[] gold = new double[3];
                    double[] predicted = new double[3];
                    double disagreement = 0;
                    for (int i = 0; i < first.Length; i++)
                    {
                        gold[first[i]]++;
                        predicted[second[i]]++;
                        disagreement += ConfusionMatrix.Disagreement(first[i], second[i], 2);
                    }
                    Assert.That(
                        ConfusionMatrix.Kappa(disagreement, gold, predicted, power: 2) ?? 0,
                        Is.EqualTo(CohenKappa.Of(first, second, 3).Quadratic ?? 0).Within(1e-12)
                    );
                }
            );

    [Test]
    public void Without_items_everything_is_undefined()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(CohenKappa.Of([], [], 2).Agreement, Is.Null);
            Assert.That(RaterAgreement.Pairwise([], 2), Is.Null);
            Assert.That(RaterAgreement.FleissKappa([], 2), Is.Null);
            Assert.That(RaterAgreement.GwetAc1([], 2), Is.Null);
            Assert.That(RaterAgreement.AlphaNominal([], 2), Is.Null);
        }
    }

    [Test]
    public void Units_with_one_rating_say_nothing_of_agreement()
    {
        // Two units of two raters, one with a single rating.
        int[] counts = [2, 0, 0, 2, 1, 0];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(RaterAgreement.Pairwise(counts, 2), Is.EqualTo(1));
            Assert.That(RaterAgreement.AlphaNominal(counts, 2), Is.EqualTo(1));
            Assert.That(RaterAgreement.FleissKappa(counts, 2), Is.Null);
        }
    }

    [Test]
    public void A_rating_outside_the_categories_is_rejected() =>
        Assert.That(() => CohenKappa.Of([0, 2], [0, 1], 2), Throws.InstanceOf<ArgumentException>());

    private static int[] Counts(int[] first, int[] second)
    {
        int[] counts = new int[3 * first.Length];
        for (int i = 0; i < first.Length; i++)
        {
            counts[(3 * i) + first[i]]++;
            counts[(3 * i) + second[i]]++;
        }
        return counts;
    }
}
