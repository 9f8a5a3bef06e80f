using System.Globalization;
using EvalHarness.Comparisons.Findings;
using EvalHarness.Statistics.Intervals;
using NUnit.Framework;

namespace EvalHarness.Tests.Comparisons;

/// <summary>All numbers of a column have the same decimals.</summary>
public sealed class DigitsOfColumnsTests
{
    [TestCase("0.05,0.086", "0.050,0.086")]
    [TestCase("12.5,0.086", "12.50,0.09")]
    [TestCase("12.5,0.0004", "12.50,< 0.01")]
    [TestCase("0.5,0.0004", "0.5000,0.0004")]
    [TestCase("0.5,0.00000004", "0.5000,< 0.0001")]
    [TestCase("1234.5,98765", "1,235,98,765", Description = "cents tell nothing of them")]
    [TestCase("1234.5,2", "1,234.50,2.00")]
    public void Amounts_of_money_share_their_decimals_and_none_reads_as_nothing(string amounts, string shown)
    {
        decimal?[] column =
        [
            .. amounts.Split(',').Select(one => (decimal?)decimal.Parse(one, CultureInfo.InvariantCulture)),
        ];
        int decimals = MoneyDigits.Of(column);
        Assert.That(string.Join(',', column.Select(one => MoneyDigits.Show(one!.Value, decimals))), Is.EqualTo(shown));
    }

    [TestCase(new[] { 0.09, 0.2 }, false, 3)]
    [TestCase(new[] { 0.2, 0.3 }, false, 2)]
    [TestCase(new[] { 0.09, 0.004 }, true, 2)]
    [TestCase(new[] { 0.09, 0.03 }, true, 1)]
    [TestCase(new double[0], true, 1)]
    public void A_column_of_scores_has_the_decimals_of_the_one_that_is_known_best(
        double[] widths,
        bool isShare,
        int decimals
    ) =>
        Assert.That(
            Digits.OfColumn(widths.Select(width => new Estimate(0.5, 0.5, 0.5 + width, 0.95, 9, 9, "")), isShare),
            Is.EqualTo(decimals)
        );
}
