using EvalHarness.Core;
using EvalHarness.Datasets;
using EvalHarness.Yaml;

namespace EvalHarness.Suites;

/// <summary>Datasets: that the columns which a task names are those of its file, by the first row alone.</summary>
internal static class DatasetChecks
{
    private const int RowsLookedAt = 50;

    public static void Check(SuiteChecks suite)
    {
        foreach (var task in suite.Spec.Tasks)
        {
            if (ReadColumns(suite, task.Dataset, suite.Places.At(task.Dataset, "file")) is not { } columns)
            {
                continue;
            }

            suite.Columns[task.Dataset] = columns;
            CheckNamed(suite, task.Dataset, columns);
            CheckConditions(suite, task.Dataset, columns);
            CheckExamples(suite, task, columns);
        }
    }

    /// <summary>Names of the columns of a file; null when it is empty or, with the faults, when it cannot be read.</summary>
    private static string[]? ReadColumns(SuiteChecks suite, DatasetSpec dataset, Location declared)
    {
        if (!File.Exists(dataset.File.Full))
        {
            return null;
        }

        try
        {
            // Some rows of a local file: blocking costs less than a reader of suites that is asynchronous all through. Rows
            // that name their own columns may lack some: a column is there that one of them has.
            string[] columns =
            [
                .. DatasetLoader
                    .ReadRowsAsync(dataset with { Where = null }, declared, suite.Formats, CancellationToken.None)
                    .ToBlockingEnumerable()
                    .Take(RowsLookedAt)
                    .TakeWhile((row, place) => place == 0 || row.NamesItsKeys)
                    .SelectMany(row => row.Fields.Keys)
                    .Distinct(StringComparer.Ordinal),
            ];
            return columns.Length == 0 ? null : columns;
        }
        catch (DocumentException e)
        {
            foreach (var fault in e.Faults)
            {
                suite.Findings.Add(fault);
            }

            return null;
        }
    }

    private static void CheckNamed(SuiteChecks suite, DatasetSpec dataset, string[] columns)
    {
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
            foreach (var (i, name) in names.Index())
            {
                CheckColumn(suite, name, columns, suite.Places.At(dataset, key, i));
            }
        }
    }

    private static void CheckConditions(SuiteChecks suite, object record, string[] columns)
    {
        foreach (var condition in (suite.Places.Value(record, "where") as YamlMapping)?.Entries ?? [])
        {
            CheckColumn(suite, condition.Key, columns, condition.KeyAt);
        }
    }

    private static void CheckExamples(SuiteChecks suite, EvalTask task, string[] columns)
    {
        if (task.FewShot is not { } fewShot || (fewShot.File is { } file && file.Full != task.Dataset.File.Full))
        {
            return;
        }

        CheckConditions(suite, fewShot, columns);
        if (fewShot.Balance is { } balance)
        {
            CheckColumn(suite, balance, columns, suite.Places.At(fewShot, "balance"));
        }
    }

    private static void CheckColumn(SuiteChecks suite, string name, string[] columns, Location at)
    {
        // Whether a dotted path leads somewhere, each row has to say.
        bool isPath = name.Split('.') is [var column, _, ..] && columns.Contains(column);
        if (!isPath && !columns.Contains(name))
        {
            suite.Findings.Add(
                at,
                $"{Wording.Quote(name)}, which is no column of the data",
                Wording.List(columns),
                Spelling.Nearest(name, columns)
            );
        }
    }

    private static IEnumerable<string> One(string? name) => name is null ? [] : [name];
}
