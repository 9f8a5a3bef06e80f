using System.Collections.Immutable;
using EvalHarness.Comparisons.Results;
using EvalHarness.Statistics.Intervals;

namespace EvalHarness.Conclusions.Repeats;

/// <summary>How far a model repeats itself in a task: what came back when samples were asked again exactly as before.</summary>
/// <param name="Task">Name of the task.</param>
/// <param name="Model">Name of the model.</param>
/// <param name="Planned">Samples that were to be asked again.</param>
/// <param name="Times">How often each was to be asked in the run, the first time included.</param>
/// <param name="Compared">Samples with two answers of the run at least; 0 where nothing is known.</param>
public sealed record SelfAgreement(string Task, string Model, int Planned, int Times, int Compared)
{
    /// <summary>Samples of those compared whose answers, as they were read, are not all equal; outcomes without an answer are equal to themselves.</summary>
    public int OtherAnswers { get; init; }

    /// <summary>Samples of those compared whose texts are not all equal, byte for byte.</summary>
    public int OtherTexts { get; init; }

    /// <summary>Share of pairs of answers to one sample that are equal as they were read, averaged over samples; null where nothing is known.</summary>
    public Estimate? Answers { get; init; }

    /// <summary>The same of texts, byte for byte.</summary>
    public Estimate? Texts { get; init; }

    /// <summary>What that does to scores, by metric in the order of the suite; metrics that are no mean of one number a sample have none.</summary>
    public ImmutableArray<OwnNoise> Noise { get; init; } = [];
}
