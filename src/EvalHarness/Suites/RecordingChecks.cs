using EvalHarness.Models.Providers;
using EvalHarness.Yaml;

namespace EvalHarness.Suites;

/// <summary>Recorded answers: that the field by which they are found is one of the samples.</summary>
internal static class RecordingChecks
{
    public static void Check(SuiteChecks suite)
    {
        foreach (var model in suite.Spec.Models)
        {
            bool isSkipped = suite.Skipped.Any(other => other.Name == model.Name);
            if (!isSkipped && model.Provider is Replay { By: { } by } replay)
            {
                Array.ForEach([.. suite.Spec.Tasks], task => CheckField(suite, replay, by, task));
            }
        }
    }

    private static void CheckField(SuiteChecks suite, Replay replay, string by, EvalTask task)
    {
        var dataset = task.Dataset;
        if (dataset.Fields is null && !suite.Columns.ContainsKey(dataset))
        {
            return;
        }

        string[] fields =
        [
            .. dataset.Fields ?? suite.Columns[dataset].Except([dataset.Target ?? "", .. dataset.Targets ?? []]),
        ];
        if (!fields.Contains(by))
        {
            suite.Findings.Add(
                suite.Places.At(replay, "by"),
                $"{Wording.Quote(by)}, which is no field of the samples of task {Wording.Quote(task.Name)}",
                Wording.List(fields),
                Core.Spelling.Nearest(by, fields)
            );
        }
    }
}
