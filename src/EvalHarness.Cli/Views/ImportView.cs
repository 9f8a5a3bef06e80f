using System.Collections.Immutable;
using System.Globalization;
using EvalHarness.Conclusions;
using EvalHarness.Core;
using EvalHarness.Imports;
using EvalHarness.Yaml;
using Spectre.Console;

namespace EvalHarness.Cli.Views;

/// <summary>Logs of other tools in the terminal.</summary>
internal static class ImportView
{
    private const int MostListed = 10;

    /// <summary>What logs hold, and their scores as printed and as they follow from the samples.</summary>
    public static void Write(
        Terminal terminal,
        ImmutableArray<(ImportedLog Log, ImmutableArray<CheckedEvaluation> Evaluations)> looked
    )
    {
        foreach (var (log, evaluations) in looked)
        {
            string version = log.Version is null ? "" : $" {VisibleText.Id(log.Version)}";
            terminal.Say($"{VisibleText.Of(log.Path)} · {log.Tool}{version}");
            foreach (var evaluation in evaluations)
            {
                Write(terminal, evaluation);
            }

            foreach (string note in log.Notes)
            {
                terminal.Say($"Note: {VisibleText.Of(note)}");
            }

            terminal.Write("");
        }
    }

    /// <summary>What became of answers that were taken into a suite.</summary>
    /// <param name="terminal">Where it is written.</param>
    /// <param name="run">The run that they made.</param>
    /// <param name="suite">File of the suite.</param>
    /// <param name="paths">The logs as the user named them.</param>
    public static void Write(Terminal terminal, ImportedRun run, string suite, string[] paths)
    {
        terminal.Write("");
        int differ = run.Disagreements.Length;
        terminal.Say(
            run.Compared == 0 ? "The logs have no scores of these answers to hold against ours."
            : differ == 0 ? Told($"All {run.Compared:N0} answers that both scored have the same score.")
            : Told($"{differ:N0} of {run.Compared:N0} answers that both scored have another score here.")
        );
        foreach (var one in run.Disagreements.Take(MostListed))
        {
            terminal.Say(
                Told(
                    $"  {VisibleText.Id(one.Sample)}: {one.Metric} {one.Ours:0.###} here, {VisibleText.Id(one.TheirMetric)} {one.Theirs:0.###} there"
                )
            );
        }

        if (differ > MostListed)
        {
            terminal.Say(Told($"  and {differ - MostListed:N0} more: --json lists them all"));
        }

        terminal.Say($"To have them beside your own models, declare them in {suite}:");
        string folder = Path.GetDirectoryName(Path.GetFullPath(suite))!;
        string logs = string.Join(
            ", ",
            paths.Select(path => YamlText.Scalar(Path.GetRelativePath(folder, Path.GetFullPath(path))))
        );
        foreach (var (model, name) in run.Models)
        {
            // To be copied: not a word of it moves to another line.
            terminal.Write(
                $"  {YamlText.Scalar(name)}: {{ provider: imported, logs: [{logs}], model: {YamlText.Scalar(model)} }}"
            );
        }

        if (run.Evaluation.Scores.Tasks.Any(task => task.Task.Protocols.Values.Any(one => one.IsUnknown)))
        {
            terminal.Say(
                "The logs do not tell all of how they were asked, and what is unknown is tested against nothing: 'asked: task' says that it was as the suite asks."
            );
        }

        terminal.Say($"run: {run.Evaluation.Folder.Path}");
    }

    private static void Write(Terminal terminal, CheckedEvaluation one)
    {
        var said = one.Evaluation;
        int failed = one.Outcomes.GetValueOrDefault(Outcome.Failed);
        int unasked = one.Outcomes.GetValueOrDefault(Outcome.NotRun);
        int textless = one.Answers - failed - unasked - one.Texts;
        string[] parts =
        [
            VisibleText.Id(said.Model.Length == 0 ? "model not told" : said.Model),
            Plurals.Count(one.Samples, "sample"),
            .. one.Epochs > 1 ? [Told($"{one.Epochs:N0} times")] : Array.Empty<string>(),
            .. failed > 0 ? [Told($"{failed:N0} failed")] : Array.Empty<string>(),
            .. unasked > 0 ? [Told($"{unasked:N0} without an answer")] : Array.Empty<string>(),
            .. textless > 0 ? [Told($"{textless:N0} without a text")] : Array.Empty<string>(),
            one.Priced == 0 ? "cost unknown"
            : one.Priced == one.Answers ? $"${Numbers.Money(one.CostUsd)}"
            : Told($"${Numbers.Money(one.CostUsd)} for {one.Priced:N0} of {one.Answers:N0} answers"),
        ];
        terminal.Say($"{VisibleText.Id(said.Task)}: {string.Join(", ", parts)}");
        if (one.Totals.Length > 0)
        {
            var table = new FittedTable()
                .Add("score", cuts: 40)
                .Add("of", goes: 2, cuts: 24)
                .Add("they say", isRight: true)
                .Add("± se", goes: 1, isRight: true)
                .Add("samples say", isRight: true)
                .Add("n", goes: 3, isRight: true)
                .Add("");
            foreach (var total in one.Totals)
            {
                table.AddRow(
                    Markup.Escape(VisibleText.Id(total.Said.Metric)),
                    Markup.Escape(VisibleText.Id(total.Said.Variant)),
                    Number(total.Said.Value),
                    Number(total.Said.StandardError),
                    Number(total.Recomputed),
                    total.Samples == 0 ? "" : total.Samples.ToString("N0", CultureInfo.InvariantCulture),
                    total.IsSame switch
                    {
                        true => "[green]same[/]",
                        false => "[red]differs[/]",
                        null when !total.IsComplete && total.Said.Value is not null => "[grey]over more[/]",
                        null => "",
                    }
                );
            }

            table.WriteTo(terminal);
        }

        foreach (string note in one.Notes)
        {
            terminal.Say($"Note: {note}.");
        }
    }

    private static string Number(double? value) =>
        value is { } number ? number.ToString("0.0000", CultureInfo.InvariantCulture).Replace('-', '−') : "[grey]–[/]";

    private static string Told(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
