using System.Globalization;
using EvalHarness.Comparisons.Findings;
using EvalHarness.Comparisons.Results;
using EvalHarness.Reports.Headlines;
using Spectre.Console;

namespace EvalHarness.Cli.Views;

/// <summary>Draws the leaderboards of a comparison in the terminal, and says below each what its numbers do not.</summary>
internal static class LeaderboardView
{
    /// <summary>Draws the headline leaderboard of every task.</summary>
    /// <param name="terminal">Where to.</param>
    /// <param name="comparison">The comparison.</param>
    public static void Write(Terminal terminal, Comparison comparison)
    {
        var said = HeadlineText.Of(comparison);
        TaskComparison[] tasks = [.. comparison.Tasks.Where(task => !task.IsCopy)];
        terminal.Out.WriteLine();
        if (tasks.Length == 1)
        {
            terminal.Out.MarkupLine(Title(comparison, tasks[0]));
        }

        WriteAnswer(terminal, said);
        foreach (var task in tasks)
        {
            terminal.Out.WriteLine();
            if (tasks.Length > 1)
            {
                terminal.Out.MarkupLine(Title(comparison, task));
            }

            Write(terminal, comparison, task);
        }

        foreach (var changes in TaskChanges.Of(comparison))
        {
            terminal.Say(ChangeText.Of(changes) + ".");
        }

        PerturbationView.Write(terminal, comparison);
        if (NotTested(comparison) is { Length: > 0 } skipped)
        {
            Grey(terminal, skipped);
        }

        foreach (var (title, text) in said.Beside)
        {
            terminal.Out.MarkupLineInterpolated(
                CultureInfo.InvariantCulture,
                $"[bold]{title}{(title.EndsWith('?') ? "" : ":")}[/] {text}"
            );
        }

        foreach (string note in NoteText.Of(comparison))
        {
            terminal.Out.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"[yellow]note[/] {note}");
        }
    }

    /// <summary>The answer in one sentence, then the numbers behind it.</summary>
    private static void WriteAnswer(Terminal terminal, HeadlineText said)
    {
        terminal.Out.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"[bold]{said.Answer}[/]");
        if (said.Number.Length > 0)
        {
            terminal.Say(said.Number);
        }
    }

    private static void Write(Terminal terminal, Comparison comparison, TaskComparison task)
    {
        var board = new BoardTable(task, comparison.Run.Terms);
        var drawn = board.Table().WriteTo(terminal);
        foreach (string line in board.Legend(drawn))
        {
            Grey(terminal, line);
        }

        if (
            !drawn.IsList
            && !drawn.LeftOut.Contains(BoardTable.Latency)
            && LatencyText.Loads(task) is { Length: > 0 } loads
        )
        {
            Grey(terminal, loads);
        }

        if (LearnedText.Of(task) is { } learned)
        {
            terminal.Say(learned);
        }

        TeamView.Write(terminal.Out, task);
        WritePrompts(terminal, comparison, task);
    }

    private static void Grey(Terminal terminal, string text) =>
        terminal.Out.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"[grey]{text}[/]");

    /// <summary>Models that were not asked, and why, each reason once.</summary>
    private static string NotTested(Comparison comparison)
    {
        var reasons = comparison
            .Skipped.GroupBy(model => model.Skipped ?? "")
            .Select(group => $"{string.Join(", ", group.Select(model => model.Name))} ({group.Key})");
        return string.Join("; ", reasons) is { Length: > 0 } told ? $"Not tested: {told}" : "";
    }

    /// <summary>What the prompts of a task make of its headline, below the board of its last one.</summary>
    private static void WritePrompts(Terminal terminal, Comparison comparison, TaskComparison task)
    {
        if (
            task.Variant is { } variant
            && comparison.Tasks.Last(one => one.Variant?.Task == variant.Task) == task
            && comparison.Prompts.FirstOrDefault(prompts => prompts.Task == variant.Task) is { } found
            && PromptText.Moves(found) is { } moves
        )
        {
            terminal.Say(moves);
        }
    }

    private static string Title(Comparison comparison, TaskComparison task)
    {
        string units = task.ClusterField is { } field ? $" in {ClusterText.Counted(task)} by {field}" : "";
        string repeats = task.Epochs > 1 ? $", {task.Epochs} repeats" : "";
        string about = task.IsPublished
            ? "published scores"
            : $"{Plurals.Count(task.Samples, "sample")}{units}{repeats}";
        string models = Plurals.Count(task.Headline.Leaderboard.Length, "model");
        return $"[bold]{Markup.Escape(comparison.Run.Suite)}[/] [grey]·[/] [bold]{Markup.Escape(task.Task)}[/] [grey]· {Markup.Escape(about)} · {models}[/]";
    }
}
