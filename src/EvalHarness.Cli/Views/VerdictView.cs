using EvalHarness.Decisions.Accounts;
using EvalHarness.Decisions.Journeys;
using EvalHarness.Decisions.Verdicts;
using EvalHarness.Reports.Verdicts;
using Spectre.Console;

namespace EvalHarness.Cli.Views;

/// <summary>
/// A decision in the terminal, in the words of its page: the verdict as an action and its price, the options, what is not allowed,
/// the studies, and what must be known before signing.
/// </summary>
internal static class VerdictView
{
    private const int NameWidth = 14;
    private const int NoteWidth = 16;
    private const int MostRuled = 3;

    /// <summary>Writes the decision.</summary>
    /// <param name="terminal">Where to.</param>
    /// <param name="account">The decision answered.</param>
    /// <param name="isShort">Whether verdict and options alone are wanted, as at the end of a run.</param>
    public static void Write(Terminal terminal, DecisionAccount account, bool isShort)
    {
        var words = new VerdictWords(account);
        var spec = account.Result.Spec;
        var console = terminal.Out;
        console.WriteLine();
        console.MarkupLine($"[bold]{Markup.Escape(spec.Id)}[/]");
        if (spec.Question.Length > 0)
        {
            terminal.Say(spec.Question);
        }

        terminal.Write("");
        WriteVerdict(terminal, account, words);
        terminal.Say(words.Lead);
        terminal.Write("");
        Options(account, words).WriteTo(terminal);
        WriteRuled(terminal, account, words);
        terminal.Say(
            FormattableString.Invariant(
                $"A future is one way in which all that is uncertain may turn out: {spec.MonteCarlo.Draws:N0} were drawn."
            )
        );
        if (!isShort)
        {
            WriteMix(terminal, account);
            WriteStudies(terminal, account, words);
            WriteFacts(terminal, account, words);
            WritePath(terminal, account);
            WriteSigning(terminal, account);
        }
    }

    /// <summary>The first sentence of the verdict in capitals, as on a stamp, and the price behind it.</summary>
    private static void WriteVerdict(Terminal terminal, DecisionAccount account, VerdictWords words)
    {
        string hue = account.Result.Verdict?.Action switch
        {
            VerdictAction.Go => "green",
            null or VerdictAction.Stop => "red",
            _ => "yellow",
        };
        string headline = words.Headline;
        // An id holds stops too: a sentence ends where a space follows one.
        int end =
            account.Result.Verdict?.Action == VerdictAction.Stop
                ? -1
                : headline.IndexOf(". ", StringComparison.Ordinal);
        string text =
            end < 0
                ? $"[bold {hue}]{Markup.Escape(headline)}[/]"
                : $"[bold {hue}]{Markup.Escape(headline[..(end + 1)].ToUpperInvariant())}[/] [bold]{Markup.Escape(headline[(end + 2)..])}[/]";
        terminal.Out.MarkupLine(text);
    }

    private static FittedTable Options(DecisionAccount account, VerdictWords words)
    {
        var table = new FittedTable()
            .Add("[grey]option[/]", cuts: NameWidth)
            .Add("[grey]worth[/]", isRight: true)
            .Add("[grey]nine futures in ten[/]", goes: 3)
            .Add("[grey]pays in[/]", isRight: true)
            .Add("[grey]paid back[/]", goes: 2)
            .Add("[grey]breaks even at[/]", goes: 4);
        string currency = account.Result.Spec.Currency;
        foreach (var option in account.Result.Options)
        {
            bool isIncumbent = option.Id == account.Result.Spec.Incumbent;
            string name = Markup.Escape(option.Id) + (option.IsFeasible ? "" : " ✗");
            table.AddRow(
                option.IsFeasible ? name : $"[grey]{name}[/]",
                isIncumbent ? "[grey]in use[/]" : $"[bold]{Markup.Escape(BigMoney.Signed(option.Npv, currency))}[/]",
                isIncumbent ? "" : Markup.Escape(words.Range(option)),
                isIncumbent ? "" : Futures.Of(option.PPositive, account.Result.Spec.Policy.MinPPositive),
                isIncumbent ? "" : VerdictWords.PaidBack(option) ?? "–",
                isIncumbent ? "" : Markup.Escape(words.EvenQuality(option.Id) ?? "–")
            );
        }

        return table;
    }

    /// <summary>What may not be chosen stands below the table, with the price of what forbids it.</summary>
    private static void WriteRuled(Terminal terminal, DecisionAccount account, VerdictWords words)
    {
        var ruled = account
            .Result.Options.Where(option => !option.IsFeasible)
            .GroupBy(option => string.Join("; ", option.Broken), option => option.Id, StringComparer.Ordinal)
            .ToArray();
        foreach (var alike in ruled.Take(MostRuled))
        {
            string[] ids = [.. alike];
            terminal.Say($"✗ {string.Join(", ", ids)} {(ids.Length == 1 ? "is" : "are")} not allowed: {alike.Key}.");
        }

        if (ruled.Length > MostRuled)
        {
            terminal.Say(
                $"✗ {ruled.Skip(MostRuled).Sum(alike => alike.Count())} more are not allowed, each for a reason of its own."
            );
        }

        foreach (var price in account.Result.ShadowPrices.Where(price => price.Constraint != "all"))
        {
            terminal.Say(
                price.Price > 0
                    ? $"  “{price.Constraint}” costs {words.Money(price.Price)}."
                    : $"  “{price.Constraint}” costs nothing."
            );
        }
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
        table.WriteTo(terminal);
        terminal.Say(
            $"By its answers alone, held against those of {account.Result.Spec.Incumbent}. What it costs to build and to run is not in these: they do not add up to its worth."
        );
    }

