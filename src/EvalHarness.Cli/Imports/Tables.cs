using System.Collections.Immutable;
using EvalHarness.Comparisons.Joins;
using EvalHarness.Comparisons.Published;
using EvalHarness.Conclusions;
using EvalHarness.Core;
using EvalHarness.Datasets;
using EvalHarness.Imports;
using EvalHarness.Logs;
using EvalHarness.Scoring.Texts;
using EvalHarness.Yaml;

namespace EvalHarness.Cli.Imports;

/// <summary>Reads what a user names, files of scores or runs, into one table of scores.</summary>
/// <param name="store">The folder of the logs.</param>
/// <param name="columns">Which columns of a file hold what.</param>
/// <param name="catalog">The words of runs, and the formats of files.</param>
internal sealed class Tables(RunStore store, ScoreColumns columns, Catalog catalog)
{
    private readonly ImmutableArray<ILogReader> readers = ImportedLogs.ReadersOf(
        catalog.Keywords(typeof(ILogReader)).Values
    );
    private readonly Dictionary<string, ImmutableArray<ImportedLog>> looked = new(StringComparer.Ordinal);
    private readonly DatasetFormats formats = new(catalog.Keywords(typeof(IDatasetReader)).Values);

    /// <summary>Whether less is better, in files.</summary>
    public bool LowerIsBetter { get; init; }

    /// <summary>Seed of the resamples, for files; runs have their suite's.</summary>
    public long Seed { get; init; }

    /// <summary>Files of rows that a model learned from: samples of logs and runs among them are told.</summary>
    public ImmutableArray<string> TrainedOn { get; init; } = [];

    /// <summary>Reads the table.</summary>
    /// <param name="given">Files of scores, or runs.</param>
    /// <param name="compare">What is compared with what, from what the suite says.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="DocumentException">A file or a run is wrong, or both kinds are given.</exception>
    public async Task<ScoreTable> ReadAsync(
        IReadOnlyList<string> given,
        Func<CompareSpec, CompareSpec> compare,
        CancellationToken cancellationToken
    )
    {
        var logs = new List<ImportedLog>();
        var others = new List<string>();
        foreach (string path in given)
        {
            var found = await LogsAsync(path, cancellationToken);
            // Totals and samples of one log may both be named.
            logs.AddRange(found.Where(log => !log.Files.All(logs.SelectMany(known => known.Files).Contains)));
            others.AddRange(found.IsEmpty ? [path] : []);
        }

        bool[] isFile = [.. others.Select(IsScoreFile)];
        if (isFile.Contains(true) && (logs.Count > 0 || isFile.Contains(false)))
        {
            string scores = others[Array.IndexOf(isFile, true)];
            throw new DocumentException(
                Directory.Exists(scores)
                    ? new Fault(
                        new Location(scores),
                        "a folder without run.json and without a log that is known",
                        "a run folder, a suite whose latest run is taken, or logs"
                    )
                    : new Fault(
                        new Location(scores),
                        logs.Count > 0 ? "a file of scores among logs" : "a file of scores among runs",
                        logs.Count > 0
                            ? "logs and runs, or files of scores alone"
                            : "files of scores, or runs, not both"
                    )
            );
        }

        if (isFile.Contains(true) && !TrainedOn.IsEmpty)
        {
            throw new DocumentException(
                new Fault(new Location("--trained-on"), "found a file of scores, which has no texts", "logs or runs")
            );
        }

        return logs.Count > 0 || !TrainedOn.IsEmpty
                ? await OfLogsAsync(given[0], logs, others, compare, cancellationToken)
            : isFile[0] ? await OfFilesAsync(given, compare, cancellationToken)
            : await OfRunsAsync(given, compare, cancellationToken);
    }

    /// <summary>Logs of other tools, with each other and with runs of this one.</summary>
    private async Task<ScoreTable> OfLogsAsync(
        string first,
        List<ImportedLog> logs,
        List<string> named,
        Func<CompareSpec, CompareSpec> compare,
        CancellationToken cancellationToken
    )
    {
        var options = Verb.Options(catalog, store.Root) with { ScoresOnly = true };
        var runs = new List<ScoreTable>();
        foreach (string run in named)
        {
            runs.Add((await Evaluation.OpenAsync(run, options, cancellationToken)).Scores);
        }

        var table = await LogJoin.JoinAsync(
            Path.GetFileNameWithoutExtension(Path.TrimEndingDirectorySeparator(first)),
            logs,
            runs,
            compare(new CompareSpec(Candidates: ["all"])),
            Seed,
            await LearnedAsync(cancellationToken),
            cancellationToken
        );
        string[] files = [.. logs.SelectMany(log => log.Files).Distinct(StringComparer.Ordinal)];
        var hashes = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (string file in files)
        {
            hashes[DataFile.Shown(file)] = await DataFile.HashAsync(file, cancellationToken);
        }

        return table with
        {
            Header = table.Header with
            {
                StartedAt = files
                    .Select(File.GetLastWriteTimeUtc)
                    .Select(time => new DateTimeOffset(time))
                    .Concat(runs.Select(run => run.Header.StartedAt))
                    .Max(),
                DataHashes = hashes,
            },
        };
    }

