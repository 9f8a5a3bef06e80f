using System.Globalization;
using EvalHarness.Statistics.Intervals;
using EvalHarness.Statistics.Power;
using EvalHarness.Statistics.Resampling;
using EvalHarness.Statistics.Sequential;
using EvalHarness.Statistics.Tests;
using NUnit.Framework;

namespace EvalHarness.Tests.Samples;

/// <summary>The five samples of src/EvalHarness.Statistics/README.md, with what it says that they give.</summary>
[SetCulture("")]
public sealed class StatisticsSamples
{
    private readonly StringWriter screen = new(CultureInfo.InvariantCulture);

    private TextWriter Console => screen;

    [TearDown]
    public void Close() => screen.Dispose();

    [Test]
    public void Two_models_are_compared_item_by_item()
    {
        double[] ours = [1, 1, 0, 1, 1, 1, 0, 1, 1, 1];
        double[] theirs = [1, 0, 0, 1, 0, 1, 0, 0, 1, 0];

        var table = PairedTable.Of(ours, theirs);
        double p = McNemar.MidP(table); // 0.0625
        var interval = PairedProportions.Newcombe(table); // of the difference in accuracy, table.Difference = 0.4

        using (Assert.EnterMultipleScope())
        {
            Assert.That(p, Is.EqualTo(0.0625).Within(1e-12), "2·(1/2)^4, less half of it");
            Assert.That(table.Difference, Is.EqualTo(0.4));
            Assert.That(interval.Contains(0.4), Is.True);
        }
    }

    [Test]
    public void A_mean_over_documents_is_less_sure_than_it_looks()
    {
        double[] scores = [0.9, 0.8, 0.9, 0.2, 0.3, 0.2, 0.6, 0.7, 0.5, 0.6];
        int[] documents = Clusters.Number<string>(["a", "a", "a", "b", "b", "b", "c", "c", "d", "d"]);

        var mean = StandardErrors.Clustered(scores, documents);
        Console.WriteLine($"{mean.Mean:0.00} ± {mean.Cr1:0.00}, not ± {mean.Independent:0.00}"); // 0.57 ± 0.16, not ± 0.08

        Assert.That(screen.ToString().Trim(), Is.EqualTo("0.57 ± 0.16, not ± 0.08"));
    }

    [Test]
    public void A_ratio_is_resampled_by_its_sums()
    {
        double[] hitsAndClaims = [2, 3, 1, 1, 0, 2, 4, 5, 1, 2, 3, 3, 2, 4, 0, 1];

        var statistics = new SufficientStatistics(hitsAndClaims, width: 2);
        var precision = Bootstrap.Estimate(
            statistics,
            totals => totals[1] > 0 ? totals[0] / totals[1] : null,
            items: statistics.Units,
            seed: 1
        );
        Console.WriteLine($"{precision.Value:0.00} [{precision.Low:0.00}, {precision.High:0.00}], {precision.Method}");

        Assert.That(screen.ToString().Trim(), Does.Match(@"^0\.62 \[0\.\d\d, 0\.\d\d\], BCa bootstrap$"));
    }

    [Test]
    public void The_number_of_items_is_known_before_any_is_paid_for()
    {
        double items = McNemarPower.SizeByConnor(p10: 0.08, p01: 0.05, power: 0.8); // 1132: only A right on 8 %, only B on 5 %
        double? seen = McNemarPower.DetectableDifference(n: 500, discordant: 0.13); // 0.045 with 500 items

        using (Assert.EnterMultipleScope())
        {
            Assert.That(Math.Ceiling(items), Is.EqualTo(1132));
            Assert.That(seen, Is.EqualTo(0.045).Within(0.0005));
        }
    }

    [Test]
    public void Evidence_may_be_looked_at_after_every_item()
    {
        bool[] decided = [.. Enumerable.Repeat(true, 40)];

        int wins = 0;
        int losses = 0;
        foreach (bool oursWasRight in decided) // items that exactly one of the two models got right
        {
            (wins, losses) = oursWasRight ? (wins + 1, losses) : (wins, losses + 1);
            if (SequentialMcNemar.Rejects(wins, losses, alpha: 0.05))
            {
                break;
            }
        }

        Assert.That((wins, losses), Is.EqualTo((15, 0)));
    }
}
