using EvalHarness.Cascades;
using Spectre.Console;
using static EvalHarness.Cli.Views.CascadeView;

namespace EvalHarness.Cli.Views;

/// <summary>One slice given to another model, in the terminal.</summary>
internal static class SwapView
{
    private const int ValueWidth = 12;

    public static void Write(Terminal terminal, ExpertSwap swap)
    {
        terminal.Say(
            FormattableString.Invariant(
                $"{swap.With} instead of {swap.Base} for {swap.By} {swap.Slice} · {swap.Task}/{swap.Metric} · {swap.Answers} answers"
            )
        );
        foreach (string sentence in Verdict(swap))
        {
            terminal.Say(sentence);
        }

        terminal.Write("");
        var table = new FittedTable()
            .Add("", wraps: ValueWidth)
            .Add("answers", goes: 3, isRight: true)
            .Add("before", isRight: true)
            .Add("after", isRight: true)
            .Add("points")
            .Add("$/1,000 before", goes: 2, isRight: true)
            .Add("after", goes: 1, isRight: true);
        int cents = Numbers.Cents(
            new[] { swap.InSlice, swap.Overall }.SelectMany(part => new[] { part.Before.Usd, part.After.Usd })
        );
        Add(table, $"{swap.By} {swap.Slice}", swap.InSlice, cents);
        Add(table, "all", swap.Overall, cents);
        table.WriteTo(terminal);
        terminal.Write("");
        foreach (string sentence in Sentences(swap))
        {
            terminal.Say(sentence);
        }

        if (
            swap.CostIsKnown
                ? swap.Overall.NetBenefit is not { IsClear: true, Mean: > 0 }
                : swap.Overall.Gain is not { IsClear: true, Mean: > 0 }
        )
        {
            terminal.Say($"For use: leave {swap.Base} as it is, until more answers show that the swap pays.");
            return;
        }

        terminal.Write("");
        terminal.Write("  swapped:");
        foreach (string line in RouterPlan.Yaml(swap.Routes)!.Split('\n'))
        {
            terminal.Write("    " + line);
        }
    }

    private static void Add(FittedTable table, string name, SwappedPart part, int cents) =>
        table.AddRow(
            Markup.Escape(name),
            Number(part.Answers, "0"),
            Percent(part.Before.Right),
            Percent(part.After.Right),
            Markup.Escape(Points(part.Gain)),
            Numbers.PerThousand(part.Before.Usd, cents),
            Numbers.PerThousand(part.After.Usd, cents)
        );

    private static IEnumerable<string> Verdict(ExpertSwap swap)
    {
        var (gain, worth) = (swap.Overall.Gain, swap.Overall.NetBenefit);
        string level = Number(100 * swap.Level, "0.##");
        string quality = gain switch
        {
            { IsClear: true, Mean: > 0 } => "The swap is right more often",
            { IsClear: true } => "The swap is right less often",
            _ => "A difference in right answers is not shown",
        };
        yield return $"{quality}: {Points(gain)} over all answers ({level} % interval, paired{(gain.Low is null ? "; none can be had of one cluster, or where all answers are alike" : "")}).";
        string aim = swap.CostIsKnown
            ? FormattableString.Invariant($"With a right answer worth ${swap.Value:0.######}")
            : "Costs unknown, so for quality alone";
        string verdict =
            !worth.IsClear ? "it is not shown to pay"
            : worth.Mean > 0 ? "it pays"
            : "it does not pay";
        yield return FormattableString.Invariant($"{aim}, {verdict}: {Money(worth)} net per 1,000 answers.");
    }

    private static IEnumerable<string> Sentences(ExpertSwap swap)
    {
        foreach (string unpriced in Unpriced(swap))
        {
            yield return unpriced;
        }

        yield return $"{swap.Slice} was named and not learnt from these answers: if it was picked because it looks best here, it looks better than it is.";
    }

    private static IEnumerable<string> Unpriced(ExpertSwap swap) =>
        from model in new[] { (Name: swap.Base, Count: swap.BaseUnpriced), (Name: swap.With, Count: swap.WithUnpriced) }
        where model.Count > 0
        select CascadeView.Unpriced(model.Name, model.Count, swap.InSlice.Answers);

    /// <summary>A paired difference in points with its interval.</summary>
    public static string Points(PairedGain gain) => With(gain, 100, 1);

    /// <summary>A paired difference in dollars for 1,000 answers with its interval, in as many digits as the interval allows.</summary>
    public static string Money(PairedGain gain)
    {
        double width = gain is { Low: { } low, High: { } high } ? 1000 * (high - low) : Math.Abs(1000 * gain.Mean);
        int decimals = width > 0 ? Math.Clamp(1 - (int)Math.Floor(Math.Log10(width)), 0, 6) : 0;
        return With(gain, 1000, decimals, "$");
    }

    private static string With(PairedGain gain, double scale, int decimals, string unit = "") =>
        Signed(scale * gain.Mean, decimals, unit)
        + (
            gain is { Low: { } low, High: { } high }
                ? $" ({Signed(scale * low, decimals, unit)} to {Signed(scale * high, decimals, unit)})"
                : ""
        );

    private static string Signed(double value, int decimals, string unit)
    {
        string digits = decimals == 0 ? "#,0" : "#,0." + new string('0', decimals);
        return Number(value, $"+{unit}{digits};\u2212{unit}{digits};{unit}{digits}");
    }
}
