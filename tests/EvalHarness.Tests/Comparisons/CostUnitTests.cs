using System.Globalization;
using EvalHarness.Comparisons.Findings;
using NUnit.Framework;

namespace EvalHarness.Tests.Comparisons;

/// <summary>A table tells all of its costs for as many answers, and unknown, free and little apart.</summary>
public sealed class CostUnitTests
{
    [TestCase("0.00513,0.00646,0", "$/M", "5.13,6.46,0")]
    [TestCase("2.5,12.5,", "$/1,000", "2.50,12.50,–")]
    [TestCase("2,0.0001", "$/1,000", "2.00,< 0.01")]
    [TestCase("2500,1234.5", "$ each", "2.50,1.23")]
    [TestCase(",0", "$/1,000", "–,0")]
    public void The_typical_cost_has_digits_before_the_point(string per1000, string title, string shown)
    {
        decimal?[] costs =
        [
            .. per1000
                .Split(',')
                .Select(usd => usd.Length == 0 ? (decimal?)null : decimal.Parse(usd, CultureInfo.InvariantCulture)),
        ];
        var unit = CostUnit.For(costs);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(unit.ShortTitle, Is.EqualTo(title));
            Assert.That(string.Join(',', costs.Select(unit.Show)), Is.EqualTo(shown));
        }
    }
}
