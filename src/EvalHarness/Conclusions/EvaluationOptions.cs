using System.Reflection;
using EvalHarness.Logs;
using EvalHarness.Runs;
using EvalHarness.Runs.Shards;
using EvalHarness.Scoring.Evaluators;
using EvalHarness.Suites;
using EvalHarness.Yaml;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.AI.Evaluation;

namespace EvalHarness.Conclusions;

/// <summary>How a suite is evaluated, or a run opened.</summary>
public sealed record EvaluationOptions
{
    /// <summary>
    /// Clients that take the place of the backends of models, by the names of the models in the suite: asked, paced, paid for and
    /// journalled like those. Whoever gives them disposes of them.
    /// </summary>
    public IDictionary<string, IChatClient> Models { get; init; } =
        new Dictionary<string, IChatClient>(StringComparer.Ordinal);

    /// <summary>
    /// Evaluators that metrics of the suite name by <c>evaluator: { type: name, metric: ... }</c>, by that name; used by many threads
    /// at once. One whose metric has <c>judge: model</c> gets that model to ask, which may be one of <see cref="Models"/>.
    /// </summary>
    public IDictionary<string, IEvaluator> Evaluators { get; init; } =
        new Dictionary<string, IEvaluator>(StringComparer.Ordinal);

    /// <summary>The words that suites may use; <see cref="SuiteCatalog.Default"/> by default.</summary>
    public Catalog Catalog
    {
        get => field ?? SuiteCatalog.Default;
        init;
    }

    /// <summary>Folder of the logs; <c>results</c> in the working folder by default.</summary>
    public string Results { get; init; } = "results";

    /// <summary>Is told how asking goes; nobody by default.</summary>
    public IRunProgress Progress { get; init; } = new SilentProgress();

    /// <summary>Is given the plan before the first request; nobody by default. What it throws ends the evaluation.</summary>
    public Action<RunPlan>? Planned { get; init; }

    /// <summary>
    /// Takes a finished run that asks the same, and where there is none asks as far as the mode allows; null (default) takes up
    /// an unfinished run or begins a new one, as <see cref="Run"/> says.
    /// </summary>
    public RunMode? Mode { get; init; }

    /// <summary>How a run is carried out where none is reused.</summary>
    public RunOptions Run { get; init; } = new();

    /// <summary>
    /// Looks at the data, from 1 to 10,000, of a run that is asked in random order and stops when every declared comparison is
    /// decided; null (default) asks everything in the order of the data.
    /// </summary>
    public int? Looks { get; init; }

    /// <summary>
    /// The part of the suite that is asked, of a run that is asked in several and merged by <see cref="MergedRun"/>; null (default) asks
    /// all. It counts where no run is reused, and goes with no <see cref="Looks"/>.
    /// </summary>
    public Shard? Shard { get; init; }

    /// <summary>Also tests that no model is worse than in <c>baseline</c>, the committed one, or in the run of this name; null (default) does not.</summary>
    public string? Against { get; init; }

    /// <summary>Scores a run that is opened once more, even where its scores are newer than its responses; false by default.</summary>
    public bool Rescore { get; init; }

    /// <summary>Suite whose answer formats, metrics, comparisons and gates the opened run takes over for good; null (default) keeps its own.</summary>
    public string? RescoreBy { get; init; }

    /// <summary>Whether scores and comparison are all that is wanted: there are no gates, failures and decision then; false by default.</summary>
    public bool ScoresOnly { get; init; }

    /// <summary>
    /// Whether a report of the run is written next: until then it is claimed and counts as unfinished, so that after a kill the next
    /// run of the suite concludes it and asks nothing; false by default.
    /// </summary>
    public bool ReportFollows { get; init; }

    /// <summary>Stops new requests; those in flight are waited for, and what came back is evaluated.</summary>
    public CancellationToken Drain { get; init; }

    /// <summary>Gives up the requests in flight; what came back is evaluated.</summary>
    public CancellationToken Abandon { get; init; }

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    internal EvaluatorSource EvaluatorSource => new(Evaluators.AsReadOnly());

    internal RunStore Store => new(Results);

    internal PlanContext Context => new(Catalog, Store, Time, Version) { Evaluators = EvaluatorSource };

    private static string Version =>
        typeof(EvaluationOptions)
            .Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()
            ?.InformationalVersion
        ?? "";
}
