using System.Collections.Immutable;
using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
using EvalHarness.Core;
using EvalHarness.Datasets;
using EvalHarness.Logs;
using EvalHarness.Models;
using EvalHarness.Models.Providers;
using EvalHarness.Scoring.Judges;
using EvalHarness.Suites;

namespace EvalHarness.Runs;

/// <summary>Writes down what a run asks and with what, for its header.</summary>
/// <param name="suite">The suite.</param>
/// <param name="context">What it is planned with.</param>
internal sealed class HeaderMaker(Suite suite, PlanContext context)
{
    /// <summary>Makes the header, without id and times.</summary>
    /// <param name="tasks">The tasks with their samples read.</param>
    /// <param name="models">How the models are asked.</param>
    /// <param name="judges">How the judges are asked.</param>
    /// <param name="evaluators">The evaluators that ask a model.</param>
    /// <param name="warnings">What the checks found worth a look.</param>
    /// <param name="cancellationToken">Ends the hashing of files.</param>
    public async Task<RunHeader> MakeAsync(
        ImmutableArray<TaskPlan> tasks,
        ImmutableArray<ModelPlan> models,
        ImmutableArray<JudgePlan> judges,
        ImmutableArray<EvaluatorPlan> evaluators,
        ImmutableArray<Warning> warnings,
        CancellationToken cancellationToken
    )
    {
        ImmutableArray<PublishedBoard> published = [.. Boards()];
        return new("", suite.Name, suite.Description ?? "", default)
        {
            SuiteFile = suite.File,
            SuiteText = suite.Sources[0].Text,
            SuiteHash = Digest.Of([.. suite.Sources.Select(source => source.Hash)]),
            PlanHash = HashOf(tasks, models, judges, evaluators, published),
            Title = suite.Report.Title,
            Seed = suite.Seed,
            Versions = Versions(),
            GitCommit = GitCommit.Find(Path.GetDirectoryName(Path.GetFullPath(suite.File))!),
            Machine = string.Create(
                CultureInfo.InvariantCulture,
                $"{Environment.ProcessorCount} cores, {Word(RuntimeInformation.OSArchitecture)}"
            ),
            Models = [.. Models(models)],
            Tasks = [.. tasks.Select(task => HeaderOf(task, models))],
            Compare = suite.Compare,
            Gates = suite.Gates,
            DataHashes = await HashFilesAsync(cancellationToken),
            Warnings = [.. warnings.Select(warning => warning.ToString())],
            Published = published,
            Terms = TermsChecks.Of(suite.Models, suite.Tasks, suite.Require),
        };
    }

    private IEnumerable<PublishedBoard> Boards()
    {
        var scores = PublishedScores.Read(suite.Models, suite.Published);
        return suite.Published.Select(task => new PublishedBoard(
            task.Name,
            task.Metrics,
            [.. scores.Where(score => score.Task == task.Name)]
        )
        {
            Description = task.Description ?? "",
        });
    }

    /// <summary>Whatever changes a request changes this; the order of rows, metrics, gates and comments do not.</summary>
    private static string HashOf(
        ImmutableArray<TaskPlan> tasks,
        ImmutableArray<ModelPlan> models,
        ImmutableArray<JudgePlan> judges,
        ImmutableArray<EvaluatorPlan> evaluators,
        ImmutableArray<PublishedBoard> published
    ) =>
        Digest.Of([
            .. published.SelectMany(board => board.Scores).Select(score => score.ToString()),
            .. tasks.SelectMany(task => (string[])[task.Task.Name, task.Hash]),
            .. tasks
                .Where(task => task.Overlaps > 0)
                .Select(task => string.Create(CultureInfo.InvariantCulture, $"{task.Overlaps} seen in training")),
            .. judges.SelectMany(judge =>
                (string[])
                    [
                        "judge",
                        judge.Task.Name,
                        judge.Judge.Name,
                        judge.Model,
                        judge.Judge.Repeats.ToString(CultureInfo.InvariantCulture),
                        judge.Version,
                        judge.Fingerprint,
                        .. judge.Judge.Kind is Pairwise pair ? (string[])[pair.Against, $"{pair.Swap}"] : [],
                    ]
            ),
            .. evaluators.SelectMany(one =>
                (string[])["evaluator", one.Task.Name, one.Evaluator, one.Model, one.Code, one.Fingerprint]
            ),
            .. models.SelectMany(model =>
                model.Askings.SelectMany(asking =>
                    (string[])
                        [
                            model.Model.Name,
                            asking.Task,
                            asking.Epochs.ToString(CultureInfo.InvariantCulture),
                            asking.Fingerprint,
                            asking.Protocol.Hash,
                            .. model.Model.OnlyInTeams ? (string[])["only in teams"] : [],
                            .. model.Model.Repeatability is { } again
                                ? (string[])
                                    [
                                        "again",
                                        string.Create(CultureInfo.InvariantCulture, $"{again.Samples} {again.Times}"),
                                    ]
                                : [],
                        ]
                )
            ),
        ]);

