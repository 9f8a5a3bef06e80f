using System.Collections.Immutable;
using EvalHarness.Core;
using EvalHarness.Logs;
using EvalHarness.Statistics.Intervals;

namespace EvalHarness.Comparisons.Results;

/// <summary>What one model did in one task, apart from how well.</summary>
/// <param name="Model">Name of the model.</param>
/// <param name="Kind">Its part in the question.</param>
/// <param name="Description">One short line.</param>
/// <param name="Protocol">How it was asked, in words.</param>
/// <param name="ProtocolGroup">Models with equal numbers were asked in the same way; from 0.</param>
/// <param name="Outcomes">How many of the requests asked ended in each outcome, all outcomes present.</param>
/// <param name="Completeness">How many requests came back, and whether they are enough for a verdict.</param>
public sealed record ModelSummary(
    string Model,
    ModelKind Kind,
    string Description,
    string Protocol,
    int ProtocolGroup,
    ImmutableSortedDictionary<Outcome, long> Outcomes,
    Completeness Completeness
)
{
    /// <summary>Money for 1,000 answers, in US dollars; null when unknown; 0 for local models.</summary>
    public decimal? CostPer1000Usd { get; init; }

    /// <summary>Money to have 1,000 of its answers judged, in US dollars: 0 where nobody judges them, null when unknown.</summary>
    public decimal? JudgingPer1000Usd { get; init; } = 0;

    /// <summary>
    /// Money for 1,000 right answers, judging included (cost over headline metric; of a judged one over the sum of its scores), in US dollars;
    /// null when unknown or never right.
    /// </summary>
    public decimal? CostPer1000CorrectUsd { get; init; }

    /// <summary>Whether something of how it was asked is unknown: then it is tested against no other.</summary>
    public bool IsProtocolUnknown { get; init; }

    /// <summary>Money of the whole run for this model, in US dollars; null when unknown.</summary>
    public decimal? CostUsd { get; init; }

    /// <summary>Why the cost is unknown, or how it was found, in a few words.</summary>
    public string CostBasis { get; init; } = "";

    /// <summary>Tokens of all answers that report them; null when none does.</summary>
    public Usage? Usage { get; init; }

    /// <summary>Answers that the vendor says it served at the price of a batch.</summary>
    public long BatchAnswers { get; init; }

    /// <summary>Median of the time of all answers; null when one of them came without its time.</summary>
    public TimeSpan? LatencyP50 { get; init; }

    /// <summary>95th percentile of the time of all answers; null when one of them came without its time.</summary>
    public TimeSpan? LatencyP95 { get; init; }

    /// <summary>The median with its interval, in seconds; a limit that the answers cannot carry is null. Null where nothing was asked.</summary>
    public Estimate? MedianLatency { get; init; }

    /// <summary>The 95th percentile with its interval, in seconds; a limit that the answers cannot carry is null. Null where nothing was asked.</summary>
    public Estimate? SlowLatency { get; init; }

    /// <summary>Most requests in flight while the times were taken; null when unknown, as of recorded answers.</summary>
    public int? InFlight { get; init; }

    /// <summary>Whom a cascade or a router asked; null for a model alone.</summary>
    public TeamWork? Team { get; init; }

    /// <summary>What was odd about its replies, most frequent first; empty when nothing was.</summary>
    public ImmutableArray<Counted<Remark>> Remarks { get; init; } = [];

    /// <summary>What its failed requests failed by, most frequent first; empty when none did.</summary>
    public ImmutableArray<Counted<FailureClass>> Failures { get; init; } = [];

    /// <summary>Requests that needed more than one attempt.</summary>
    public long Retried { get; init; }

    /// <summary>Confusion counts, rows targets and columns answers in the order of the task's labels, last column no usable answer; null when answers are open.</summary>
    public ImmutableArray<ImmutableArray<long>>? Confusion { get; init; }
}
