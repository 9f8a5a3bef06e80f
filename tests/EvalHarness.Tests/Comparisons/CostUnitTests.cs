using System.Collections.Immutable;
using EvalHarness.Comparisons.Findings;
using EvalHarness.Comparisons.Results;
using EvalHarness.Tests.Reports;
using NUnit.Framework;

namespace EvalHarness.Tests.Comparisons;

/// <summary>A table of costs tells all of them for as many answers, and unknown, free and little apart.</summary>
public sealed class CostUnitTests
{
    [TestCase("0.00513,0.00646,0", "$/M", "5.13,6.46,0")]
    [TestCase("0.25,12.5,", "$/1,000", "0.25,12.50,–")]
    [TestCase("0.2,0.0001", "$/1,000", "0.200,< 0.001")]
    [TestCase("250,1234.5", "$/1,000", "250,1,235")]
    [TestCase(",0", "$/1,000", "–,0")]
    public void The_largest_cost_has_digits_before_the_point(string per1000, string title, string shown)
    {
        var known = InventedRun.Of(Recipes.All["headlines"]).Comparison.Tasks[0].Models[0];
        ImmutableArray<ModelSummary> models =
        [
            .. per1000
                .Split(',')
                .Select(usd =>
                    known with
                    {
                        CostPer1000Usd =
                            usd.Length == 0
                                ? null
                                : decimal.Parse(usd, System.Globalization.CultureInfo.InvariantCulture),
                    }
                ),
        ];
        var unit = CostUnit.Of(models);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(unit.Title, Is.EqualTo(title));
            Assert.That(string.Join(',', models.Select(model => unit.Show(model.CostPer1000Usd))), Is.EqualTo(shown));
        }
    }
}