    private TaskHeader HeaderOf(TaskPlan plan, ImmutableArray<ModelPlan> models)
    {
        var tools = OfferedTools.Of(plan.Task);
        return new(plan.Task.Name, plan.Samples, plan.Task.Repeats)
        {
            Variant = plan.Task.Variant,
            Tools = tools?.Json,
            ToolsField = tools?.Field,
            AnswerFormat = suite.Catalog.Write(plan.Task.Answer),
            Metrics = [.. plan.Task.Metrics.Select(suite.Catalog.Write)],
            Labels = plan.Labels,
            ClusterField = plan.Task.Dataset.Cluster ?? plan.Task.Dataset.Conversation,
            SliceFields =
            [
                .. plan.Task.Dataset.Slices ?? [],
                .. plan.Overlaps > 0 ? [TrainingOverlap.Slice] : ImmutableArray<string>.Empty,
            ],
            Hash = Digest.Of([
                plan.Hash,
                plan.Task.System ?? "",
                plan.Task.Prompt,
                .. plan.Task.Between.Select(message => $"{message.Role} {message.Text ?? message.History}"),
                suite.Catalog.Write(plan.Task.Answer),
                .. tools is null ? [] : new[] { tools.Key },
            ]),
            Judges = plan.Task.Judges.IsEmpty
                ? null
                : [.. plan.Task.Judges.Select(judge => HeaderOf(plan.Task, judge))],
            Protocols = models
                .Where(model => ReadsPrompts(model.Model.Provider))
                .ToDictionary(
                    model => model.Model.Name,
                    model => model.Askings.First(asking => asking.Task == plan.Task.Name).Protocol,
                    StringComparer.Ordinal
                ),
        };
    }

    private JudgeHeader HeaderOf(EvalTask task, JudgeSpec judge) =>
        new(
            judge.Name,
            suite.Catalog.Write(judge.Kind),
            [.. judge.Models.Where(name => suite.Models.Any(model => model.Name == name))],
            judge.Repeats,
            JudgePlan.VersionOf(task, judge, suite.Catalog)
        )
        {
            Jury = judge.Jury,
            AllowsUncalibrated = judge.AllowUncalibrated,
            Calibration = LabelFile.HeaderOf(judge),
        };

    /// <summary>Rules, classifiers and baselines look at the sample: how others are asked makes no difference to them.</summary>
    private static bool ReadsPrompts(IModelProvider provider) =>
        provider.IsRecorded ? provider.Kind != ModelKind.Baseline : !provider.IsLocal;

    /// <summary>In the order of the suite; those left out are put where they are declared.</summary>
    private IEnumerable<ModelHeader> Models(ImmutableArray<ModelPlan> models)
    {
        var asked = models.Select(model => (model.Model.Declared, Header: HeaderOf(model)));
        var skipped = suite.Skipped.Select(model =>
            (
                Declared: model.At,
                Header: new ModelHeader(model.Name, "", ModelKind.General, "", "") { Skipped = model.Reason }
            )
        );
        var published = suite
            .Models.Where(model => model.Provider is Published)
            .Select(model => (model.Declared, Header: HeaderOf(new ModelPlan(model)) with { IsPublished = true }));
        (Location Declared, ModelHeader Header)[] all = [.. asked, .. published, .. skipped];
        return all.Select(model => model.Declared.File).Distinct().Count() > 1
            ? all.Select(model => model.Header)
            : all.OrderBy(model => model.Declared.Line).Select(model => model.Header);
    }

    private static ModelHeader HeaderOf(ModelPlan plan)
    {
        var (model, provider) = (plan.Model, plan.Model.Provider);
        string keyword =
            provider is GivenModel
                ? GivenModel.Word
                : provider.GetType().GetCustomAttribute<KeywordAttribute>()?.Name ?? provider.GetType().Name;
        return new ModelHeader(
            model.Name,
            keyword,
            model.Kind,
            model.Description ?? provider.Description,
            plan.Fingerprint
        )
        {
            Price = model.Price,
            Hosting = model.Hosting,
            Repeatability = model.Repeatability is { } again
                ? new RepeatabilityHeader(again.Samples, again.Times)
                : null,
            LearningCurve = model.LearningCurve,
            Team = provider is ITeam team ? TeamOf(team) : null,
            OnlyInTeams = model.OnlyInTeams,
            // Replayed answers were once paid for: they cost what they cost then, or nobody knows.
            IsLocal = provider is { IsLocal: true, IsRecorded: false },
            IsRecorded = provider.IsRecorded,
            InFlight = provider.IsRecorded ? null : ModelConnector.InFlight(model),
        };
    }

    private static TeamHeader TeamOf(ITeam team) =>
        new(
            team.Members,
            (team as Cascade)?.AcceptWhen.Confidence.AtLeast,
            team is Router { Slice: { } slice } router ? new SliceRoutes(slice, router.To, router.Otherwise) : null
        );

    private SortedDictionary<string, string> Versions() =>
        new(StringComparer.Ordinal)
        {
            ["evalharness"] = context.Version,
            ["dotnet"] = Environment.Version.ToString(),
            ["os"] = RuntimeInformation.RuntimeIdentifier,
        };

    private async Task<SortedDictionary<string, string>> HashFilesAsync(CancellationToken cancellationToken)
    {
        var hashes = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var files = suite.Tasks.SelectMany(task =>
            (FilePath?[])[task.Dataset.File, task.FewShot is { Count: > 0 } spec ? spec.File : null, task.Tools?.File]
        );
        var tables = suite.Models.Select(model => model.Provider).OfType<Published>().SelectMany(one => one.Scores);
        foreach (var file in files.OfType<FilePath>().Concat(tables))
        {
            if (!hashes.ContainsKey(file.AsWritten))
            {
                hashes[file.AsWritten] = await DataFile.HashAsync(file.Full, cancellationToken);
            }
        }

        return hashes;
    }

    private static string Word(Architecture architecture) => architecture.ToString().ToLowerInvariant();
}
