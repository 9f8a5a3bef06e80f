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
    public static Task CheckAsync(Suite suite, string samplesFile, CancellationToken cancellationToken) =>
        ReadAsync(suite, samplesFile, cancellationToken);

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

        var lines = await ReadAsync(suite, folder.SamplesFile, cancellationToken);
        HumanLabels.Write(folder, lines);
        var header = RunLog.ReadHeader(folder);
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

    private static async Task<List<LabelLine>> ReadAsync(
        Suite suite,
        string samplesFile,
        CancellationToken cancellationToken
    )
    {
        var judges = (
            from task in suite.Tasks
            from judge in task.Judges
            where judge.Calibration is not null
            select (Task: task, Judge: judge)
        ).ToList();
        var lines = new List<LabelLine>();
        if (judges.Count == 0)
        {
            return lines;
        }

        var ids = judges
            .Select(one => one.Task.Name)
            .Distinct(StringComparer.Ordinal)
            .ToDictionary(name => name, _ => new HashSet<string>(StringComparer.Ordinal), StringComparer.Ordinal);
        await foreach (var (task, sample) in RunLog.ReadSamplesAsync(samplesFile, cancellationToken))
        {
            if (ids.TryGetValue(task, out var known))
            {
                known.Add(sample.Id);
            }
        }

        var faults = new List<Fault>();
        foreach (var (task, judge) in judges)
        {
            var reader = new LabelReader(task, judge, suite.Formats, ids[task.Name]);
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
