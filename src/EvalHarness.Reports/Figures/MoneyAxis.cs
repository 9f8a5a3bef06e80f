using System.Globalization;
using EvalHarness.Comparisons.Findings;

namespace EvalHarness.Reports.Figures;

/// <summary>An axis of money: what costs something on a scale with round ticks, what costs nothing left of a break.</summary>
/// <param name="Low">Left end of the scale, in dollars.</param>
/// <param name="High">Right end of the scale, in dollars.</param>
/// <param name="IsLog">Whether the scale is logarithmic.</param>
/// <param name="HasFree">Whether there is a zone for what costs nothing.</param>
/// <param name="Title">Title of the axis.</param>
internal sealed record MoneyAxis(double Low, double High, bool IsLog, bool HasFree, string Title)
{
    private const double FreeTo = 0.1;
    private const double PaidFrom = 0.15;

    /// <summary>Ratio of the dearest to the cheapest model from which a linear scale would press most of them together.</summary>
    private const double LogFrom = 30;

    public static MoneyAxis Over(IReadOnlyCollection<CostPoint> points, CostUnit unit)
    {
        double[] paid = [.. points.Select(point => point.Cost).Where(cost => cost > 0)];
        var (low, high) = (paid.Min(), paid.Max());
        bool isLog = high / low > LogFrom;
        string title = $"$ for {unit.Words}{(isLog ? ", logarithmic" : "")}";
        bool hasFree = points.Any(point => point.Cost == 0);
        if (isLog)
        {
            double factor = Math.Pow(high / low, 0.12);
            return new(low / factor, high * factor, true, hasFree, title);
        }

        double room = Math.Max((high - low) * 0.14, high * 0.08);
        return new(Math.Max(0, low - room), high + room, false, hasFree, title);
    }

    /// <summary>Place of a cost; what costs nothing stands in the middle of its zone.</summary>
    public static double At(double cost) => cost == 0 ? 0.5 : cost;

    /// <summary>The scale as Plotly reads it.</summary>
    public object Paid
    {
        get
        {
            double[] ticks = IsLog ? RoundTicks.Log(Low, High) : RoundTicks.Linear(Low, High);
            return new
            {
                title = new { text = Title },
                type = IsLog ? "log" : "linear",
                range = IsLog ? new[] { Math.Log10(Low), Math.Log10(High) } : [Low, High],
                domain = new[] { HasFree ? PaidFrom : 0, 1.0 },
                tickvals = ticks,
                ticktext = ticks.Select(tick => "$" + tick.ToString("#,0.######", CultureInfo.InvariantCulture)),
                zeroline = false,
                automargin = false,
                fixedrange = true,
            };
        }
    }

    /// <summary>The zone of what costs nothing as Plotly reads it.</summary>
    public object Free { get; } = new
    {
        range = new[] { 0, 1 },
        domain = new[] { 0, FreeTo },
        tickvals = new[] { 0.5 },
        ticktext = new[] { "$0" },
        zeroline = false,
        anchor = "y",
        automargin = false,
        fixedrange = true,
    };

    /// <summary>The mark of the break between the two.</summary>
    public object Break { get; } = new
    {
        xref = "paper",
        yref = "paper",
        x = (FreeTo + PaidFrom) / 2,
        y = 0,
        yshift = -12,
        text = "//",
        showarrow = false,
        font = new { color = "var(--soft)" },
    };
}
