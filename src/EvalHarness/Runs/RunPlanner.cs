using System.Collections.Immutable;
using EvalHarness.Core;
using EvalHarness.Datasets;
using EvalHarness.Extensions;
using EvalHarness.Logs;
using EvalHarness.Models;
using EvalHarness.Models.Providers;
using EvalHarness.Prompts;
using EvalHarness.Scoring;
using EvalHarness.Scoring.Evaluators;
using EvalHarness.Suites;

namespace EvalHarness.Runs;

/// <summary>A suite to the plan of its run: reads the data, chooses examples, asks no model.</summary>
/// <param name="suite">The suite.</param>
/// <param name="context">What else is needed.</param>
internal sealed class RunPlanner(Suite suite, PlanContext context)
{
    /// <summary>A file of samples that no run took for so long was left by a process that was killed.</summary>
    private static readonly TimeSpan Abandoned = TimeSpan.FromDays(1);

    private readonly List<Fault> faults = [];
    private readonly Dictionary<string, FewShotPool> pools = new(StringComparer.Ordinal);

    /// <summary>Makes the plan.</summary>
    /// <param name="cancellationToken">Ends the planning.</param>
    /// <exception cref="DocumentException">Data, prompts or models are wrong: all faults that could be found at once.</exception>
    public async Task<RunPlan> PlanAsync(CancellationToken cancellationToken = default)
    {
        string samplesFile = NewPassingFile();
        try
        {
            var tasks = await ReadSamplesAsync(samplesFile, cancellationToken);
            var coverage = new RecordedCoverage(tasks, new ModelConnector(suite, context, samplesFile), samplesFile);
            ImmutableArray<Warning> warnings = [];
            await CollectAsync(async () => warnings = await SuiteData.CheckAsync(suite, cancellationToken));
            var models = await PlanModelsAsync(tasks, samplesFile, cancellationToken);
            var judges = await PlanJudgesAsync(tasks, samplesFile, cancellationToken);
            var evaluators = await PlanEvaluatorsAsync(tasks, samplesFile, cancellationToken);
            var recorded = new List<Warning>();
            foreach (var model in suite.Models.Where(model => !model.OnlyInTeams))
            {
                await CollectAsync(() => coverage.FindAsync(model, recorded, cancellationToken));
            }

            await CollectAsync(() => LabelFile.CheckAsync(suite, samplesFile, cancellationToken));
            ThrowIfAny();
            var header = await new HeaderMaker(suite, context).MakeAsync(
                tasks,
                models,
                judges,
                evaluators,
                [.. suite.Warnings, .. warnings, .. tasks.SelectMany(task => task.Warnings), .. recorded],
                cancellationToken
            );
            return new RunPlan(suite, context, header, tasks, models, samplesFile)
            {
                Judges = judges,
                Evaluators = evaluators,
            };
        }
        catch
        {
            File.Delete(samplesFile);
            throw;
        }
    }

    /// <summary>In the folder of the cache, from where a run takes it without copying; where that cannot be written, in that of passing files.</summary>
    private string NewPassingFile()
    {
        string name = $"plan-{Guid.NewGuid():N}.jsonl";
        string folder = context.Store.CacheFolder;
        try
        {
            Directory.CreateDirectory(folder);
            RemoveAbandoned(folder);
            string file = Path.Combine(folder, name);
            new FileStream(
                file,
                FileMode.CreateNew,
                FileAccess.Write,
                FileShare.None,
                1,
                FileOptions.DeleteOnClose
            ).Dispose();
            return file;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return Path.Combine(Path.GetTempPath(), name);
        }
    }

    /// <summary>Removes what killed processes have left, long after any plan would be done.</summary>
    private void RemoveAbandoned(string folder)
    {
        foreach (string file in Directory.EnumerateFiles(folder, "plan-*.jsonl"))
        {
            if (context.Time.GetUtcNow() - File.GetLastWriteTimeUtc(file) > Abandoned)
            {
                File.Delete(file);
            }
        }
    }

    private async Task<ImmutableArray<TaskPlan>> ReadSamplesAsync(string file, CancellationToken cancellationToken)
    {
        await using var writer = new SampleWriter(file);
        var intake = new SampleIntake(suite, writer);
        var tasks = ImmutableArray.CreateBuilder<TaskPlan>();
        foreach (var task in suite.Tasks)
        {
            var plan = new TaskPlan(task, 0, "", task.Answer.Labels);
            await CollectAsync(async () =>
                plan = await intake.ReadAsync(task, [.. Templates(task)], cancellationToken)
            );
            tasks.Add(plan);
        }

        return tasks.ToImmutable();
    }

    private IEnumerable<PromptTemplate> Templates(EvalTask task) =>
        suite
            .Models.Select(task.For)
            .Prepend(task)
            .SelectMany(asked =>
                (string?[])[asked.System, .. asked.Between.Select(message => message.Text), asked.Prompt]
            )
            .OfType<string>()
            .Distinct(StringComparer.Ordinal)
            .Select(text => PromptTemplate.Parse(text, task.Declared));

    private async Task<ImmutableArray<ModelPlan>> PlanModelsAsync(
        ImmutableArray<TaskPlan> tasks,
        string samplesFile,
        CancellationToken cancellationToken
    )
    {
        var connector = new ModelConnector(suite, context, samplesFile);
        var models = ImmutableArray.CreateBuilder<ModelPlan>();
        foreach (var model in suite.Models.Where(model => model.Provider is not Published))
        {
            var askings = ImmutableArray.CreateBuilder<Asking>();
            foreach (var task in tasks.Where(task => CanPlan(model, task)))
            {
                await CollectAsync(async () =>
                    askings.Add(await AskAsync(model, task, connector.ContextOf(model, task), cancellationToken))
                );
            }

            models.Add(new ModelPlan(model) { Askings = askings.ToImmutable() });
        }
        return models.ToImmutable();
    }

