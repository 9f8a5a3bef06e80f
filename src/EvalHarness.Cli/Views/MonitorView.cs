using System.Collections.Immutable;
using System.Globalization;
using EvalHarness.Comparisons.Findings;
using EvalHarness.Comparisons.Results;
using EvalHarness.Logs;

namespace EvalHarness.Cli.Views;

/// <summary>Shows confidence sequences: one line a pair, and how they closed in from look to look.</summary>
internal static class MonitorView
{
    private const int MostRows = 12;

    /// <summary>Writes them as text.</summary>
    public static void Write(Terminal terminal, ImmutableArray<MonitoredPair> watched, ScoreTable table)
    {
        if (watched.IsEmpty)
        {
            terminal.Say("No headline metric can be watched: a mean between fixed limits, and two models, are needed.");
            return;
        }

        foreach (var pair in watched)
        {
            var metric = table
                .Tasks.First(task => task.Task.Name == pair.Task)
                .Metrics.First(m => m.Name == pair.Metric);
            bool isShare = metric.IsShare;
            terminal.Say(Sentence(pair, isShare));
            Looks(pair, isShare).WriteTo(terminal);
            terminal.Write("");
        }

        terminal.Say(NoteText.CostOfLooks);
        if (NoteText.WidthOfLooks(watched) is { } width)
        {
            terminal.Say(width);
        }
    }

    /// <summary>One pair in a sentence, without the biased value at the stop.</summary>
    public static string Sentence(MonitoredPair pair, bool isShare)
    {
        var last = pair.Last;
        string verdict = pair.DecidedAt is { } look
            ? FormattableString.Invariant($"{Word(pair.Verdict)} since look {look}")
            : "not decided";
        string range = $"{Numbers.Plain(last.Low, isShare)} to {Numbers.Plain(last.High, isShare)}";
        string level = (100 * pair.Level).ToString("0.##", CultureInfo.InvariantCulture);
        string about = FormattableString.Invariant($"{last.Samples:N0} samples, anytime p {Chance(last.P)}");
        string wide = pair.TimesAsWide is { } times
            ? FormattableString.Invariant($", {times:0.0} times as wide as one look")
            : "";
        return $"{pair.Task}, {pair.Metric}: {pair.Model} against {pair.Against} {verdict}; {level} % confidence sequence {range} ({about}{wide}).";
    }

    /// <summary>Writes them as JSON.</summary>
    public static void WriteJson(Terminal terminal, ImmutableArray<MonitoredPair> watched) =>
        JsonView.Write(
            terminal,
            new
            {
                pairs = watched,
                cost = NoteText.CostOfLooks,
                width = NoteText.WidthOfLooks(watched),
            }
        );

    private static FittedTable Looks(MonitoredPair pair, bool isShare)
    {
        var table = new FittedTable();
        foreach (string? title in new[] { "look", "samples", "low", "high", "p" })
        {
            table.Add($"[grey]{title}[/]", isRight: true);
        }

        int step = (pair.Looks.Length + MostRows - 1) / MostRows;
        foreach (var look in pair.Looks.Where((look, i) => (pair.Looks.Length - 1 - i) % step == 0))
        {
            table.AddRow(
                look.Look.ToString(CultureInfo.InvariantCulture),
                look.Samples.ToString("N0", CultureInfo.InvariantCulture),
                Numbers.Plain(look.Low, isShare),
                Numbers.Plain(look.High, isShare),
                Chance(look.P)
            );
        }

        return table;
    }

    private static string Chance(double p) =>
        p < 0.0001 ? "< 0.0001" : p.ToString("0.####", CultureInfo.InvariantCulture);

    private static string Word(PairVerdict verdict) => verdict.ToString().ToLowerInvariant();
}
