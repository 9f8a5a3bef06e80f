using System.Collections.Immutable;
using System.Globalization;
using EvalHarness.Decisions.Accounts;
using EvalHarness.Decisions.Verdicts;
using EvalHarness.Reports.Formats;
using EvalHarness.Reports.Tables;

namespace EvalHarness.Reports.Verdicts;

/// <summary>How the tables of a decision are written down.</summary>
internal static class VerdictCells
{
    /// <summary>A column is written <c>key</c>, <c>key#title of numbers</c> or <c>key*title of texts</c>.</summary>
    public static ReportTable Table(
        DecisionAccount account,
        string name,
        string caption,
        string[] columns,
        Func<Func<double, Cell>, IEnumerable<ImmutableArray<Cell>>> rows
    )
    {
        string currency = account.Result.Spec.Currency;
        Cell Money(double amount) => Cell.Of(amount, BigMoney.Of(amount, currency));
        return new(name, caption, [.. columns.Select(Column)], [.. rows(Money)]);
    }

    public static Column Column(string written)
    {
        int at = written.IndexOfAny(['#', '*']);
        return at < 0 ? new(written, written) : new(written[..at], written[(at + 1)..].TrimEnd(), written[at] == '#');
    }

    public static ImmutableArray<Cell> Row(params Cell[] cells) => [.. cells];

    public static Cell Number(double value, int decimals) => Cell.Of(value, Show.Number(value, decimals));

    public static Cell Percent(double share) => Cell.Of(share, Show.Number(100 * share, 1));

    public static Cell Share(double share) => Cell.Of(share, Show.Percent(share));

    public static Cell Plain(double value) =>
        Cell.Of(
            value,
            Math.Abs(value) >= 10_000 ? BigMoney.Count(value) : value.ToString("#,0.####", CultureInfo.InvariantCulture)
        );
}
