using System.Globalization;
using EvalHarness.Decisions.Accounts;
using EvalHarness.Decisions.Journeys;
using EvalHarness.Decisions.Verdicts;
using EvalHarness.Reports.Verdicts;
using Spectre.Console;

namespace EvalHarness.Cli.Views;

/// <summary>The verdict card in the terminal: two sentences, the options, what flips the answer, the next study.</summary>
internal static class VerdictView
{
    private const int AxisWidth = 28;

    /// <summary>Writes the card.</summary>
    /// <param name="terminal">Where to.</param>
    /// <param name="account">The decision answered.</param>
    /// <param name="isShort">Whether the card alone is wanted, without the path and the stamp.</param>
    public static void Write(Terminal terminal, DecisionAccount account, bool isShort)
    {
        var words = new VerdictWords(account);
        var spec = account.Result.Spec;
        var console = terminal.Out;
        console.WriteLine();
        console.MarkupLine($"[bold]{Markup.Escape(spec.Id)}[/] [grey]· {Markup.Escape(spec.Question)}[/]");
        terminal.Write("");
        console.MarkupLine($"[bold {Hue(account)}]{Markup.Escape(words.Verdict.ToUpperInvariant())}[/]");
        terminal.Say(words.Ask);
        terminal.Say(words.Because);
        terminal.Write("");
        console.Write(Options(account, words).In(console.Profile.Width).Table);
        WriteMix(terminal, account);
        foreach (string line in Facts(account, words))
        {
            terminal.Say(line);
        }

        if (!isShort)
        {
            WritePath(terminal, account);
        }
    }

    private static string Hue(DecisionAccount account) =>
        account.Result.Verdict?.Action switch
        {
            VerdictAction.Go => "green",
            null or VerdictAction.Stop => "red",
            _ => "yellow",
        };

    private static FittedTable Options(DecisionAccount account, VerdictWords words)
    {
        var options = account.Result.Options;
        double low = Math.Min(0, options.Min(option => option.P5));
        double high = Math.Max(0, options.Max(option => option.P95));
        high = high > low ? high : low + 1;
        string left = words.Money(low);
        string right = words.Money(high);
        string gap = new string(' ', Math.Max(1, AxisWidth - left.Length - right.Length));
        var table = new FittedTable()
            .Add("[grey]option[/]", wraps: 20)
            .Add("[grey]NPV[/]")
            .Add("[grey]P5 to P95[/]")
            .Add($"[grey]{Markup.Escape(left + gap + right)}[/]", goes: 3)
            .Add("[grey]P(NPV>0)[/]", isRight: true)
            .Add("[grey]P(best)[/]", goes: 1, isRight: true)
            .Add("[grey]payback[/]", goes: 2, isRight: true);
        foreach (var option in options)
        {
            bool isIncumbent = option.Id == account.Result.Spec.Incumbent;
            string name = Markup.Escape(option.Id) + (isIncumbent ? " [grey](incumbent)[/]" : "");
            string[] cells =
            [
                option.IsFeasible ? name : $"[grey]{name}: {Markup.Escape(string.Join("; ", option.Broken))}[/]",
                isIncumbent
                    ? "[grey]reference[/]"
                    : $"[bold]{Markup.Escape(BigMoney.Signed(option.Npv, account.Result.Spec.Currency))}[/]",
                isIncumbent ? "" : Markup.Escape($"{words.Money(option.P5)} to {words.Money(option.P95)}"),
                Bar(option, low, high),
                isIncumbent ? "" : Number(option.PPositive),
                Number(option.PBest),
                isIncumbent ? ""
                : option.PaybackP50 is { } month ? $"month {month:0}"
                : "–",
            ];
            table.AddRow(cells);
        }

        return table;
    }