    /// <summary>The models of the judges that are not left out today.</summary>
    private async Task<ImmutableArray<JudgePlan>> PlanJudgesAsync(
        ImmutableArray<TaskPlan> tasks,
        string samplesFile,
        CancellationToken cancellationToken
    )
    {
        var connector = new ModelConnector(suite, context, samplesFile);
        var plans = ImmutableArray.CreateBuilder<JudgePlan>();
        var all =
            from task in tasks
            from judge in task.Task.Judges
            from model in suite.Models.Where(model => judge.Models.Contains(model.Name))
            select (task, judge, model);
        foreach (var (task, judge, model) in all)
        {
            await CollectAsync(async () =>
                plans.Add(
                    new JudgePlan(
                        task.Task,
                        judge,
                        model.Name,
                        JudgePlan.VersionOf(task.Task, judge, suite.Catalog),
                        await FingerprintAsync(connector, model, task, cancellationToken),
                        suite.Catalog.Write(judge.Generation)
                    )
                )
            );
        }

        return plans.ToImmutable();
    }

    /// <summary>The evaluators whose models are not left out today.</summary>
    private async Task<ImmutableArray<EvaluatorPlan>> PlanEvaluatorsAsync(
        ImmutableArray<TaskPlan> tasks,
        string samplesFile,
        CancellationToken cancellationToken
    )
    {
        var connector = new ModelConnector(suite, context, samplesFile);
        var plans = ImmutableArray.CreateBuilder<EvaluatorPlan>();
        var all =
            from task in tasks
            from metric in task
                .Task.Metrics.OfType<EvaluatorMetric>()
                .Where(metric => metric.Judge is not null)
                .DistinctBy(metric => (metric.Type, metric.Judge))
            from model in suite.Models.Where(model => model.Name == metric.Judge)
            select (task, metric.Type, model);
        foreach (var (task, evaluator, model) in all)
        {
            await CollectAsync(async () =>
                plans.Add(
                    new EvaluatorPlan(
                        task.Task,
                        evaluator,
                        model.Name,
                        CodeIdentity.Sign(context.Evaluators.Find(evaluator, suite.Catalog.Assemblies).Evaluator!, ""),
                        await FingerprintAsync(connector, model, task, cancellationToken)
                    )
                )
            );
        }

        return plans.ToImmutable();
    }

    private static async Task<string> FingerprintAsync(
        ModelConnector connector,
        ModelSpec model,
        TaskPlan task,
        CancellationToken cancellationToken
    ) =>
        CodeIdentity.Sign(
            model.Provider,
            await model.Provider.FingerprintAsync(connector.ContextOf(model, task), cancellationToken)
        );

    /// <summary>
    /// Whether a model's plan for a task has faults of its own to tell: where the data are broken, the plan fails anyway, and
    /// a model that counts their targets would only fail with them.
    /// </summary>
    private static bool CanPlan(ModelSpec model, TaskPlan task) =>
        task.Samples > 0 || model.Provider is not MajorityClass { Train: null };

    private async Task<Asking> AskAsync(
        ModelSpec model,
        TaskPlan plan,
        ModelContext modelContext,
        CancellationToken cancellationToken
    )
    {
        var task = plan.Task.For(model);
        var question = PromptTemplate.Parse(task.Prompt, task.Declared);
        var fewShot = await ChooseAsync(task, question, cancellationToken);
        string generation = suite.Catalog.Write(task.Generation);
        return new Asking(
            task.Name,
            task.Repeats,
            TaskPrompts.BuilderOf(task, fewShot),
            task.Generation,
            generation,
            TaskPrompts.ContentOf(task),
            await DeclaredProtocols.OfAsync(task, model, modelContext, suite, cancellationToken)
                ?? Protocols.Of(task, fewShot, suite.Catalog.Write(TaskPrompts.Comparable(plan.Task, task)), model),
            CodeIdentity.Sign(model.Provider, await model.Provider.FingerprintAsync(modelContext, cancellationToken))
        )
        {
            Likelihood = (task.Answer as ILikelihoodFormat)?.Question,
            Tools = OfferedTools.Of(task),
        };
    }

    /// <summary>Models that are asked alike share their examples.</summary>
    private async Task<FewShotPool> ChooseAsync(
        EvalTask task,
        PromptTemplate question,
        CancellationToken cancellationToken
    )
    {
        if (task.FewShot is not { Count: > 0 } spec)
        {
            return FewShotPool.Empty;
        }

        string key = Digest.Of(task.Name, task.Prompt, suite.Catalog.Write(spec));
        if (pools.TryGetValue(key, out var known))
        {
            return known;
        }

        var source = task.Rows with
        {
            File = spec.File ?? task.Dataset.File,
            Where = spec.Where,
            Id = null,
            Cluster = null,
            Slices = null,
            Limit = null,
            Sample = null,
        };
        var examples = DatasetLoader.ReadAsync(source, suite.Seed, task.Declared, suite.Formats, cancellationToken);
        return pools[key] = await FewShotPool.ChooseAsync(
            examples,
            spec,
            question,
            task.Dataset.Target,
            suite.Seed,
            task.Declared,
            cancellationToken
        );
    }

    private async Task CollectAsync(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (DocumentException wrong)
        {
            faults.AddRange(wrong.Faults.Except(faults));
        }
    }

    private void ThrowIfAny()
    {
        if (faults.Count > 0)
        {
            throw new DocumentException(faults);
        }
    }
}
