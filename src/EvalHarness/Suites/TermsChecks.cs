using System.Collections.Immutable;
using EvalHarness.Core;
using EvalHarness.Models;
using EvalHarness.Models.Providers;
using EvalHarness.Models.Training;

namespace EvalHarness.Suites;

/// <summary>Licenses and terms: gathered from the suite, and warned of where they collide with what it does or asks for.</summary>
internal static class TermsChecks
{
    /// <summary>What a suite declares; null where it declares nothing and asks for nothing.</summary>
    /// <param name="models">Its models.</param>
    /// <param name="tasks">Its tasks.</param>
    /// <param name="require">What it asks for.</param>
    public static DeclaredTerms? Of(
        ImmutableArray<ModelSpec> models,
        ImmutableArray<EvalTask> tasks,
        RequiredTerms? require
    )
    {
        bool isDeclared =
            require is not null
            || models.Any(model =>
                model.License is not null || model.Terms is not null || model.TrainedFrom is not null
            )
            || tasks.Any(task => task.Dataset.License is not null || task.Dataset.Terms is not null);
        return isDeclared ? new([.. models.Select(model => Of(model, tasks))], [.. tasks.Select(Of)], require) : null;
    }

    /// <summary>Warns of each collision where the model, or else the data set, is declared.</summary>
    public static void Check(SuiteChecks suite)
    {
        var declared = Of(suite.Spec.Models, suite.Spec.Tasks, suite.Spec.Require);
        foreach (var conflict in declared?.Conflicts ?? [])
        {
            var model = suite.Spec.Models.FirstOrDefault(one => one.Name == conflict.Model);
            var task = suite.Spec.Tasks.FirstOrDefault(one => one.Name == conflict.Task);
            if (model is null || suite.Skipped.All(skipped => skipped.Name != model.Name))
            {
                suite.Findings.Warn(model?.Declared ?? suite.Places.At(task!, "dataset"), conflict.Text);
            }
        }
    }

    private static ModelTerms Of(ModelSpec model, ImmutableArray<EvalTask> tasks)
    {
        string[] files = [.. Files(model)];
        ImmutableArray<string> on =
        [
            .. tasks.Where(task => files.Contains(task.Dataset.File.Full)).Select(task => task.Name),
        ];
        return new(model.Name, IsSent(model.Provider))
        {
            NeedsNoLicense = model.Provider is RandomLabel or MajorityClass or Rules or ITeam or ILearner,
            License = model.License,
            Terms = model.Terms,
            TrainedFrom = model.TrainedFrom,
            TrainedOnTasks = on.IsEmpty ? null : on,
        };
    }

    private static DatasetTerms Of(EvalTask task) =>
        new(task.Name, task.Dataset.File.AsWritten) { License = task.Dataset.License, Terms = task.Dataset.Terms };

    private static bool IsSent(IModelProvider provider) =>
        provider is { IsLocal: false, IsRecorded: false } and not Published and not ITeam;

    private static IEnumerable<string> Files(ModelSpec model) =>
        (model.TrainedOn ?? [])
            .Select(rows => rows.File.Full)
            .Concat(model.Provider is ILearner learner ? [learner.Train.File.Full] : Array.Empty<string>());
}
