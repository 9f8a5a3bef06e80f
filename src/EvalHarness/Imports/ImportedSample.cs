using System.Collections.Immutable;
using EvalHarness.Core;

namespace EvalHarness.Imports;

/// <summary>One answer to one sample, from another tool's log.</summary>
/// <param name="Task">Name of the task, that of one of the log's evaluations.</param>
/// <param name="Model">Name of the model, that of the same evaluation.</param>
/// <param name="Id">Id of the sample; numbers as the log writes them.</param>
/// <param name="Epoch">The repeat, from 0.</param>
/// <param name="At">Where it stands.</param>
public sealed record ImportedSample(string Task, string Model, string Id, int Epoch, Location At)
{
    /// <summary>The filter, split or perturbation that tells it from other scores of the same sample; empty where there is but one.</summary>
    public string Variant { get; init; } = "";

    /// <summary>What was asked, without instructions and examples; empty where the log does not keep it.</summary>
    public string Input { get; init; } = "";

    /// <summary>Further texts of the sample, by which it may be known: fields of its data, its prompt.</summary>
    public ImmutableArray<string> Texts { get; init; } = [];

    /// <summary>The options to choose from; empty where there are none.</summary>
    public ImmutableArray<string> Choices { get; init; } = [];

    /// <summary>Right answers, any of which is right; empty where none is told.</summary>
    public ImmutableArray<string> Targets { get; init; } = [];

    /// <summary>The text of the answer; null where there is none, or the log does not keep it.</summary>
    public string? Text { get; init; }

    /// <summary>The answer that the tool found in the text; null where it does not tell.</summary>
    public string? Answer { get; init; }

    /// <summary>What became of the request: answered, empty, filtered, truncated, failed or not run.</summary>
    public Outcome Outcome { get; init; } = Outcome.Answered;

    /// <summary>Why the text ended: <c>stop</c>, <c>length</c>, <c>content_filter</c>, <c>tool_calls</c>, or the tool's own word; null where it is not told.</summary>
    public string? FinishReason { get; init; }

    /// <summary>What failed, in a word or two of ours and without the tool's message, which may hold anything; null where nothing did.</summary>
    public string? Failure { get; init; }

    /// <summary>What the tool scored it, in the order of the log.</summary>
    public ImmutableArray<ImportedValue> Scores { get; init; } = [];

    /// <summary>Tokens; null where they are not told.</summary>
    public Usage? Usage { get; init; }

    /// <summary>What it cost, in US dollars; null where it is not told.</summary>
    public decimal? CostUsd { get; init; }

    /// <summary>Seconds that it took; null where they are not told.</summary>
    public double? LatencySeconds { get; init; }

    /// <summary>All of its texts as hashes.</summary>
    internal SampleTexts TextKeys => SampleTexts.Of(Texts.Add(Input));
}
