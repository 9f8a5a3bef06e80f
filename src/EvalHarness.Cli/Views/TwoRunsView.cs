using System.Globalization;
using EvalHarness.Comparisons.Comparators;
using EvalHarness.Comparisons.Histories;
using EvalHarness.Comparisons.Results;
using EvalHarness.Logs;
using Spectre.Console;

namespace EvalHarness.Cli.Views;

/// <summary>Two runs of a suite: how each model scored then and now, whether that is more than noise, and what changed.</summary>
internal static class TwoRunsView
{
    private const int NoCause = 6,
        NoFlips = 5,
        ShortVerdict = 4,
        NoRange = 3,
        ShortestVerdict = 2;

    /// <summary>Writes a line a model and task that both runs have.</summary>
    /// <param name="terminal">Where to.</param>
    /// <param name="earlier">The run that began first.</param>
    /// <param name="later">The other one.</param>
    public static void Write(Terminal terminal, ScoreTable earlier, ScoreTable later)
    {
        var steps = StepVerdicts.Judge(RunSteps.Between(earlier, later), later.Header.Compare.Confidence);
        var (then, now) = (Comparer.Compare(earlier), Comparer.Compare(later));
        terminal.Write("");
        terminal.Out.MarkupLineInterpolated(
            CultureInfo.InvariantCulture,
            $"[bold]{later.Header.Suite}[/] [grey]· {earlier.Header.Id}, then {later.Header.Id}[/]"
        );
        terminal.Say(Sentence(steps));
        terminal.Write("");
        bool hasTasks = steps.Select(step => step.Step.Task).Distinct().Count() > 1;
        var table = new FittedTable()
            .Add(hasTasks ? "[grey]task[/]" : "", cuts: 10)
            .Add("[grey]model[/]", cuts: 16)
            .Add("[grey]then[/]", isRight: true)
            .Add("[grey]now[/]", isRight: true)
            .Add("[grey]points[/]", isRight: true)
            .Add("[grey]interval[/]", goes: NoRange)
            .Add("[grey]verdict[/]", shortens: [ShortVerdict, ShortestVerdict])
            .Add("[grey]won[/]", goes: NoFlips, isRight: true)
            .Add("[grey]lost[/]", goes: NoFlips, isRight: true)
            .Add("[grey]changed[/]", goes: NoCause, wraps: 16);
        foreach (var judged in steps)
        {
            var step = judged.Step;
            table.AddRow([
                hasTasks ? Markup.Escape(step.Task) : "",
                Markup.Escape(step.Model),
                Score(then, step),
                Score(now, step),
                step.Difference is { } difference ? Numbers.Points(difference, step.IsShare)
                : step.IsSame ? "0.0"
                : "[grey]–[/]",
                step.Difference is { } range && !step.IsSame ? $"[grey]{Numbers.Range(range, step.IsShare)}[/]" : "",
                VerdictCell.Of(judged),
                step.Flips is { } won ? won.Won.ToString(CultureInfo.InvariantCulture) : "",
                step.Flips is { } lost ? lost.Lost.ToString(CultureInfo.InvariantCulture) : "",
                Markup.Escape(StepText.Causes(step)),
            ]);
        }

        table.WriteTo(terminal);
        terminal.Say(
            "Sample by sample, on those of the same content in both runs; verdicts are corrected over all lines."
        );
    }

    private static string Sentence(IReadOnlyList<JudgedStep> steps)
    {
        string Of(StepVerdict verdict, string word) =>
            steps.Count(step => step.Verdict == verdict) is > 0 and var count
                ? FormattableString.Invariant($"{count} {word}")
                : "";
        string[] parts =
        [
            Of(StepVerdict.Better, "better"),
            Of(StepVerdict.Worse, "worse"),
            Of(StepVerdict.Equivalent, "tied"),
            Of(StepVerdict.Undecided, "undecided"),
            Of(StepVerdict.Same, "with the same answers"),
            Of(StepVerdict.NotComparable, "not to be compared"),
        ];
        return $"Of {Plurals.Count(steps.Count, "model")}: {string.Join(", ", parts.Where(part => part.Length > 0))}.";
    }

    private static string Score(Comparison run, ModelStep step) =>
        run
            .Tasks.FirstOrDefault(task => task.Task == step.Task)
            ?.Metrics.FirstOrDefault(metric => metric.Metric == step.Metric)
            ?.Leaderboard.FirstOrDefault(row => row.Model == step.Model)
            is { Estimate: var estimate }
            ? Numbers.Value(estimate, step.IsShare)
            : "[grey]–[/]";
}
