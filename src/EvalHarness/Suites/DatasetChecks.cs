using EvalHarness.Datasets;

namespace EvalHarness.Suites;

/// <summary>Datasets: that the columns which a task names are those of its file, and of the file of its examples.</summary>
internal static class DatasetChecks
{
    public static void Check(SuiteChecks suite)
    {
        foreach (var task in suite.Spec.Tasks)
        {
            if (!IsRight(suite, task.Dataset) | !AreExamplesRight(suite, task))
            {
                suite.Unreadable.Add(task);
            }
        }

        // A task that lacks something else has a dataset all the same.
        var ofTasks = suite.Spec.Tasks.Select(task => task.Dataset).ToHashSet(ReferenceEqualityComparer.Instance);
        foreach (var dataset in suite.Places.All<DatasetSpec>().Where(dataset => !ofTasks.Contains(dataset)))
        {
            IsRight(suite, dataset);
        }
    }

    private static bool IsRight(SuiteChecks suite, DatasetSpec dataset)
    {
        bool isReadable = ColumnChecks.TryRead(suite, dataset, suite.Places.At(dataset, "file"), out string[]? columns);
        if (columns is null)
        {
            return isReadable;
        }

        suite.Columns[dataset] = columns;
        bool isRight = ColumnChecks.AreConditionsRight(suite, dataset, columns);
        foreach (
            var (key, names) in new (string, IEnumerable<string>)[]
            {
                ("id", One(dataset.Id)),
                ("fields", dataset.Fields ?? []),
                ("target", One(dataset.Target)),
                ("targets", dataset.Targets ?? []),
                ("cluster", One(dataset.Cluster)),
                ("slices", dataset.Slices ?? []),
            }
        )
        {
            isRight &= ColumnChecks.AreRight(suite, dataset, key, names, columns);
        }

        return isRight;
    }

    private static bool AreExamplesRight(SuiteChecks suite, EvalTask task)
    {
        if (task.FewShot is not { } fewShot)
        {
            return true;
        }

        bool isReadable = true;
        string[]? columns = suite.Columns.GetValueOrDefault(task.Dataset);
        if (fewShot.File is { } file && file.Full != task.Dataset.File.Full)
        {
            var examples = task.Rows with { File = file };
            isReadable = ColumnChecks.TryRead(suite, examples, suite.Places.At(fewShot, "file"), out columns);
        }

        return columns is null
            ? isReadable
            : ColumnChecks.AreConditionsRight(suite, fewShot, columns)
                & ColumnChecks.AreRight(suite, fewShot, "balance", One(fewShot.Balance), columns);
    }

    private static IEnumerable<string> One(string? name) => name is null ? [] : [name];
}
