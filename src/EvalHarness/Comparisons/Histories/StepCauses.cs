using System.Collections.Immutable;
using System.Globalization;
using EvalHarness.Logs;

namespace EvalHarness.Comparisons.Histories;

/// <summary>What differs between two runs in what they asked of a model, from their headers and samples.</summary>
internal static class StepCauses
{
    public static ImmutableArray<StepCause> Of(PairedRuns runs, int model, int before)
    {
        var causes = ImmutableArray.CreateBuilder<StepCause>();
        var (now, then) = (runs.All, runs.AllBefore);
        var (added, changed, removed) = runs.Data;
        bool isData = (added, changed, removed) is not (0, 0, 0);
        if (isData)
        {
            causes.Add(new(StepCauseKind.Data, "", Words(added, changed, removed)));
        }

        var (one, other) = (now.Models[model], then.Models[before]);
        var (asked, was) = (Protocol(now, one), Protocol(then, other));
        bool isSettings = asked?.Summary != was?.Summary;
        if (isSettings)
        {
            causes.Add(new(StepCauseKind.Settings, was?.Summary ?? "", asked?.Summary ?? ""));
        }

        // The hash of a task is over data, prompt and answer format: what is left when the data are the same is the prompt.
        bool isAnswer = now.Task.AnswerFormat != then.Task.AnswerFormat;
        if (isAnswer || (!isData && now.Task.Hash != then.Task.Hash))
        {
            causes.Add(new(StepCauseKind.Prompt, "", isAnswer ? "the form of the answer" : "the prompt"));
        }

        if (one.Fingerprint != other.Fingerprint)
        {
            bool isSaid = one.Description != other.Description;
            causes.Add(new(StepCauseKind.Model, isSaid ? other.Description : "", isSaid ? one.Description : ""));
        }

        string metric = now.MetricNames[0];
        if (then.MetricNames.IndexOf(metric) < 0)
        {
            causes.Add(new(StepCauseKind.Metric, then.MetricNames.FirstOrDefault() ?? "", metric));
        }

        return causes.ToImmutable();
    }

    private static string Words(int added, int changed, int removed) =>
        string.Join(
            ", ",
            new[] { (added, "added"), (changed, "changed"), (removed, "removed") }
                .Where(one => one.Item1 > 0)
                .Select(one => one.Item1.ToString("N0", CultureInfo.InvariantCulture) + " " + one.Item2)
        );

    private static Protocol? Protocol(TaskScores task, ModelHeader model) =>
        task.Task.Protocols.GetValueOrDefault(model.Name);
}
