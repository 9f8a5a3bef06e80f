using EvalHarness.Statistics.Agreement;
using NUnit.Framework;

namespace EvalHarness.Tests.Statistics;

/// <summary>Every public function of the statistics, given what it cannot take: it refuses, and ends.</summary>
public sealed class NoNumberTests
{
    private static readonly KernelCalls[] Kernels = [.. KernelCalls.All];

    /// <summary>What has a limit at infinity, which is its answer there.</summary>
    private static readonly string[] HaveLimits =
    [
        "UnitNormal.Density",
        "UnitNormal.Lower",
        "UnitNormal.Upper",
        "UnitNormal.TwoSided",
        "UnitNormal.Loss",
        "SequentialMcNemar.AnytimeP",
    ];

    /// <summary>Those that say what NaN means to them, and one whose values are sorted, so that it looks at their ends.</summary>
    private static readonly string[] Say =
    [
        "RankIntervals.Of",
        "RankBootstrap.ChanceToBeBest",
        "Quantiles.OfSorted",
        "LargestGap.Of",
    ];

    /// <summary>Samples of their own, as many as there are in each.</summary>
    private static readonly string[] Independent =
    [
        "Equivalence.Welch(a",
        "Equivalence.Welch(b",
        "ManyModels.Anova(groups",
        "ManyModels.KruskalWallis(groups",
        "MannWhitney.Of(x",
        "MannWhitney.Of(y",
        "PredictionPowered.Fixed(unlabelled",
        "PredictionPowered.Tuned(unlabelled",
        "TTest.Student(x",
        "TTest.Student(y",
        "TTest.Welch(x",
        "TTest.Welch(y",
        "TwoSamplePermutation.Exact(x",
        "TwoSamplePermutation.Exact(y",
    ];

    private static IEnumerable<TestCaseData> Cases =>
        Kernels
            .Where(kernel => !Say.Contains(kernel.Name.Split('(')[0]))
            .Select(kernel => new TestCaseData(kernel).SetArgDisplayNames(kernel.Name));

    [Test]
    public void Nearly_all_functions_are_met()
    {
        string[] unmet = [.. Kernels.Where(kernel => kernel.Arguments() is null).Select(kernel => kernel.Name)];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Kernels, Has.Length.GreaterThan(150));
            // Games of models that all beat each other in the end, and probabilities of classes, are not found by chance.
            Assert.That(unmet, Has.Length.LessThanOrEqualTo(4), string.Join("; ", unmet));
        }
    }

    [TestCaseSource(nameof(Cases)), CancelAfter(60_000)]
    public void What_is_no_number_is_refused_and_never_looped_over(object given)
    {
        var kernel = (KernelCalls)given;
        object?[]? arguments = kernel.Arguments();
        Assume.That(arguments, Is.Not.Null, "no arguments found");
        double[] noNumbers = Array.Exists(
            HaveLimits,
            name => kernel.Name.StartsWith(name + "(", StringComparison.Ordinal)
        )
            ? [double.NaN]
            : [double.NaN, double.PositiveInfinity, double.NegativeInfinity];
        using (Assert.EnterMultipleScope())
        {
            foreach (double value in noNumbers)
            {
                foreach (var (where, spoilt) in kernel.Spoilt(arguments!, value))
                {
                    object? end = kernel.Ends(spoilt);
                    bool isRefused = end is null or ArgumentException or Correlation { Value: null };
                    Assert.That(isRefused, $"{where} = {value} gives {end}");
                }
            }
        }
    }

    [TestCaseSource(nameof(Cases)), CancelAfter(60_000)]
    public void A_list_shorter_than_those_it_belongs_to_is_refused(object given)
    {
        var kernel = (KernelCalls)given;
        object?[]? arguments = kernel.Arguments();
        Assume.That(arguments, Is.Not.Null, "no arguments found");
        using (Assert.EnterMultipleScope())
        {
            foreach (var (where, shortened) in kernel.Shortened(arguments!))
            {
                if (Independent.Contains($"{kernel.Name.Split('(')[0]}({where.Split('[')[0]}"))
                {
                    continue;
                }

                object? end = kernel.Ends(shortened);
                Assert.That(end, Is.InstanceOf<ArgumentException>(), $"{where} shorter gives {end}");
            }
        }
    }

    [TestCaseSource(nameof(Cases)), CancelAfter(60_000)]
    public void A_level_or_an_error_rate_outside_its_range_is_refused(object given)
    {
        var kernel = (KernelCalls)given;
        object?[]? arguments = kernel.Arguments();
        Assume.That(arguments, Is.Not.Null, "no arguments found");
        using (Assert.EnterMultipleScope())
        {
            foreach (double outside in new[] { -0.01, 0, 1, 1.01 })
            {
                foreach (
                    var (where, replaced) in kernel.Replaced(
                        arguments!,
                        ["level", "confidence", "alpha", "power"],
                        outside
                    )
                )
                {
                    object? end = kernel.Ends(replaced);
                    Assert.That(end, Is.InstanceOf<ArgumentException>(), $"{where} gives {end}");
                }
            }
        }
    }
}
