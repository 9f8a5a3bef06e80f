using EvalHarness.Decisions.Accounts;
using EvalHarness.Decisions.Verdicts;
using EvalHarness.Reports.Figures;
using EvalHarness.Reports.Formats;

namespace EvalHarness.Reports.Verdicts;

/// <summary>The chart of the parts of the work.</summary>
internal static class MixFigures
{
    /// <summary>Rows of more would not be read.</summary>
    private const int MostBars = 24;

    /// <summary>What each option gains or loses in each part of the work, as bars of money.</summary>
    public static Figure? Worth(DecisionAccount account)
    {
        SliceWorth[] bars = [.. account.Result.Mix.OrderByDescending(one => Math.Abs(one.Npv)).Take(MostBars)];
        if (bars.Length == 0)
        {
            return null;
        }

        bars = [.. account.Result.Mix.Where(bars.Contains)];
        bool isOne = bars.DistinctBy(one => one.Option).Count() == 1;
        string currency = account.Result.Spec.Currency;
        return new Plot()
            .Trace(
                "bar",
                ("orientation", "h"),
                ("x", bars.Select(one => one.Npv)),
                (
                    "y",
                    bars.Select(one =>
                        Plot.Text(Names.Cut(isOne ? one.Slice : $"{Names.Cut(one.Option, 22)}: {one.Slice}", 40))
                    )
                ),
                ("text", bars.Select(one => BigMoney.Signed(one.Npv, currency))),
                ("textposition", "outside"),
                ("cliponaxis", false),
                ("hoverinfo", "skip"),
                ("marker", new { color = bars.Select(one => one.Npv < 0 ? "var(--bad)" : "var(--good)") })
            )
            .Line(0)
            .With(
                "xaxis",
                MoneyFigures.Money(
                    account,
                    $"worth of the difference to {account.Result.Spec.Incumbent}",
                    [.. bars.Select(one => one.Npv)]
                )
            )
            .With("yaxis", new { autorange = "reversed", fixedrange = true })
            .Draw(110 + (30 * bars.Length), "What each option gains or loses in each part of the work");
    }
}
