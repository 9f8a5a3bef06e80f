using System.Collections.Immutable;
using EvalHarness.Core;

namespace EvalHarness.Comparisons.Published;

/// <summary>One score from elsewhere: what a model got on a sample.</summary>
/// <param name="Sample">Id of the sample; equal ids pair the models.</param>
/// <param name="Model">Name of the model.</param>
/// <param name="Score">The score, a finite number; null when the model has none, which counts as not run.</param>
/// <param name="At">Where it stands.</param>
public sealed record ScoreRow(string Sample, string Model, double? Score, Location At)
{
    /// <summary>Name of the task that the sample is of; empty (default) when all rows are of one.</summary>
    public string Task { get; init; } = "";

    /// <summary>Name of the prompt that the sample was asked with; empty (default) when each was asked with one.</summary>
    public string Prompt { get; init; } = "";

    /// <summary>Name or number of the epoch; empty (default) when each sample was asked once.</summary>
    public string Epoch { get; init; } = "";

    /// <summary>The group within which samples are not independent; null (default) when none is named.</summary>
    public string? Cluster { get; init; }

    /// <summary>Values of the fields by which scores are broken down, by field name; none by default.</summary>
    public IReadOnlyDictionary<string, string> Slices { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>What became of the request where there is no score; not run by default.</summary>
    public Outcome Outcome { get; init; }

    /// <summary>What the answer cost, in US dollars; null (default) when unknown.</summary>
    public decimal? CostUsd { get; init; }

    /// <summary>Seconds that it took; null (default) when unknown.</summary>
    public double? LatencySeconds { get; init; }

    /// <summary>Tokens; null (default) when unknown.</summary>
    public Usage? Usage { get; init; }
}