    /// <summary>What each option gains or loses in each part of the work, where the parts were measured.</summary>
    private static void WriteMix(Terminal terminal, DecisionAccount account)
    {
        if (account.Result.Mix.IsEmpty)
        {
            return;
        }

        string currency = account.Result.Spec.Currency;
        var table = new FittedTable().Add("[grey]what each part gains or loses[/]", wraps: 20);
        foreach (string slice in account.Result.Mix.Select(one => one.Slice).Distinct())
        {
            table.Add($"[grey]{Markup.Escape(slice)}[/]", isRight: true);
        }

        foreach (var option in account.Result.Mix.GroupBy(one => one.Option))
        {
            table.AddRow([
                Markup.Escape(option.Key),
                .. option.Select(one => Markup.Escape(BigMoney.Signed(one.Npv, currency))),
            ]);
        }

        terminal.Write("");
        terminal.Out.Write(table.In(terminal.Out.Profile.Width).Table);
    }

    private static string Bar(OptionSummary option, double low, double high)
    {
        int Place(double x) =>
            (int)Math.Round((x - low) / (high - low) * (AxisWidth - 1), MidpointRounding.AwayFromZero);
        char[] bar = new string(' ', AxisWidth).ToCharArray();
        bar.AsSpan(Place(option.P5)..(Place(option.P95) + 1)).Fill('─');
        bar[Place(0)] = '│';
        bar[Math.Clamp(Place(option.Npv), 0, AxisWidth - 1)] = '●';
        return new string(bar);
    }

    private static IEnumerable<string> Facts(DecisionAccount account, VerdictWords words)
    {
        yield return "";
        yield return $"knowing everything before choosing would be worth {words.Money(account.Result.Evpi)} (± {words.Money(2 * account.Result.EvpiStandardError)})";
        var worth = account.Result.Parameters.Where(one => one.IsDistinguishable && one.Evppi > 0).Take(3).ToList();
        if (worth.Count > 0)
        {
            var inputs = new InputWords(account.Result.Spec);
            yield return "of that: "
                + string.Join(", ", worth.Select(one => $"{inputs.Phrase(one.Name)} {words.Money(one.Evppi)}"));
        }

        yield return words.NextStudy is { } study
            ? $"best next study: {study.Id}"
                + (study.N is { } n ? string.Create(CultureInfo.InvariantCulture, $", {n:N0} samples") : "")
                + $", price {words.Money(study.Cost)}, net worth {words.Money(study.Enbs)} (± {words.Money(2 * study.EvsiStandardError)})"
                + (study.Enbs > 0 ? "" : ": it does not pay")
            : "best next study: none is proposed";
        foreach (var price in account.Result.ShadowPrices.Where(price => price.Constraint != "all"))
        {
            yield return $"constraint \"{price.Constraint}\" costs {words.Money(price.Price)}";
        }

        foreach (var change in account.WhatIfs)
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"what if: {change.Parameter} {change.After:#,0.####}{(change.Before is { } before ? $" instead of {before:#,0.####}" : "")}"
            );
        }
    }

    private static void WritePath(Terminal terminal, DecisionAccount account)
    {
        terminal.Write("");
        terminal.Write($"path: the incumbent is in phase {VerdictWords.Phase(account.Journey.Phase)}");
        foreach (var gate in account.Journey.Gates)
        {
            terminal.Write($"  to {VerdictWords.Phase(gate.To)}:");
            foreach (var test in gate.Tests)
            {
                WriteTest(terminal, test);
            }
        }

        terminal.Write("  to GPUs of one's own:");
        WriteTest(terminal, account.Journey.Purchase);

        if (account.Journey.Untried.Length > 0)
        {
            terminal.Write(
                $"  cheaper rungs not among the options: {string.Join(", ", account.Journey.Untried.Select(rung => VerdictWords.Key(rung)))}"
            );
        }

        if (account.Registration is { } stamp)
        {
            terminal.Write($"stamp of the assumptions: {stamp.Stamp}");
        }
    }

    private static void WriteTest(Terminal terminal, GateTest test)
    {
        string mark = test.Passed switch
        {
            true => "yes",
            false => "no ",
            null => "–  ",
        };
        terminal.Write($"    {mark} {test.Question} {test.Finding}");
    }

    private static string Number(double probability) => probability.ToString("0.00", CultureInfo.InvariantCulture);
}
