using EvalHarness.Core;
using EvalHarness.Datasets;
using EvalHarness.Logs;
using EvalHarness.Suites;

namespace EvalHarness.Runs;

/// <summary>Takes what people said of answers from the tables of a suite into a run folder, so that all follows from the log.</summary>
internal static class LabelFile
{
    /// <summary>What the header of a run says of a judge's table; null where it has none.</summary>
    /// <param name="judge">The judge.</param>
    public static CalibrationHeader? HeaderOf(JudgeSpec judge) =>
        judge.Calibration is { } calibration
            ? new CalibrationHeader(calibration.File.AsWritten, calibration.Raters)
            : null;

    /// <summary>Reads the tables of a suite.</summary>
    /// <param name="suite">The suite.</param>
    /// <param name="samplesFile">The samples that may be named.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="DocumentException">A column, an id or a grade is wrong: all faults.</exception>
    public static async Task CheckAsync(Suite suite, string samplesFile, CancellationToken cancellationToken) =>
        await ReadAsync(suite, await IdsAsync(suite, samplesFile, cancellationToken), cancellationToken);

    /// <summary>
    /// Writes what people said into a run folder, where a judge of the suite has a table, and the hash of the table into its header.
    /// </summary>
    /// <param name="suite">The suite.</param>
    /// <param name="folder">The run folder.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="DocumentException">A column, an id or a grade is wrong: all faults.</exception>
    public static async Task WriteAsync(Suite suite, RunFolder folder, CancellationToken cancellationToken)
    {
        if (!suite.Tasks.SelectMany(task => task.Judges).Any(judge => judge.Calibration is not null))
        {
            return;
        }

        var header = RunLog.ReadHeader(folder);
        var ids = await IdsAsync(suite, folder.SamplesFile, cancellationToken);
        var lines = header.Shards is null
            ? await ReadAsync(suite, ids, cancellationToken)
            : await ReadPartAsync(suite, ids, cancellationToken);
        HumanLabels.Write(folder, lines);
        var hashes = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (file, hash) in header.DataHashes)
        {
            hashes[file] = hash;
        }

        foreach (var judge in suite.Tasks.SelectMany(task => task.Judges))
        {
            if (judge.Calibration is { } calibration)
            {
                hashes[calibration.File.AsWritten] = await DataFile.HashAsync(calibration.File.Full, cancellationToken);
            }
        }

        RunLog.WriteHeader(folder, header with { DataHashes = hashes });
    }

    /// <summary>The labels of a part of the samples, with their places among all: planning found each of a sample of the suite.</summary>
    private static async Task<List<LabelLine>> ReadPartAsync(
        Suite suite,
        Dictionary<string, HashSet<string>> ids,
        CancellationToken cancellationToken
    )
    {
        var lines = await ReadAsync(suite, null, cancellationToken);
        for (int place = 0; place < lines.Count; place++)
        {
            lines[place].Place = place;
        }

        return lines.FindAll(line => ids[line.Task].Contains(line.Sample));
    }

    /// <summary>The ids of the samples of each task that has a judge with a table.</summary>
    private static async Task<Dictionary<string, HashSet<string>>> IdsAsync(
        Suite suite,
        string samplesFile,
        CancellationToken cancellationToken
    )
    {
        var ids = suite
            .Tasks.Where(task => task.Judges.Any(judge => judge.Calibration is not null))
            .ToDictionary(task => task.Name, _ => new HashSet<string>(StringComparer.Ordinal), StringComparer.Ordinal);
        if (ids.Count == 0)
        {
            return ids;
        }

        await foreach (var (task, sample) in RunLog.ReadSamplesAsync(samplesFile, cancellationToken))
        {
            if (ids.TryGetValue(task, out var known))
            {
                known.Add(sample.Id);
            }
        }

        return ids;
    }

    private static async Task<List<LabelLine>> ReadAsync(
        Suite suite,
        Dictionary<string, HashSet<string>>? ids,
        CancellationToken cancellationToken
    )
    {
        var judges =
            from task in suite.Tasks
            from judge in task.Judges
            where judge.Calibration is not null
            select (Task: task, Judge: judge);
        var lines = new List<LabelLine>();
        var faults = new List<Fault>();
        foreach (var (task, judge) in judges)
        {
            var reader = new LabelReader(task, judge, suite.Formats, ids?[task.Name]);
            try
            {
                await reader.ReadAsync(lines, cancellationToken);
            }
            catch (DocumentException wrong)
            {
                faults.AddRange(wrong.Faults.Except(faults));
            }
        }

        return faults.Count == 0 ? lines : throw new DocumentException(faults);
    }
}
