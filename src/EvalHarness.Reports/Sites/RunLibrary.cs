using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using EvalHarness.Conclusions;
using EvalHarness.Core;
using EvalHarness.Logs;

namespace EvalHarness.Reports.Sites;

/// <summary>The runs below a folder of results that can be shown, and what is in them.</summary>
internal sealed class RunLibrary(SiteOptions options)
{
    private const int MostOpen = 3;
    private readonly RunStore store = new(options.Results);
    private readonly List<(string Key, ScoreTable Table)> open = [];
    private readonly Dictionary<string, string> hashes = new(StringComparer.Ordinal);
    private ImmutableArray<LoggedRun> listed = [];

    /// <summary>Runs that are whole, oldest first; the others are told in a line each.</summary>
    public ImmutableArray<LoggedRun> List()
    {
        foreach (string folder in store.FindUnreadable())
        {
            options.Tell($"{folder}: passed over, it cannot be read");
        }

        foreach (string folder in store.FindHeadless())
        {
            options.Tell($"{folder}: passed over, it has no run.json");
        }

        var runs = new Dictionary<(string, string), LoggedRun>();
        foreach (var folder in store.List())
        {
            if (Read(folder) is { } run && !runs.TryAdd((run.Header.Suite, run.Header.Id), run))
            {
                options.Tell($"{folder.Path}: passed over, another folder holds the same run");
            }
        }

        return listed = [
            .. runs.Values.OrderBy(run => run.Header.StartedAt).ThenBy(run => run.Header.Id, StringComparer.Ordinal),
        ];
    }

    /// <summary>Hash of all that a run's page is made of: its log, the baseline of its suite, and the runs that its decision names or its gates look back to.</summary>
    /// <param name="run">The run.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<string> KeyAsync(LoggedRun run, CancellationToken cancellationToken)
    {
        var parts = new List<string> { await HashAsync(run.Folder, cancellationToken) };
        foreach (var other in Named(run.Header).Concat(Before(run.Header)).Prepend(store.BaselineOf(run.Header.Suite)))
        {
            if (!hashes.TryGetValue(other.Path, out string? hash))
            {
                hashes[other.Path] = hash = await HashAsync(other, cancellationToken);
            }

            parts.Add(hash);
        }

        return Digest.Of([.. parts]);
    }

    /// <summary>Runs whose id, or the name of whose suite, stands in the text of a suite that takes numbers from other runs.</summary>
    private IEnumerable<RunFolder> Named(RunHeader header) =>
        !header.SuiteText.Contains("from_runs", StringComparison.Ordinal)
            ? []
            : listed
                .Where(other => other.Header.Id != header.Id)
                .Where(other =>
                    header.SuiteText.Contains(other.Header.Id, StringComparison.Ordinal)
                    || (
                        other.Header.Suite != header.Suite
                        && header.SuiteText.Contains(other.Header.Suite, StringComparison.Ordinal)
                    )
                )
                .Select(other => other.Folder);

    /// <summary>Runs of the suite before one whose gates look back.</summary>
    private IEnumerable<RunFolder> Before(RunHeader header) =>
        header.Gates.Any(gate => gate.NotWorseThan?.Last is not null)
            ? listed
                .Where(other => other.Header.Suite == header.Suite && other.Header.StartedAt < header.StartedAt)
                .Select(other => other.Folder)
            : [];

    /// <summary>Opens a run with all that follows from it.</summary>
    public Task<Evaluation> OpenAsync(LoggedRun run, CancellationToken cancellationToken) =>
        Evaluation.OpenAsync(run.Folder.Path, Evaluated, cancellationToken);

    /// <summary>Remembers the scores of a run that was opened.</summary>
    public void Keep(LoggedRun run, ScoreTable table)
    {
        if (!open.Exists(one => one.Key == run.Folder.Path))
        {
            open.Add((run.Folder.Path, table));
        }

        if (open.Count > MostOpen)
        {
            open.RemoveAt(0);
        }
    }

    /// <summary>The scores of a run.</summary>
    public async Task<ScoreTable> ScoresAsync(LoggedRun run, CancellationToken cancellationToken)
    {
        var known = open.Find(one => one.Key == run.Folder.Path);
        if (known.Table is not null)
        {
            return known.Table;
        }

        var opened = await Evaluation.OpenAsync(
            run.Folder.Path,
            Evaluated with
            {
                ScoresOnly = true,
            },
            cancellationToken
        );
        Keep(run, opened.Scores);
        return opened.Scores;
    }

    private EvaluationOptions Evaluated => new() { Catalog = options.Catalog, Results = options.Results };

    private LoggedRun? Read(RunFolder folder)
    {
        try
        {
            var header = RunLog.ReadHeader(folder);
            if (!Path.Exists(folder.SamplesFile) && !Path.Exists(folder.SamplesFile + ".gz"))
            {
                options.Tell($"{folder.Path}: passed over, it has no samples");
                return null;
            }

            if (header.EndedAt is null)
            {
                options.Tell($"{folder.Path}: passed over, it has not ended");
                return null;
            }

            if (header.Shards is { } part)
            {
                options.Tell($"{folder.Path}: passed over, it is {part}; 'evalharness merge' joins them");
                return null;
            }

            return new LoggedRun(folder, header);
        }
        catch (DocumentException broken)
        {
            options.Tell($"{broken.Faults[0]}: passed over");
            return null;
        }
    }

    private static async Task<string> HashAsync(RunFolder folder, CancellationToken cancellationToken)
    {
        using var all = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        string[] files =
        [
            folder.HeaderFile,
            folder.SamplesFile,
            folder.ResponsesFile,
            folder.JudgementsFile,
            folder.LabelsFile,
            folder.PromptsFile,
            folder.RepeatsFile,
            folder.ScoresFile,
        ];
        foreach (string file in files.SelectMany(file => new[] { file, file + ".gz" }).Where(File.Exists))
        {
            all.AppendData(Encoding.UTF8.GetBytes(Path.GetFileName(file)));
            using var stream = new FileStream(
                file,
                FileMode.Open,
                FileAccess.Read,
                FileShare.ReadWrite | FileShare.Delete,
                1 << 17
            );
            all.AppendData(await SHA256.HashDataAsync(stream, cancellationToken));
        }

        return Convert.ToHexStringLower(all.GetHashAndReset());
    }
}

/// <summary>A run that can be shown.</summary>
/// <param name="Folder">Its folder.</param>
/// <param name="Header">Its header.</param>
internal sealed record LoggedRun(RunFolder Folder, RunHeader Header)
{
    /// <summary>How the memory of a site calls it.</summary>
    public string Name => Header.Suite + " " + Header.Id;
}