    /// <summary>The rows that a model learned from; null where none is named.</summary>
    private async Task<LearnedTexts?> LearnedAsync(CancellationToken cancellationToken)
    {
        if (TrainedOn.IsEmpty)
        {
            return null;
        }

        var learned = new LearnedTexts();
        foreach (string file in TrainedOn)
        {
            await foreach (var row in formats.Of(file).ReadAsync(file, cancellationToken))
            {
                learned.Add(row.Fields.Values);
            }
        }

        return learned;
    }

    /// <summary>Two runs of one suite in the order in which they began; null where the user names something else.</summary>
    /// <param name="given">Files of scores, or runs.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="DocumentException">A run is wrong.</exception>
    public async Task<(ScoreTable Earlier, ScoreTable Later)?> ReadTwoRunsAsync(
        IReadOnlyList<string> given,
        CancellationToken cancellationToken
    )
    {
        if (
            given is not [var first, var second]
            || IsScoreFile(first)
            || IsScoreFile(second)
            || !(await LogsAsync(first, cancellationToken)).IsEmpty
            || !(await LogsAsync(second, cancellationToken)).IsEmpty
        )
        {
            return null;
        }

        var options = Verb.Options(catalog, store.Root) with { ScoresOnly = true };
        var one = (await Evaluation.OpenAsync(first, options, cancellationToken)).Scores;
        var other = (await Evaluation.OpenAsync(second, options, cancellationToken)).Scores;
        return one.Header.Suite != other.Header.Suite || one.Header.Id == other.Header.Id ? null
            : one.Header.StartedAt <= other.Header.StartedAt ? (one, other)
            : (other, one);
    }

    private async Task<ScoreTable> OfFilesAsync(
        IReadOnlyList<string> files,
        Func<CompareSpec, CompareSpec> compare,
        CancellationToken cancellationToken
    )
    {
        var rows = new List<ScoreRow>();
        var notes = new List<string>();
        var hashes = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (string file in files)
        {
            var scores = new ScoreFile(file, columns, formats);
            rows.AddRange(await scores.ReadAsync(cancellationToken));
            notes.AddRange(scores.Notes);
            hashes[DataFile.Shown(file)] = await DataFile.HashAsync(file, cancellationToken);
        }

        var table = ScoreRows.Tabulate(
            Path.GetFileNameWithoutExtension(files[0]),
            Repeats.Number(rows, columns.Repeated),
            compare(new CompareSpec(Candidates: ["all"])),
            rows.Exists(row => row.Cluster is not null) ? columns.Cluster ?? "cluster" : null,
            !LowerIsBetter,
            Seed
        );
        return table with
        {
            Header = table.Header with
            {
                StartedAt = files.Max(File.GetLastWriteTimeUtc),
                DataHashes = hashes,
                Warnings = [.. notes],
            },
        };
    }

    private async Task<ScoreTable> OfRunsAsync(
        IReadOnlyList<string> runs,
        Func<CompareSpec, CompareSpec> compare,
        CancellationToken cancellationToken
    )
    {
        var options = Verb.Options(catalog, store.Root) with { ScoresOnly = true };
        var tables = ImmutableArray.CreateBuilder<ScoreTable>();
        foreach (string run in runs)
        {
            tables.Add((await Evaluation.OpenAsync(run, options, cancellationToken)).Scores);
        }

        return RunJoin.Join(tables.ToImmutable(), compare(tables[0].Header.Compare));
    }

    /// <summary>Whether a file of data is meant; a run may be named by a file in its folder, or by its suite's.</summary>
    private bool IsScoreFile(string given) => !IsInRun(given) && formats.Find(given) is not null;

    /// <summary>The logs of other tools at a path, looked for once; none where it is something else.</summary>
    private async Task<ImmutableArray<ImportedLog>> LogsAsync(string given, CancellationToken cancellationToken)
    {
        if (!looked.TryGetValue(given, out var found))
        {
            found =
                Path.Exists(given) && !IsInRun(given)
                    ? await ImportedLogs.SearchAsync(given, readers, cancellationToken)
                    : [];
            looked[given] = found;
        }

        return found;
    }

    private static bool IsInRun(string given)
    {
        string path = Path.TrimEndingDirectorySeparator(Path.GetFullPath(given));
        return new[] { path, Path.GetDirectoryName(path)! }.Any(folder =>
            File.Exists(Path.Combine(folder, "run.json"))
        );
    }
}