    private static void WriteStudies(Terminal terminal, DecisionAccount account, VerdictWords words)
    {
        if (account.Result.Studies.IsEmpty)
        {
            return;
        }

        var studies = new StudyWords(account.Result.Spec);
        string currency = account.Result.Spec.Currency;
        var table = new FittedTable()
            .Add("[grey]study[/]", cuts: NameWidth)
            .Add("[grey]finds out[/]", goes: 3, wraps: NoteWidth)
            .Add("[grey]price[/]", isRight: true)
            .Add("[grey]worth[/]", goes: 1, isRight: true)
            .Add("[grey]by waiting[/]", goes: 2, isRight: true)
            .Add("[grey]net[/]", isRight: true)
            .Add("");
        foreach (var study in account.Result.Studies.OrderByDescending(study => study.Enbs))
        {
            string samples = study.N is { } n ? FormattableString.Invariant($"; {n:N0} samples") : "";
            table.AddRow(
                Markup.Escape(study.Id),
                Markup.Escape(studies.Finds(study.Id) + samples),
                Markup.Escape(words.Money(study.Cost)),
                Markup.Escape(words.Money(study.Evsi)),
                Markup.Escape(BigMoney.Signed(-study.DelayCost, currency)),
                Markup.Escape(BigMoney.Signed(study.Enbs, currency)),
                study.Id == account.Result.Verdict?.Study ? "do this" : ""
            );
        }

        terminal.Write("");
        var shown = table.WriteTo(terminal);
        if (shown is { IsList: false, LeftOut.Count: 0 })
        {
            terminal.Say(
                "Worth: what a better choice brings on average. By waiting: what the delay loses or gains. Net: both, less the price."
            );
        }
    }

    private static void WriteFacts(Terminal terminal, DecisionAccount account, VerdictWords words)
    {
        terminal.Write("");
        terminal.Say(words.Turn);
        var inputs = new InputWords(account.Result.Spec);
        string[] worth =
        [
            .. account
                .Result.Parameters.Where(one => one.IsDistinguishable && one.Evppi > 0)
                .Take(3)
                .Select(one => $"{inputs.Phrase(one.Name)} {words.Money(one.Evppi)}"),
        ];
        string alone = worth.Length switch
        {
            0 => "",
            1 => $" One thing alone: {worth[0]}.",
            _ => $" Single things (they overlap and do not add up): {string.Join("; ", worth)}.",
        };
        terminal.Say(
            $"Knowing everything beforehand would be worth {words.Money(account.Result.Evpi)}: no set of studies should cost more.{alone}"
        );
        foreach (var change in account.WhatIfs)
        {
            string before = change.Before is { } was ? $" instead of {inputs.Level(change.Parameter, was)}" : "";
            terminal.Say(
                $"What if: {inputs.Phrase(change.Parameter)} {inputs.Level(change.Parameter, change.After)}{before}"
            );
        }
    }

    private static void WritePath(Terminal terminal, DecisionAccount account)
    {
        terminal.Write("");
        terminal.Say(
            "From rules to a model of one's own there are four steps, 0 to 3; the questions before each say whether it is time to take it."
        );
        terminal.Say($"The option in use stands at step {VerdictWords.Phase(account.Journey.Phase)}.");
        foreach (var gate in account.Journey.Gates)
        {
            terminal.Say($"To step {VerdictWords.Phase(gate.To)}:");
            foreach (var test in gate.Tests)
            {
                WriteTest(terminal, account, test);
            }
        }

        terminal.Say("To machines of one's own:");
        WriteTest(terminal, account, account.Journey.Purchase);
        foreach (string untried in VerdictWords.Untried(account.Journey))
        {
            terminal.Say(untried);
        }
    }

    private static void WriteSigning(Terminal terminal, DecisionAccount account)
    {
        var signing = new Signing(account);
        terminal.Write("");
        if (signing.Before.Length > 0)
        {
            terminal.Say($"Before signing: {string.Join(" ", signing.Before)}");
        }

        if (account.Registration is { } stamp)
        {
            terminal.Say($"Stamp of the assumptions: {stamp.Stamp} (another one once any of them is changed)");
        }
    }

    private static void WriteTest(Terminal terminal, DecisionAccount account, GateTest test)
    {
        string mark = test.Passed switch
        {
            true => "yes",
            false => "no ",
            null => "–  ",
        };
        var spec = account.Result.Spec;
        // A name begins a sentence as it is written.
        bool isName = spec
            .Options.Select(option => option.Id)
            .Concat(spec.Studies.Select(study => study.Id))
            .Any(id => test.Finding.StartsWith(id + " ", StringComparison.Ordinal));
        string found = isName ? test.Finding : char.ToUpperInvariant(test.Finding[0]) + test.Finding[1..];
        terminal.Say($"  {mark} {test.Question} {found}.");
    }
}
