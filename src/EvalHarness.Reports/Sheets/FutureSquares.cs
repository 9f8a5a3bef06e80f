using EvalHarness.Decisions.Verdicts;
using EvalHarness.Reports.Drawings;

namespace EvalHarness.Reports.Sheets;

/// <summary>A hundred futures as squares, those filled in which an option pays, with the line of the policy between them.</summary>
internal static class FutureSquares
{
    /// <summary>Squares of a column.</summary>
    private const int Column = 5;

    private const double Step = 26;

    /// <summary>Squares to fill: a chance that is not nothing has no empty picture, and one that is not certain no full one.</summary>
    /// <param name="share">The chance that the option pays.</param>
    public static int Filled(double share) =>
        share is <= 0 or >= 1
            ? (int)(100 * share)
            : Math.Clamp((int)Math.Round(100 * share), share < 0.005 ? 0 : 1, share > 0.995 ? 100 : 99);

    /// <summary>Corners of the line of the policy, in squares, a step lower in the column that it cuts.</summary>
    /// <param name="asked">The chance that the policy asks for.</param>
    public static (int Column, int Row) Fence(double asked)
    {
        int column = (int)(100 * asked / Column);
        return (column, (int)Math.Round((100 * asked) - (Column * column)));
    }

    /// <summary>The picture.</summary>
    /// <param name="subject">The option.</param>
    /// <param name="asked">The chance that the policy asks for; 0 for none.</param>
    /// <param name="label">What is seen.</param>
    public static Drawing Picture(OptionSummary subject, double asked, string label) =>
        new(
            "decision-futures",
            "decision-options",
            $"{Futures.Of(subject.PPositive, asked)} futures pay",
            label,
            (Column * Step) + (asked > 0 ? 36 : 14),
            pen => Draw(pen, subject, asked)
        );

    private static void Draw(Pen pen, OptionSummary subject, double asked)
    {
        int filled = Filled(subject.PPositive);
        for (int i = 0; i < 100; i++)
        {
            double x = (i / Column * Step) + 2;
            double y = (i % Column * Step) + 4;
            bool pays = i < filled;
            pen.Rect(
                x,
                y,
                Step - 4,
                Step - 4,
                pays ? "custom" : "card",
                round: 3,
                mark: pays ? Pen.Value : "",
                stroke: pays ? null : "faint"
            );
        }

        if (asked > 0)
        {
            var (column, row) = Fence(asked);
            double x = column * Step;
            double cut = (row * Step) + 2;
            double bottom = (Column * Step) + 6;
            if (row == 0)
            {
                pen.Line(x, 0, x, bottom, "ink", 2);
            }
            else
            {
                pen.Line(x + Step, 0, x + Step, cut, "ink", 2);
                pen.Line(x, cut, x + Step, cut, "ink", 2);
                pen.Line(x, cut, x, bottom, "ink", 2);
            }

            pen.Text(Math.Max(x, 70), bottom + 18, $"policy: at least {Futures.Asked(asked)}", "soft", 12, "middle");
        }
    }
}
