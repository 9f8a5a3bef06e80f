using System.Collections.Immutable;
using EvalHarness.Comparisons.Comparators;
using EvalHarness.Comparisons.Gates;
using EvalHarness.Comparisons.Results;
using EvalHarness.Conclusions.Measured;
using EvalHarness.Conclusions.Repeats;
using EvalHarness.Core;
using EvalHarness.Decisions.Accounts;
using EvalHarness.Logs;
using EvalHarness.Runs;
using EvalHarness.Suites;

namespace EvalHarness.Conclusions;

/// <summary>A run with all that follows from it: scores, comparison, gates, decision, and what a reader must know.</summary>
/// <remarks>
/// Everything right of the log is put together here and nowhere else. Comparison, gates and decision are worked out when they
/// are first asked for, the same however often. Safe for use by many threads.
/// </remarks>
/// <example>
/// <code>Console.WriteLine(await (await Evaluation.RunAsync("my-suite.yaml")).WriteReportAsync());</code>
/// </example>
public sealed class Evaluation
{
    private readonly EvaluationOptions options;
    private readonly Lazy<Comparison> comparison;
    private readonly Lazy<ImmutableArray<GateResult>> gates;
    private readonly Lazy<AnsweredDecision> decision;
    private readonly ImmutableArray<string> failures;

    internal Evaluation(
        EvaluationOptions options,
        RunFolder folder,
        ScoreTable scores,
        ScoreTable? baseline = null,
        ImmutableArray<string>? failures = null,
        Lazy<AnsweredDecision>? decision = null,
        Lazy<Comparison>? comparison = null,
        Lazy<ImmutableArray<GateResult>>? gates = null
    )
    {
        (this.options, Folder, Scores, Baseline) = (options, folder, scores, baseline);
        (this.failures, this.decision) = (failures ?? [], decision ?? new(() => AnsweredDecision.None));
        this.comparison = comparison ?? new(() => Compare(folder, scores));
        this.gates =
            gates
            ?? new(() =>
                options.ScoresOnly || scores.Header.Gates.IsEmpty
                    ? []
                    : GateEvaluator.Evaluate(scores, baseline, Noise, Earlier)
            );
    }

    /// <summary>The run folder.</summary>
    public RunFolder Folder { get; }

    /// <summary>The run with its scores.</summary>
    public ScoreTable Scores { get; }

    /// <summary>What gates are decided against: the committed baseline, or the run named instead; null where there is none.</summary>
    public ScoreTable? Baseline { get; }

    /// <summary>Earlier finished runs of the suite, latest first, as many as its gates look back to; none where none does.</summary>
    public ImmutableArray<ScoreTable> Earlier { get; internal init; } = [];

    /// <summary>What was asked, and how it went; null where nothing was: the run was opened, or a finished one answered.</summary>
    public RunResult? Asked { get; internal init; }

    /// <summary>What the run says about its models.</summary>
    public Comparison Comparison => comparison.Value;

    /// <summary>What became of the gates, one result a gate and model in the order of the suite; empty where it has none.</summary>
    public ImmutableArray<GateResult> Gates => gates.Value;

    /// <summary>The decision that hangs on the run; null where its suite has none, or where notes tell its faults.</summary>
    public DecisionAccount? Decision => decision.Value.Account;

    /// <summary>What the judges of the run did, in the order of the suite; empty where it has none.</summary>
    public ImmutableArray<JudgeSummary> Judges { get; internal init; } = [];

    /// <summary>How far models repeat themselves, by task and model in the order of the suite; empty where none was asked again.</summary>
    public ImmutableArray<SelfAgreement> Repeatability { get; internal init; } = [];

    /// <summary>
    /// Whether its writers may show what was asked, what is right and what was answered; true by default, and false of
    /// <see cref="WithoutTexts"/>.
    /// </summary>
    public bool HasTexts { get; private init; } = true;

    /// <summary>Keywords of the writers that <see cref="WriteAsync"/> takes, in their order.</summary>
    public ImmutableArray<string> Writers => ReportWriters.Words(options.Catalog);

    /// <summary>What a reader must know, in the order of <see cref="NoteKind"/>.</summary>
    public ImmutableArray<EvaluationNote> Notes
    {
        get
        {
            if (!decision.IsValueCreated)
            {
                // It does not need the comparison: one is worked out beside the other.
                _ = Task.Run(() => decision.Value);
            }

            return EvaluationNotes.Of(Comparison, failures, Judges, Repeatability, decision.Value);
        }
    }

