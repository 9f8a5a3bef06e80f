using System.Collections.Immutable;
using EvalHarness.Core;
using EvalHarness.Yaml;

namespace EvalHarness.Logs;

/// <summary>Reads a scored run folder into columns: what comparisons and reports are functions of.</summary>
internal static class ScoreTableReader
{
    /// <summary>Reads a run with its scores.</summary>
    /// <param name="folder">The run folder.</param>
    /// <param name="catalog">The words that suites may use, for answer formats and metrics.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="DocumentException">The run was never scored, or a line of it is broken.</exception>
    public static async Task<ScoreTable> ReadAsync(
        RunFolder folder,
        Catalog catalog,
        CancellationToken cancellationToken = default
    )
    {
        var header = RunLog.ReadHeader(folder);
        ImmutableArray<ModelHeader> models = [.. header.Models.Where(model => model.IsAsked)];
        var tasks = RunExtensions
            .Scorings(folder, header, catalog)
            .ToDictionary(
                scoring => scoring.Task.Name,
                scoring => new TaskColumns(scoring, models),
                StringComparer.Ordinal
            );
        await foreach (var (task, sample) in RunLog.ReadSamplesAsync(folder, cancellationToken))
        {
            tasks[task].Add(sample);
        }

        await using var reader = Open(folder);
        while (await reader.MoveNextAsync(cancellationToken))
        {
            if (JsonLines.TryParse(reader, LogJson.Default.ScoreLine, out var line))
            {
                if (!tasks.TryGetValue(line.Task, out var columns) || !columns.TryAdd(line))
                {
                    throw JsonLines.Foreign(reader);
                }
            }
        }

        return new ScoreTable(header, [.. header.Tasks.Select(task => tasks[task.Name].ToScores())]);
    }

    private static LineReader Open(RunFolder folder) =>
        LineReader.Exists(folder.ScoresFile)
            ? LineReader.Open(folder.ScoresFile)
            : throw new DocumentException(
                new Fault(new Location(folder.ScoresFile), "no scores", "a run that was scored: use the verb score")
            );
}
