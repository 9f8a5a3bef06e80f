using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using EvalHarness.Core;
using EvalHarness.Files;
using EvalHarness.Yaml;

namespace EvalHarness.Logs;

/// <summary>
/// Makes the small copy of a run that is committed as its suite's baseline: header, sample ids with the hashes of their
/// contents, and what the metrics saw. No text is in it: no prompt, no answer, no field of a sample.
/// </summary>
internal static class Baselines
{
    /// <summary>Writes the baseline of a scored run, replacing an earlier one.</summary>
    /// <param name="run">The run.</param>
    /// <param name="baseline">Folder of the baseline.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    /// <exception cref="DocumentException">The run is not finished, or was never scored.</exception>
    public static async Task WriteAsync(
        RunFolder run,
        RunFolder baseline,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(baseline);
        var header = RunLog.ReadHeader(run);
        if (!header.IsFinished)
        {
            throw new DocumentException(
                new Fault(new Location(run.HeaderFile), "a run that is not finished", "a finished run")
            );
        }

        if (header.Shards is { } part)
        {
            throw new DocumentException(new Fault(new Location(run.HeaderFile), $"{part}", "a run of all samples"));
        }

        if (!LineReader.Exists(run.ScoresFile))
        {
            throw new DocumentException(new Fault(new Location(run.ScoresFile), "no scores", "a run that was scored"));
        }

        Directory.CreateDirectory(baseline.Path);
        await CopyAsync(run.SamplesFile, baseline.SamplesFile, LogJson.Default.SampleLine, Strip, cancellationToken);
        await CopyAsync(run.ScoresFile, baseline.ScoresFile, LogJson.Default.ScoreLine, Strip, cancellationToken);
        RunLog.WriteHeader(
            baseline,
            header with
            {
                SuiteText = "",
                Extensions = RunExtensions.Move(header.Extensions, run.Path, baseline.Path),
                Description = "",
                Warnings = [],
                Models = [.. header.Models.Select(model => model with { Fingerprint = "" })],
            }
        );
    }

    /// <summary>Reads the baseline of a suite.</summary>
    /// <param name="baseline">Folder of the baseline.</param>
    /// <param name="catalog">The words that suites may use.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The baseline with its scores; null when there is none.</returns>
    /// <exception cref="DocumentException">A line of it is broken.</exception>
    public static async Task<ScoreTable?> ReadAsync(
        RunFolder baseline,
        Catalog catalog,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(baseline);
        return File.Exists(baseline.HeaderFile)
            ? await ScoreTableReader.ReadAsync(baseline, catalog, cancellationToken)
            : null;
    }

    private static SampleLine Strip(SampleLine line) =>
        new()
        {
            Task = line.Task,
            Sample = line.Sample,
            Content = line.Content,
        };

    private static ScoreLine Strip(ScoreLine line)
    {
        (line.Answer, line.Reason, line.Confidence, line.Usage, line.Attempts) = (null, null, null, null, 0);
        line.Evaluations = line.Evaluations is { } said ? [.. said.Select(one => one.Strip())] : null;
        line.LatencySeconds = line.LatencySeconds is { } seconds ? Math.Round(seconds, 3) : null;
        return line;
    }

    /// <summary>The time stamp of a gzip file is 0 here, so equal scores are equal bytes.</summary>
    private static Task CopyAsync<T>(
        string from,
        string to,
        JsonTypeInfo<T> type,
        Func<T, T> strip,
        CancellationToken cancellationToken
    ) =>
        WholeFile.WriteAsync(
            to + ".gz",
            async (file, token) =>
            {
                await using var packed = new GZipStream(file, CompressionLevel.SmallestSize, leaveOpen: true);
                await foreach (var line in JsonLines.ReadAsync(from, type, token))
                {
                    using (var writer = new Utf8JsonWriter((Stream)packed, LogJson.Compact))
                    {
                        JsonSerializer.Serialize(writer, strip(line), type);
                    }

                    packed.Write("\n"u8);
                }
            },
            cancellationToken
        );
}
