using System.Collections.Immutable;
using EvalHarness.Comparisons.Histories;
using EvalHarness.Reports.Figures;
using EvalHarness.Reports.Formats;

namespace EvalHarness.Reports.Sites;

/// <summary>What the page of a suite shows.</summary>
public sealed class SuiteView
{
    private readonly ImmutableHashSet<string> compared;

    internal SuiteView(SuiteHistory history, ImmutableHashSet<string> compared) =>
        (History, this.compared) = (history, compared);

    internal SuiteHistory History { get; }

    internal string Path => SitePaths.Suite(History.Suite);

    /// <summary>The answer over all runs.</summary>
    internal string Answer
    {
        get
        {
            if (History.Leader is not { } leader || History.Runs.Length < 2)
            {
                return History.Latest.Answer;
            }

            string task = History.Tasks[0].Name;
            int led = History.Runs.Count(run =>
                run.Tasks.FirstOrDefault(one => one.Name == task)?.Board.FirstOrDefault()?.Model == leader.Model
            );
            int runs = History.Runs.Length;
            string name = Names.InText(Names.Cut(leader.Model, 44));
            string where = History.Tasks.Length > 1 ? $" at {Names.InText(Names.Cut(task, 40))}" : "";
            string lead =
                led == runs
                    ? $"{name} leads{where} in {(runs == 2 ? "both" : $"all {SiteWords.Count(runs)}")} runs"
                    : $"{name} leads{where} now, and in {SiteWords.Count(led)} of {SiteWords.Count(runs)} runs";
            var own = History.Changes(task, leader.Model).ToArray();
            return own.Length switch
            {
                0 => $"{lead}; it never moved by more than noise.",
                1 => $"{lead}; it provably {Verb(own[0])} once, on {Day(own[0])}.",
                _ => $"{lead}; it provably changed {SiteWords.Times(own.Length)}, last on {Day(own[^1])}.",
            };
        }
    }

    /// <summary>What the answer rests on.</summary>
    internal string Intro
    {
        get
        {
            var task = History.Tasks.FirstOrDefault();
            var parts = new List<string>();
            if (History.Runs.Length > 1)
            {
                parts.Add($"Latest run: {History.Latest.Answer}");
            }

            if (task is { Samples: > 0 } && History.Tasks.Length == 1)
            {
                bool isSame = !History.Steps.Any(step =>
                    step.Step.Causes.Any(cause => cause.Kind == StepCauseKind.Data)
                );
                string clusters = task.ClusterField is { } cluster
                    ? $" in {Show.Count(task.Clusters)} groups ({Names.InText(cluster)})"
                    : "";
                string compared =
                    !isSame ? "; where the data changed, only samples that both runs have are compared"
                    : History.Runs.Length > 1 ? ", the same in every run, so runs are compared sample by sample"
                    : "";
                parts.Add($"{Show.Count(task.Samples, "sample")}{clusters}{compared}.");
            }

            string[] others = History
                .Changes()
                .Where(step => step.Step.Model != History.Leader?.Model)
                .GroupBy(step => step.Step.Model, StringComparer.Ordinal)
                .Select(model => $"{Names.InText(Names.Cut(model.Key, 30))} changed {SiteWords.Times(model.Count())}")
                .Take(3)
                .ToArray();
            if (others.Length > 0)
            {
                parts.Add($"{string.Join(", ", others)}.");
            }

            return string.Join(' ', parts);
        }
    }

    internal string Description => $"{Answer} {History.Latest.Question}".Trim();

    /// <summary>Tasks whose history is drawn: those in which an answer ever moved, and the first where none did.</summary>
    internal IEnumerable<TaskFacts> Drawn =>
        History.Runs.Length < 2 ? []
        : History.Tasks.Any(IsMoved) ? History.Tasks.Where(IsMoved)
        : History.Tasks.Take(1);

    /// <summary>Tasks in which every model gave the same answers in every run, and that are not drawn.</summary>
    internal IEnumerable<TaskFacts> Quiet => History.Runs.Length < 2 ? [] : History.Tasks.Except(Drawn);

    private bool IsMoved(TaskFacts task) =>
        History.Steps.Any(step => step.Step.Task == task.Name && step.Verdict != StepVerdict.Same);

    internal Figure? FigureOf(TaskFacts task) =>
        History.Runs.Length > 1 && task.Board.Any(row => row.Value is not null)
            ? HistoryFigure.Draw(History, task)
            : null;

    /// <summary>The newest score of each model that a task ever asked: those of the latest run first, in their order.</summary>
    internal IEnumerable<BoardRow> Board(TaskFacts task)
    {
        var models = History
            .Runs.Reverse()
            .SelectMany(run => run.Tasks.Where(one => one.Name == task.Name))
            .SelectMany(one => one.Board)
            .Select(row => row.Model)
            .Distinct(StringComparer.Ordinal);
        foreach (string model in models)
        {
            var (run, score) = History
                .Runs.Reverse()
                .Select(run => (run, score: run.Tasks.FirstOrDefault(one => one.Name == task.Name)?.Find(model)))
                .First(one => one.score is not null);
            var versions = History.Versions(model);
            yield return new BoardRow(score!, run, versions, History.LastStep(task.Name, model));
        }
    }

    /// <summary>The runs with what changed in each, latest first.</summary>
    internal IEnumerable<RunEvents> Events() =>
        History
            .Runs.Reverse()
            .Select(run => new RunEvents(
                run,
                [.. History.Steps.Where(step => step.Step.To == run.Id && step.Verdict != StepVerdict.Same)],
                [.. History.Steps.Where(step => step.Step.To == run.Id && step.Verdict == StepVerdict.Same)]
            ));

    internal string? Compared(string from, string to) =>
        SitePaths.Compare(History.Suite, from, to) is var path && compared.Contains(path) ? path : null;

    internal RunFacts? Before(RunFacts run) =>
        History.Runs.IndexOf(run) is > 0 and var place ? History.Runs[place - 1] : null;

    private string Day(JudgedStep step) => History.Day(History.Run(step.Step.To));

    private static string Verb(JudgedStep step) => step.Verdict == StepVerdict.Better ? "improved" : "fell back";
}

/// <summary>A row of the board over all runs.</summary>
internal sealed record BoardRow(
    ScoreFacts Score,
    RunFacts Run,
    ImmutableArray<ModelVersion> Versions,
    JudgedStep? LastStep
);

/// <summary>What changed in a run.</summary>
/// <param name="Run">The run.</param>
/// <param name="Moved">Steps with other answers than before.</param>
/// <param name="Still">Steps with the same answers as before.</param>
internal sealed record RunEvents(RunFacts Run, ImmutableArray<JudgedStep> Moved, ImmutableArray<JudgedStep> Still)
{
    /// <summary>What changed without moving an answer; empty where nothing did.</summary>
    public string Unfelt =>
        string.Join(
            "; ",
            Still
                .Where(step => !step.Step.Causes.IsEmpty)
                .Select(step => $"{Names.InText(Names.Cut(step.Step.Model, 30))}: {StepText.Causes(step.Step)}")
                .Distinct(StringComparer.Ordinal)
                .Take(3)
        );

    /// <summary>Answers that it asked for, rather than took from a recording or the cache.</summary>
    public long Fresh => Run.Models.Sum(model => model.Fresh);
}
