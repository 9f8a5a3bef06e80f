using EvalHarness.Core;
using EvalHarness.Datasets;

namespace EvalHarness.Suites;

/// <summary>Files that a suite may not ship: where they are not here, what to download, under which license, and where to put it.</summary>
internal static class AbsentData
{
    /// <summary>Tells each file that is not here, once, where its dataset says how to get it, or that of a file beside it.</summary>
    /// <param name="suite">The suite, all of whose faults are found.</param>
    public static void Tell(SuiteChecks suite)
    {
        DatasetSpec[] offered = [.. suite.Places.All<DatasetSpec>().Where(dataset => dataset.Download is not null)];
        var told = new HashSet<string>(StringComparer.Ordinal);
        suite.Findings.Retell(fault =>
            fault.Missing is not { } missing || Offer(missing, offered) is not { } dataset ? fault
            : told.Add(Whole(missing.Full)) ? NotHere(fault.At, missing, dataset)
            : null
        );
    }

    private static Fault NotHere(Location at, FilePath missing, DatasetSpec dataset)
    {
        string license = dataset.License?.Id ?? "unknown";
        string source = dataset.License?.Source is { } said ? $" ({said})" : "";
        return new Fault(
            at,
            $"{Whole(missing.AsWritten)} is not here: download {dataset.Download}, license {license}{source}, "
                + $"and put it at {DataFile.Shown(Whole(missing.Full))}"
        )
        {
            IsDataNotHere = true,
            Missing = missing,
        };
    }

    /// <summary>Parts of one data set lie in one folder, as its split of training rows beside that of tests.</summary>
    private static DatasetSpec? Offer(FilePath missing, DatasetSpec[] offered) =>
        Array.Find(offered, dataset => dataset.File.Full == missing.Full)
        ?? Array.Find(offered, dataset => Folder(dataset.File.Full) == Folder(missing.Full));

    private static string? Folder(string path) => Path.GetDirectoryName(Whole(path));

    /// <summary>The file to get: of a file in an archive, the archive.</summary>
    private static string Whole(string path)
    {
        int end = path.IndexOf(".zip/", StringComparison.OrdinalIgnoreCase);
        return end < 0 ? path : path[..(end + 4)];
    }
}
