using System.Collections.Immutable;
using System.Globalization;
using EvalHarness.Comparisons.Findings;

namespace EvalHarness.Reports.Tables;

/// <summary>Columns of money in a table: all amounts of one with the same decimals.</summary>
internal static class MoneyColumns
{
    /// <summary>The table with the amounts of the columns that are named written alike; what is no number stays as it is.</summary>
    /// <param name="table">The table.</param>
    /// <param name="keys">Keys of its columns of US dollars, whose raw values are the amounts shown.</param>
    public static ReportTable WithMoney(this ReportTable table, params string[] keys)
    {
        int[] columns = [.. table.Columns.Index().Where(one => keys.Contains(one.Item.Key)).Select(one => one.Index)];
        var decimals = columns.ToDictionary(at => at, at => MoneyDigits.Of(table.Rows.Select(row => Amount(row[at]))));
        return table with
        {
            Rows =
            [
                .. table.Rows.Select(row =>
                    (ImmutableArray<Cell>)
                        [
                            .. row.Select(
                                (cell, at) => decimals.TryGetValue(at, out int digits) ? Written(cell, digits) : cell
                            ),
                        ]
                ),
            ],
        };
    }

    private static Cell Written(Cell cell, int decimals) =>
        Amount(cell) is { } amount and not 0
            ? cell with
            {
                Text = MoneyDigits.Show(amount, decimals, amount < 0 ? "\u2212$" : "$"),
            }
            : cell;

    private static decimal? Amount(Cell cell) =>
        cell.IsNumber
        && decimal.TryParse(cell.Raw, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal amount)
            ? amount
            : null;
}
