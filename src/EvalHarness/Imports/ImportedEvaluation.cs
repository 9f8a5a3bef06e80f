using System.Collections.Immutable;

namespace EvalHarness.Imports;

/// <summary>One model on one task, as the head of another tool's log declares it.</summary>
/// <param name="Task">Name of the task, as the tool has it.</param>
/// <param name="Model">Name of the model, as the tool has it; empty where the log does not tell.</param>
public sealed record ImportedEvaluation(string Task, string Model)
{
    /// <summary>Version of the task; null where none is told.</summary>
    public string? TaskVersion { get; init; }

    /// <summary>How it ended.</summary>
    public ImportedStatus Status { get; init; } = ImportedStatus.Finished;

    /// <summary>Number of samples that the totals are over; null where it is not told.</summary>
    public int? Samples { get; init; }

    /// <summary>How often each sample was asked; null where it is not told.</summary>
    public int? Epochs { get; init; }

    /// <summary>How it was asked, as far as the log tells.</summary>
    public ImportedProtocol Protocol { get; init; } = new();

    /// <summary>The scores that the tool prints.</summary>
    public ImmutableArray<ImportedTotal> Totals { get; init; } = [];

    /// <summary>When it began; null where it is not told.</summary>
    public DateTimeOffset? StartedAt { get; init; }
}
