using System.Collections.Immutable;
using EvalHarness.Core;

namespace EvalHarness.Logs;

/// <summary>What one model did in one task, cell by cell; a cell is <c>sample * epochs + epoch</c>.</summary>
public sealed class ModelCells
{
    /// <summary>Outcome of each cell, parsing included.</summary>
    public required Outcome[] Outcomes { get; init; }

    /// <summary>Parsed answer of each cell; null when there is none.</summary>
    public required string?[] Answers { get; init; }

    /// <summary>Sufficient statistics: one matrix a metric, cells x width, row by row.</summary>
    public required ImmutableArray<double[]> Statistics { get; init; }

    /// <summary>Columns of the weighted metrics: one matrix a metric, cells x columns; rows of NaN where a cell has none.</summary>
    public ImmutableArray<double[]> Columns { get; init; } = [];

    /// <summary>Money of each cell in US dollars; null when unknown.</summary>
    public required decimal?[] CostUsd { get; init; }

    /// <summary>Seconds of each cell; NaN when unknown.</summary>
    public required double[] LatencySeconds { get; init; }

    /// <summary>Tokens of each cell; null when unknown.</summary>
    public required Usage?[] Usage { get; init; }

    /// <summary>Probability of the answer given, per cell; NaN when unknown.</summary>
    public required double[] Confidence { get; init; }

    /// <summary>Attempts of each cell.</summary>
    public required int[] Attempts { get; init; }

    /// <summary>Which models of a team were asked, per cell, null where one model alone was; empty where nobody asks for it.</summary>
    public Route?[] Routes { get; init; } = [];
}
