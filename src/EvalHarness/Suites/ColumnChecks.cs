using EvalHarness.Core;
using EvalHarness.Datasets;
using EvalHarness.Yaml;

namespace EvalHarness.Suites;

/// <summary>Columns of data files, by their first rows alone: that those which a suite names are there.</summary>
internal static class ColumnChecks
{
    private const int RowsLookedAt = 50;

    /// <summary>Reads the names of the columns of a file; false where it is not there, as was told, or, with a fault, has no rows at all.</summary>
    /// <param name="suite">The suite.</param>
    /// <param name="dataset">The file, and how it is read.</param>
    /// <param name="declared">Where it is named.</param>
    /// <param name="columns">The columns; null where there are none or, with the faults, where a row is broken.</param>
    public static bool TryRead(SuiteChecks suite, DatasetSpec dataset, Location declared, out string[]? columns)
    {
        columns = null;
        if (!DataFile.Exists(dataset.File.Full))
        {
            return false;
        }

        try
        {
            // Some rows of a local file: blocking costs less than a reader of suites that is asynchronous all through. Rows
            // that name their own columns may lack some: a column is there that one of them has.
            string[] found =
            [
                .. DatasetLoader
                    .ReadRowsAsync(dataset with { Where = null }, declared, suite.Formats, CancellationToken.None)
                    .ToBlockingEnumerable()
                    .Take(RowsLookedAt)
                    .TakeWhile((row, place) => place == 0 || row.NamesItsKeys)
                    .SelectMany(row => row.Fields.Keys)
                    .Distinct(StringComparer.Ordinal),
            ];
            columns = found.Length == 0 ? null : found;
            return true;
        }
        catch (DocumentException e)
        {
            foreach (var fault in e.Faults)
            {
                suite.Findings.Add(fault);
            }

            // A broken row is told where it lies, by whoever reads the file to its end, too.
            return e.Faults.All(fault => fault.At != declared);
        }
    }

    /// <summary>Whether the columns that a key names are there.</summary>
    /// <param name="suite">The suite.</param>
    /// <param name="record">What has the key.</param>
    /// <param name="key">The key.</param>
    /// <param name="names">What it names.</param>
    /// <param name="columns">The columns of the file.</param>
    public static bool AreRight(
        SuiteChecks suite,
        object record,
        string key,
        IEnumerable<string> names,
        string[] columns
    )
    {
        bool areRight = true;
        foreach (var (i, name) in names.Index())
        {
            areRight &= IsRight(suite, name, columns, suite.Places.At(record, key, i));
        }

        return areRight;
    }

    /// <summary>Whether the columns of a <c>where:</c> are there.</summary>
    /// <param name="suite">The suite.</param>
    /// <param name="record">What has the key.</param>
    /// <param name="columns">The columns of the file.</param>
    public static bool AreConditionsRight(SuiteChecks suite, object record, string[] columns)
    {
        bool areRight = true;
        foreach (var condition in (suite.Places.Value(record, "where") as YamlMapping)?.Entries ?? [])
        {
            areRight &= IsRight(suite, condition.Key, columns, condition.KeyAt);
        }

        return areRight;
    }

    private static bool IsRight(SuiteChecks suite, string name, string[] columns, Location at)
    {
        // Whether a dotted path leads somewhere, each row has to say.
        bool isPath = name.Split('.') is [var column, _, ..] && columns.Contains(column);
        if (isPath || columns.Contains(name))
        {
            return true;
        }

        suite.Findings.Add(
            at,
            $"{Wording.Quote(name)}, which is no column of the data",
            Wording.List(columns),
            Spelling.Nearest(name, columns)
        );
        return false;
    }
}
