using System.Collections.Immutable;
using EvalHarness.Core;

namespace EvalHarness.Imports;

/// <summary>One evaluation of a log with its samples counted.</summary>
/// <param name="Evaluation">What the log's head declares.</param>
public sealed record CheckedEvaluation(ImportedEvaluation Evaluation)
{
    /// <summary>Number of samples that are there.</summary>
    public int Samples { get; init; }

    /// <summary>Number of answers that are there, failed ones included; filters and perturbations count once each.</summary>
    public int Answers { get; init; }

    /// <summary>The most answers to one sample; 0 where there is none.</summary>
    public int Epochs { get; init; }

    /// <summary>Number of answers of each kind, of those that are there.</summary>
    public ImmutableSortedDictionary<Outcome, int> Outcomes { get; init; } =
        ImmutableSortedDictionary<Outcome, int>.Empty;

    /// <summary>The filters, splits and perturbations, in the order in which they occur.</summary>
    public ImmutableArray<string> Variants { get; init; } = [];

    /// <summary>Number of answers whose text is kept.</summary>
    public int Texts { get; init; }

    /// <summary>Number of answers whose question is kept.</summary>
    public int Contents { get; init; }

    /// <summary>Number of answers with a known cost.</summary>
    public int Priced { get; init; }

    /// <summary>What these cost together, in US dollars.</summary>
    public decimal CostUsd { get; init; }

    /// <summary>Number of answers with known tokens.</summary>
    public int Metered { get; init; }

    /// <summary>Number of answers with a known time.</summary>
    public int Timed { get; init; }

    /// <summary>Its scores, as they are printed and as they follow from the samples.</summary>
    public ImmutableArray<CheckedTotal> Totals { get; init; } = [];

    /// <summary>What a reader of its numbers should know.</summary>
    public ImmutableArray<string> Notes { get; init; } = [];
}
