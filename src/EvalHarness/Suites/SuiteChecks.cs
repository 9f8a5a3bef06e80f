using System.Collections.Immutable;
using EvalHarness.Core;
using EvalHarness.Datasets;
using EvalHarness.Scoring.Evaluators;
using EvalHarness.Yaml;

namespace EvalHarness.Suites;

/// <summary>What holds between the sections of a suite.</summary>
/// <param name="Spec">The suite as declared.</param>
/// <param name="Places">Where its parts stand.</param>
/// <param name="Skipped">Models that are left out.</param>
/// <param name="Formats">The formats of data files by their endings.</param>
/// <param name="Findings">Where faults and warnings go.</param>
internal sealed record SuiteChecks(
    SuiteSpec Spec,
    Places Places,
    ImmutableArray<SkippedModel> Skipped,
    DatasetFormats Formats,
    FaultCollector Findings
)
{
    /// <summary>The words that the suite may use.</summary>
    public required Catalog Catalog { get; init; }

    /// <summary>Where the evaluators of metrics are found.</summary>
    public required EvaluatorSource Evaluators { get; init; }

    /// <summary>Names of all models declared, skipped or faulty as they may be.</summary>
    public string[] Models { get; } =
    [.. Names(Places.Value(Spec, "models")), .. Spec.Models.SelectMany(TrainSizes.NamesOf)];

    /// <summary>Names of all tasks declared.</summary>
    public string[] Tasks { get; } =
    [.. TaskNames(Places.Value(Spec, "tasks")).Concat(Spec.Tasks.Select(task => task.Name)).Distinct()];

    /// <summary>Columns of the datasets that could be read.</summary>
    public Dictionary<object, string[]> Columns { get; } = new(ReferenceEqualityComparer.Instance);

    /// <summary>Tasks and models that name columns or fields which are not there: to read their data would tell it again.</summary>
    public HashSet<object> Unreadable { get; } = new(ReferenceEqualityComparer.Instance);

    /// <summary>The models among them, their sizes included.</summary>
    public IEnumerable<SkippedModel> UnreadableModels =>
        from model in Spec.Models
        where Unreadable.Contains(model) || (model.Prompting is { } own && Unreadable.Contains(own))
        from name in TrainSizes.NamesOf(model).Prepend(model.Name)
        select new SkippedModel(name, "its data cannot be read", model.Declared);

    public void Check()
    {
        NameChecks.Check(this);
        ModelChecks.Check(this);
        EndpointChecks.Check(this);
        TaskChecks.Check(this);
        GenerationChecks.Check(this);
        LikelihoodChecks.Check(this);
        EvaluatorChecks.Check(this);
        DatasetChecks.Check(this);
        ToolChecks.Check(this);
        ImageChecks.Check(this);
        LearnedRowChecks.Check(this);
        RecordingChecks.Check(this);
        TeamChecks.Check(this);
        JudgeChecks.Check(this);
        BatchChecks.Check(this);
        RepeatabilityChecks.Check(this);
        PublishedChecks.Check(this);
        PromptChecks.Check(this);
        HttpChecks.Check(this);
        CompareChecks.Check(this);
        GateChecks.Check(this);
        TermsChecks.Check(this);
        AbsentData.Tell(this);
    }

    /// <summary>Notes a model that is not declared, or warns of one that is left out.</summary>
    /// <param name="name">Name of a model, as some section writes it.</param>
    /// <param name="at">Where it stands.</param>
    /// <param name="others">Words that may stand instead of a model.</param>
    public void CheckModel(string name, Location at, params string[] others)
    {
        if (others.Contains(name))
        {
            return;
        }

        if (!Models.Contains(name))
        {
            string[] known = [.. Models, .. others];
            Findings.Add(
                at,
                $"unknown model {Wording.Quote(name)}",
                Wording.List(known),
                Spelling.Nearest(name, known)
            );
        }
        else if (Spec.Models.FirstOrDefault(model => model.Name == name)?.OnlyInTeams == true)
        {
            Findings.Add(
                at,
                $"model {Wording.Quote(name)}, which only teams and judges ask",
                "a model that is asked everything"
            );
        }
        else if (Skipped.FirstOrDefault(model => model.Name == name) is { } skipped)
        {
            Findings.Warn(at, $"model {Wording.Quote(name)} is skipped: {skipped.Reason}");
        }
    }

    /// <summary>The task and metric that <c>task/metric</c> names; null, with a fault, when there are none.</summary>
    public (EvalTask Task, Scoring.IMeasure Metric)? FindMetric(string path, Location at)
    {
        int slash = path.IndexOf('/', StringComparison.Ordinal);
        string[] all = Spec
            .Tasks.SelectMany(task => task.Metrics.Select(metric => $"{task.Name}/{metric.Name}"))
            .ToArray();
        if (slash < 0)
        {
            string? meant = all.FirstOrDefault(one => one.EndsWith("/" + path, StringComparison.Ordinal));
            Findings.Add(
                at,
                $"{Wording.Quote(path)} for a metric",
                "task/metric",
                meant ?? Spelling.Nearest(path, all)
            );
            return null;
        }

        var (taskName, metricName) = (path[..slash], path[(slash + 1)..]);
        var found = Spec.Tasks.FirstOrDefault(task => task.Name == taskName);
        string[] variants = [.. Spec.Tasks.Where(task => task.Variant?.Task == taskName).Select(task => task.Name)];
        if (variants.Length > 0 && !Tasks.Contains(taskName))
        {
            Findings.Add(
                at,
                $"task {Wording.Quote(taskName)}, which is asked with several prompts",
                Wording.List(variants.Select(variant => $"{variant}/{metricName}"))
            );
            return null;
        }

        if (!Tasks.Contains(taskName))
        {
            Findings.Add(
                at,
                $"unknown task {Wording.Quote(taskName)}",
                Wording.List(Tasks),
                Spelling.Nearest(taskName, Tasks)
            );
            return null;
        }

        if (found is null || !HasAllMetrics(found))
        {
            return null;
        }

        if (found.Metrics.FirstOrDefault(metric => metric.Name == metricName) is not { } measure)
        {
            string[] names = [.. found.Metrics.Select(metric => metric.Name)];
            Findings.Add(
                at,
                $"{Wording.Quote(metricName)}, which is not among the metrics of task {Wording.Quote(taskName)}",
                Wording.List(names),
                Spelling.Nearest(metricName, names)
            );
            return null;
        }

        return (found, measure);
    }

    /// <summary>Whether all metrics of a task are known: a faulty one is missed by nobody.</summary>
    internal bool HasAllMetrics(EvalTask task) =>
        Places.Value(task, "metrics") is not YamlSequence metrics || metrics.Items.Length == task.Metrics.Length;

    /// <summary>The names that a mapping gives, whatever stands behind them.</summary>
    /// <param name="named">The mapping; null for none.</param>
    public static IEnumerable<string> Names(YamlNode? named) =>
        (named as YamlMapping)?.Entries.Select(entry => entry.Key) ?? [];

    private static IEnumerable<string> TaskNames(YamlNode? tasks) =>
        from item in tasks is YamlSequence list ? [.. list.Items] : new[] { tasks }
        where item is YamlMapping
        from name in PromptVariants.NamesOf((YamlMapping)item)
        select name;
}
