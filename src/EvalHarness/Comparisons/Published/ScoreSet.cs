using System.Collections.Immutable;
using EvalHarness.Imports;
using EvalHarness.Logs;

namespace EvalHarness.Comparisons.Published;

/// <summary>One model's scores on one task, from a log of whatever tool, with what tells its samples from others.</summary>
/// <param name="Source">What the log is called in messages.</param>
/// <param name="Task">Name of the task there.</param>
/// <param name="Model">Name of the model.</param>
/// <param name="Metric">Name of the metric whose values these are.</param>
internal sealed record ScoreSet(string Source, string Task, string Model, string Metric)
{
    /// <summary>Whether more is better; null where nobody says.</summary>
    public bool? HigherIsBetter { get; init; }

    /// <summary>How the model was asked.</summary>
    public required Protocol Protocol { get; init; }

    /// <summary>The model as a header has it, of an own run; null for one of another tool's log.</summary>
    public ModelHeader? Header { get; init; }

    /// <summary>The answers, one a sample and repeat; the sample's id is that of the log.</summary>
    public required ImmutableArray<ScoreRow> Rows { get; init; }

    /// <summary>Texts of the samples by their ids.</summary>
    public required IReadOnlyDictionary<string, SampleTexts> Texts { get; init; }

    /// <summary>The texts themselves, by the samples' ids; none where they are not held.</summary>
    public IReadOnlyDictionary<string, ImmutableArray<string>> Contents { get; init; } =
        ImmutableDictionary<string, ImmutableArray<string>>.Empty;

    /// <summary>Whether samples stand among what a model learned from, by their ids; those of which it cannot be told are left out.</summary>
    public IReadOnlyDictionary<string, bool> Learned { get; init; } = ImmutableDictionary<string, bool>.Empty;

    /// <summary>Scores of other filters or perturbations of the same answers, which are passed over.</summary>
    public int PassedOver { get; init; }
}
