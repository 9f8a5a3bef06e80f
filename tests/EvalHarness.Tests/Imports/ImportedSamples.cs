using EvalHarness.Core;
using EvalHarness.Imports;

namespace EvalHarness.Tests.Imports;

/// <summary>What tests ask of a log.</summary>
internal static class ImportedSamples
{
    /// <summary>A file of the tests' own logs.</summary>
    public static string Data(string path) =>
        Path.Combine(Repository.Root, "tests/EvalHarness.Tests/Imports/Data", path);

    /// <summary>A log that a tool knows.</summary>
    public static async Task<ImportedLog> LogAsync(string path) =>
        await ImportedLogs.OpenAsync(path) ?? throw new InvalidOperationException($"No tool knows {path}.");

    /// <summary>All samples of a log.</summary>
    public static async Task<List<ImportedSample>> SamplesAsync(this ImportedLog log)
    {
        var samples = new List<ImportedSample>();
        await foreach (var sample in log.ReadAsync(CancellationToken.None))
        {
            samples.Add(sample);
        }

        return samples;
    }

    /// <summary>All samples of the log at a path.</summary>
    public static async Task<List<ImportedSample>> SamplesAsync(string path) =>
        await (await LogAsync(path)).SamplesAsync();

    /// <summary>A score of a sample; null where it has none of that name, or no value of it.</summary>
    public static double? Score(this ImportedSample sample, string metric) =>
        sample.Scores.FirstOrDefault(score => score.Metric == metric).Value;

    /// <summary>Mean of a score over those that have one.</summary>
    public static double? Mean(this IEnumerable<ImportedSample> samples, string metric) =>
        samples.Average(sample => sample.Score(metric));

    /// <summary>How many ended so.</summary>
    public static int Count(this IEnumerable<ImportedSample> samples, Outcome outcome) =>
        samples.Count(sample => sample.Outcome == outcome);

    /// <summary>The fault of a log that is broken.</summary>
    public static async Task<string> FaultAsync(string path)
    {
        try
        {
            await SamplesAsync(path);
            return "none";
        }
        catch (DocumentException e)
        {
            return e.Message;
        }
    }
}
