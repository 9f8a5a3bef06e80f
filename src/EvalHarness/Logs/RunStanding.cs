using System.Collections.Immutable;
using System.Text.Json;
using EvalHarness.Files;

namespace EvalHarness.Logs;

/// <summary>Who leads in a run, kept in its folder beside the scores that say so: a list of runs need not score any of them again.</summary>
/// <param name="Tasks">The tasks that stand for a claim of their own, in the order of the suite.</param>
public sealed record RunStanding(ImmutableArray<TaskStanding> Tasks)
{
    /// <summary>When the run ended of which it speaks, in UTC; null for one that had not ended.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Reads it; null where there is none, or none of the run as its header has it.</summary>
    /// <param name="folder">The run folder.</param>
    /// <param name="header">Its header.</param>
    public static RunStanding? Read(RunFolder folder, RunHeader header)
    {
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(header);
        try
        {
            var found = JsonSerializer.Deserialize(
                File.ReadAllBytes(folder.StandingFile),
                HeaderJson.Default.RunStanding
            );
            return
                found is { Tasks.IsDefault: false, EndedAt: { } ended }
                && ended == header.EndedAt
                && found.Tasks.All(task =>
                    task is { Task: not null, Metric: not null, Leader: not null, Tied.IsDefault: false }
                )
                ? found
                : null;
        }
        catch (Exception unknown) when (unknown is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    /// <summary>Writes it into the folder, in place of an earlier one.</summary>
    /// <param name="folder">The run folder.</param>
    internal void Write(RunFolder folder) =>
        WholeFile.Write(
            folder.StandingFile,
            file =>
            {
                using (var writer = new Utf8JsonWriter(file, HeaderJson.Indented))
                {
                    JsonSerializer.Serialize(writer, this, HeaderJson.Default.RunStanding);
                }

                file.Write("\n"u8);
            }
        );
}

/// <summary>Who leads in a task by its first metric.</summary>
/// <param name="Task">Name of the task.</param>
/// <param name="Metric">Name of its first metric.</param>
/// <param name="IsShare">Whether values are shares, told in per cent.</param>
/// <param name="Leader">The model with the best value.</param>
/// <param name="Value">Its value, in the metric's unit.</param>
/// <param name="Tied">The models that cannot be told apart from it and from each other, best first; empty where it leads alone.</param>
public sealed record TaskStanding(
    string Task,
    string Metric,
    bool IsShare,
    string Leader,
    double Value,
    ImmutableArray<string> Tied
)
{
    /// <summary>Lower limit of the interval of its value; null where there is none.</summary>
    public double? Low { get; init; }

    /// <summary>Upper limit of the interval of its value; null where there is none.</summary>
    public double? High { get; init; }

    /// <summary>Whether the value was published elsewhere and not measured by this run.</summary>
    public bool IsPublished { get; init; }
}
