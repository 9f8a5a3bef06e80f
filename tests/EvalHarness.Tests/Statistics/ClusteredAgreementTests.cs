using EvalHarness.Statistics.Agreement;
using EvalHarness.Statistics.Intervals;
using EvalHarness.Statistics.Regression;
using NUnit.Framework;

namespace EvalHarness.Tests.Statistics;

/// <summary>Kappa and slopes over clusters, against values that were computed elsewhere from the definitions.</summary>
/// <remarks>
/// Python 3 without packages: kappa and its delete-one-cluster jackknife in fractions; the slope's error as CR2 of Bell and McCaffrey
/// (2002) with matrices, (I - H)^(-1/2) of each cluster by Denman's and Beavers' iteration. Single clusters make CR2 the HC2 of MacKinnon
/// and White (1985).
/// </remarks>
public sealed class ClusteredAgreementTests
{
    private static readonly int[] First = [0, 0, 1, 1, 2, 2, 0, 1, 2, 0, 1, 1, 2, 2, 0, 0, 1, 2];
    private static readonly int[] Second = [0, 1, 1, 1, 2, 2, 0, 1, 1, 0, 1, 2, 2, 2, 0, 1, 1, 2];
    private static readonly int[] Clusters = [0, 0, 0, 1, 1, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 5, 5, 5];
    private static readonly double[] Y = [0.2, 0.9, 0.4, 0.7, 0.1, 0.8, 0.5, 0.6, 0.3, 1.0, 0.45, 0.75];

    [Test]
    public void Kappa_of_clusters_has_the_error_of_the_jackknife_over_clusters()
    {
        var kappa = ClusteredKappa.Of(First, Second, 3, Clusters);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(kappa.Value, Is.EqualTo(2.0 / 3).Within(1e-14));
            Assert.That(kappa.StandardError, Is.EqualTo(0.15415395214576594).Within(1e-13));
            Assert.That(kappa.Clusters, Is.EqualTo(6));
        }
    }

    [Test]
    public void Kappa_of_single_items_has_the_error_of_the_jackknife_over_items() =>
        Assert.That(
            ClusteredKappa.Of(First, Second, 3, [.. Enumerable.Range(0, 18)]).StandardError,
            Is.EqualTo(0.15295178092575765).Within(1e-13)
        );

    [Test]
    public void Kappa_has_no_error_of_one_cluster_and_none_where_one_left_out_makes_it_undefined()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(ClusteredKappa.Of([0, 1, 1], [0, 1, 0], 2, [0, 0, 0]).StandardError, Is.Null);
            Assert.That(ClusteredKappa.Of([0, 0, 1], [0, 0, 1], 2, [0, 0, 1]).Value, Is.EqualTo(1));
            Assert.That(ClusteredKappa.Of([0, 0, 1], [0, 0, 1], 2, [0, 0, 1]).StandardError, Is.Null);
            Assert.That(ClusteredKappa.Of([0, 0], [0, 0], 2, [0, 1]).Value, Is.Null);
        }
    }

    [Test]
    public void Total_agreement_in_every_cluster_leaves_no_interval()
    {
        var kappa = ClusteredKappa.Of([0, 1, 0, 1, 0, 1], [0, 1, 0, 1, 0, 1], 2, [0, 0, 1, 1, 2, 2]);

        Assert.That((kappa.Value, kappa.StandardError, kappa.Interval(0.95)), Is.EqualTo((1d, 0d, (Interval?)null)));
    }

    [Test]
    public void A_slope_over_clusters_of_one_x_each_has_the_error_of_cr2()
    {
        var slope = ClusterRobustSlope.Of(
            [1, 1, 2, 2, 2, 3, 3, 4, 4, 5, 5, 5],
            Y,
            [0, 0, 1, 1, 1, 2, 2, 3, 3, 4, 4, 4]
        )!;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(slope.Slope, Is.EqualTo(0.05384615384615388).Within(1e-14));
            Assert.That(slope.Error, Is.EqualTo(0.0443818184255409).Within(1e-13));
        }
    }

    [Test]
    public void A_slope_over_single_items_has_the_error_of_hc2()
    {
        double[] x = [0.5, 1.7, 2.2, 3.1, 3.3, 4.8, 5.0, 6.4, 7.9, 8.1, 9.2, 9.9];

        var slope = ClusterRobustSlope.Of(x, Y, [.. Enumerable.Range(0, 12)])!;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(slope.Slope, Is.EqualTo(0.02390372954369857).Within(1e-14));
            Assert.That(slope.Error, Is.EqualTo(0.0280010615323399).Within(1e-13));
        }
    }

    [Test]
    public void The_slope_in_a_variable_of_0_and_1_is_the_difference_of_two_means_with_cr2()
    {
        var slope = ClusterRobustSlope.Of(
            [0, 0, 0, 0, 0, 1, 1, 1, 1, 0, 0, 1],
            Y,
            [0, 0, 1, 1, 1, 2, 2, 3, 3, 4, 4, 5]
        )!;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(slope.Slope, Is.EqualTo(0.05428571428571427).Within(1e-14));
            Assert.That(slope.Error, Is.EqualTo(0.13230620534498413).Within(1e-13));
        }
    }

    [Test]
    public void There_is_no_slope_in_a_constant_and_no_error_without_residuals()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(ClusterRobustSlope.Of([2, 2, 2], [1, 2, 3], [0, 1, 2]), Is.Null);
            Assert.That(ClusterRobustSlope.Of([1, 2, 3, 4], [2, 4, 6, 8], [0, 1, 2, 3])!.Error, Is.Null);
            Assert.That(ClusterRobustSlope.Of([], [], []), Is.Null);
        }
    }
}