    /// <summary>Reads a suite for an evaluation with options: what they give, clients of models and evaluators, is not missed in it.</summary>
    /// <param name="suiteFile">Path of the suite.</param>
    /// <param name="options">How it will be evaluated; as the options say by default.</param>
    /// <exception cref="DocumentException">The suite has faults: all of them, in the order in which they stand.</exception>
    public static Suite ReadSuite(string suiteFile, EvaluationOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(suiteFile);
        options ??= new();
        return SuiteReader.Read(
            suiteFile,
            options.Catalog,
            Environment.GetEnvironmentVariable,
            options.Models.Keys.ToImmutableHashSet(StringComparer.Ordinal),
            options.EvaluatorSource
        );
    }

    /// <summary>Runs a suite to its end, going on where it was stopped, and evaluates the run.</summary>
    /// <param name="suiteFile">Path of the suite.</param>
    /// <param name="options">How; as the options say by default.</param>
    /// <param name="cancellationToken">Gives up asking; the log stays whole, and the next run goes on from there.</param>
    /// <exception cref="DocumentException">The suite, its data or its log is wrong, or clients are given for models that it has not.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static Task<Evaluation> RunAsync(
        string suiteFile,
        EvaluationOptions? options = null,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentException.ThrowIfNullOrEmpty(suiteFile);
        options ??= new();
        return RunAsync(ReadSuite(suiteFile, options), options, cancellationToken);
    }

    /// <summary>Runs a suite to its end, going on where it was stopped, and evaluates the run.</summary>
    /// <param name="suite">The suite.</param>
    /// <param name="options">How; as the options say by default.</param>
    /// <param name="cancellationToken">Gives up asking; the log stays whole, and the next run goes on from there.</param>
    /// <exception cref="DocumentException">Its data or its log is wrong, or clients are given for models that it has not.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static async Task<Evaluation> RunAsync(
        Suite suite,
        EvaluationOptions? options = null,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(suite);
        options ??= new();
        var run = await new SuiteRun(suite, options).RunAsync(cancellationToken);
        await LabelFile.WriteAsync(suite, run.Folder, cancellationToken);
        var opening = new RunOpening(options with { Catalog = suite.Catalog, Rescore = true, RescoreBy = null });
        try
        {
            var evaluation = await opening.OpenAsync(run.Folder, run.Asked, _ => suite.Decision, cancellationToken);
            if (!options.ReportFollows)
            {
                run.Asked?.Claim?.Conclude();
            }

            return evaluation;
        }
        catch
        {
            run.Asked?.Claim?.Dispose();
            throw;
        }
    }

    /// <summary>Evaluates a run that was made before; asks no model.</summary>
    /// <param name="run">Its folder or id, or a suite's file or name, whose latest run is taken.</param>
    /// <param name="options">How; as the options say by default.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="DocumentException">There is no such run, or its log is broken.</exception>
    public static Task<Evaluation> OpenAsync(
        string run,
        EvaluationOptions? options = null,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentException.ThrowIfNullOrEmpty(run);
        options ??= new();
        var folder = RunNames.Open(options.Store, run, options.Catalog);
        return new RunOpening(options).OpenAsync(folder, cancellationToken);
    }

    /// <summary>One sample of a run that was made before, read without the others.</summary>
    /// <param name="run">Its folder or id, or a suite's file or name, whose latest run is taken.</param>
    /// <param name="sample">Id of the sample.</param>
    /// <param name="task">Its task; null takes the first that has it.</param>
    /// <param name="options">How; as the options say by default.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="DocumentException">There is no such run or sample, or the log is broken.</exception>
    public static async Task<SampleLog> OpenSampleAsync(
        string run,
        string sample,
        string? task = null,
        EvaluationOptions? options = null,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentException.ThrowIfNullOrEmpty(run);
        ArgumentNullException.ThrowIfNull(sample);
        options ??= new();
        var folder = RunNames.Open(options.Store, run, options.Catalog);
        return await new RunOpening(options).FindSampleAsync(folder, sample, task, cancellationToken)
            ?? throw await SampleFaults.AbsentAsync(folder, sample, cancellationToken);
    }

    /// <summary>What a run of a suite would ask; asks no model.</summary>
    /// <param name="suite">The suite.</param>
    /// <param name="options">How; as the options say by default.</param>
    /// <param name="cancellationToken">Ends the planning.</param>
    /// <exception cref="DocumentException">Data, prompts or models are wrong.</exception>
    public static Task<RunPlan> PlanAsync(
        Suite suite,
        EvaluationOptions? options = null,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(suite);
        return new SuiteRun(suite, options ?? new()).PlanAsync(cancellationToken);
    }

    /// <summary>Decides a gate that the suite does not declare, by itself.</summary>
    /// <param name="gate">The gate.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number of the gate is none, or beyond the values of its metric.</exception>
    public GateResult Decide(GateSpec gate)
    {
        ArgumentNullException.ThrowIfNull(gate);
        DeclaredNumbers.Check(gate, Scores);
        var table = Scores with { Header = Scores.Header with { Gates = [gate] } };
        return GateEvaluator.Evaluate(table, Baseline, Noise, Earlier)[0];
    }

    /// <summary>What the judges of the run said of its answers, verdict by verdict; asks no model. Nothing where there are no judges.</summary>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="DocumentException">The log is broken.</exception>
    public IAsyncEnumerable<AnswerVerdict> ReadVerdictsAsync(CancellationToken cancellationToken = default) =>
        AnswerVerdicts.ReadAsync(Folder, Scores.Header, options.Catalog, cancellationToken);

    /// <summary>The same evaluation with another answer to its decision, such as that to changed assumptions.</summary>
    /// <param name="account">The answer.</param>
    public Evaluation With(DecisionAccount account)
    {
        ArgumentNullException.ThrowIfNull(account);
        var answered = new AnsweredDecision(account, [], []);
        return new(options, Folder, Scores, Baseline, failures, new(() => answered))
        {
            HasTexts = HasTexts,
            Asked = Asked,
            Earlier = Earlier,
            Judges = Judges,
            Repeatability = Repeatability,
        };
    }

    /// <summary>
    /// The same evaluation for readers who may not see what was asked, what is right and what was answered: ids, groups, outcomes,
    /// scores and costs stay, and so do comparison, gates and decision.
    /// </summary>
    public Evaluation WithoutTexts()
    {
        var silent = Scores.WithoutTexts();
        var compared = new Lazy<Comparison>(() => Comparison with { Run = silent.Header });
        return new(options, Folder, silent, Baseline, failures, decision, compared, gates)
        {
            HasTexts = false,
            Asked = Asked,
            Earlier = Earlier,
            Judges = Judges,
            Repeatability = Repeatability,
        };
    }

    /// <summary>Makes the run the committed baseline of its suite: scores and hashes, no texts.</summary>
    /// <param name="cancellationToken">Ends the writing.</param>
    /// <returns>Folder of the baseline.</returns>
    /// <exception cref="DocumentException">The run is not finished.</exception>
    public async Task<RunFolder> SaveBaselineAsync(CancellationToken cancellationToken = default)
    {
        var folder = options.Store.BaselineOf(Scores.Header.Suite);
        await Baselines.WriteAsync(Folder, folder, cancellationToken);
        return folder;
    }

    /// <summary>Writes the report: the HTML page, Markdown and the CSV files of EvalHarness.Reports.</summary>
    /// <param name="folder">Where to; made when it is not there. The run folder by default.</param>
    /// <param name="cancellationToken">Stops the writing.</param>
    /// <returns>Path of the page.</returns>
    /// <exception cref="InvalidOperationException">The package EvalHarness.Reports is not there.</exception>
    public Task<string> WriteReportAsync(string? folder = null, CancellationToken cancellationToken = default)
    {
        KeptStanding.Keep(this);
        return WriteAsync("report", folder, cancellationToken);
    }

    /// <summary>Writes what a writer makes of the evaluation.</summary>
    /// <param name="writer">Its keyword: one of <see cref="Writers"/>, such as <c>report</c>.</param>
    /// <param name="folder">Where to; made when it is not there. The run folder by default.</param>
    /// <param name="cancellationToken">Stops the writing.</param>
    /// <returns>Path of the file that a reader opens first.</returns>
    /// <exception cref="InvalidOperationException">There is no such writer; <see cref="CanWrite"/> tells.</exception>
    public async Task<string> WriteAsync(
        string writer,
        string? folder = null,
        CancellationToken cancellationToken = default
    )
    {
        var found = ReportWriters.Find(writer, options.Catalog) ?? throw ReportWriters.Missing(writer);
        string to = folder ?? Folder.Path;
        Directory.CreateDirectory(to);
        string first = await found.WriteAsync(this, to, cancellationToken);
        Asked?.Claim?.Conclude();
        return first;
    }

    /// <summary>Whether there is a writer of this keyword, in the catalogue or in EvalHarness.Reports.</summary>
    /// <param name="writer">The keyword.</param>
    public bool CanWrite(string writer) => ReportWriters.Find(writer, options.Catalog) is not null;

    private ImmutableArray<OwnNoise> Noise => [.. Repeatability.SelectMany(model => model.Noise)];

    private static Comparison Compare(RunFolder folder, ScoreTable scores)
    {
        using var span = Telemetry.Score(folder.Id);
        var comparison = Comparer.Compare(scores);
        foreach (var task in span is null ? [] : comparison.Tasks)
        {
            foreach (var metric in task.Metrics)
            {
                foreach (var row in metric.Leaderboard.Where(row => row.Published is null))
                {
                    Telemetry.Result(task.Task, metric.Metric, row.Model, row.Estimate.Value);
                }
            }
        }

        return comparison;
    }

    /// <summary>Name of the suite, and which run.</summary>
    public override string ToString() => $"{Scores.Header.Suite}, run {Folder.Id}";
}
