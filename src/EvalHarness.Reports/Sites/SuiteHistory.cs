using System.Collections.Immutable;
using EvalHarness.Comparisons.Histories;

namespace EvalHarness.Reports.Sites;

/// <summary>A suite over all of its runs.</summary>
/// <param name="Suite">Name of the suite.</param>
/// <param name="Runs">Its runs, oldest first; at least one.</param>
/// <param name="Steps">What became of each model from the run before that asked it, in the order of the runs.</param>
internal sealed record SuiteHistory(string Suite, ImmutableArray<RunFacts> Runs, ImmutableArray<JudgedStep> Steps)
{
    public RunFacts Latest => Runs[^1];

    /// <summary>Tasks of the latest run that stand for a claim of their own; all where none does.</summary>
    public ImmutableArray<TaskFacts> Tasks =>
        Latest.Tasks.Any(task => !task.IsCopy) ? [.. Latest.Tasks.Where(task => !task.IsCopy)] : Latest.Tasks;

    /// <summary>The row that leads the first task of the latest run; null where nothing has a score.</summary>
    public ScoreFacts? Leader => Tasks.FirstOrDefault()?.Board.FirstOrDefault(row => row.Value is not null);

    /// <summary>The scores of a model in a task, oldest first, with the runs that they are of.</summary>
    public IEnumerable<(RunFacts Run, ScoreFacts Score)> ScoresOf(string task, string model) =>
        from run in Runs
        let score = run.Tasks.FirstOrDefault(one => one.Name == task)?.Find(model)
        where score?.Value is not null
        select (run, score);

    /// <summary>The steps that are changes, of a model in a task or of all.</summary>
    public IEnumerable<JudgedStep> Changes(string? task = null, string? model = null) =>
        Steps.Where(step =>
            step.Verdict is StepVerdict.Better or StepVerdict.Worse
            && (task is null || step.Step.Task == task)
            && (model is null || step.Step.Model == model)
        );

    public JudgedStep? LastStep(string task, string model) =>
        Steps.LastOrDefault(step => step.Step.Task == task && step.Step.Model == model);

    /// <summary>The day of a run, with the time where it shares the day.</summary>
    public string Day(RunFacts run) => SiteWords.Day(run.StartedAt, Starts);

    /// <summary>The same without the year.</summary>
    public string ShortDay(RunFacts run) => SiteWords.ShortDay(run.StartedAt, Starts);

    private DateTimeOffset[] Starts => [.. Runs.Select(run => run.StartedAt)];

    public RunFacts Run(string id) => Runs.First(run => run.Id == id);

    /// <summary>The runs of a model by version, oldest first: neighbours of one fingerprint are one version.</summary>
    public ImmutableArray<ModelVersion> Versions(string model)
    {
        var versions = ImmutableArray.CreateBuilder<ModelVersion>();
        foreach (var run in Runs)
        {
            if (run.Find(model) is { IsAsked: true } facts)
            {
                if (versions.Count > 0 && versions[^1].Facts.Fingerprint == facts.Fingerprint)
                {
                    versions[^1] = versions[^1] with { Last = run, Facts = facts };
                }
                else
                {
                    versions.Add(new ModelVersion(facts, run, run));
                }
            }
        }

        return versions.ToImmutable();
    }
}

/// <summary>A version of a model.</summary>
/// <param name="Facts">What its last run knew of it.</param>
/// <param name="First">The first run that asked it.</param>
/// <param name="Last">The last run that asked it.</param>
internal sealed record ModelVersion(ModelFacts Facts, RunFacts First, RunFacts Last);
