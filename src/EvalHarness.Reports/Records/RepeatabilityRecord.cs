using System.Collections.Immutable;
using EvalHarness.Comparisons.Results;
using EvalHarness.Conclusions.Repeats;

namespace EvalHarness.Reports.Records;

/// <summary>How far a model repeats itself in a task.</summary>
/// <param name="Task">Name of the task.</param>
/// <param name="Model">Name of the model.</param>
/// <param name="Planned">Samples that were to be asked again.</param>
/// <param name="Times">How often each was to be asked, the first time included.</param>
/// <param name="Compared">Samples with two answers of the run at least; 0 where nothing is known.</param>
/// <param name="OtherAnswers">Samples of those compared whose answers, as they were read, are not all equal.</param>
/// <param name="OtherTexts">Samples of those compared whose texts are not all equal, byte for byte.</param>
/// <param name="Answers">Share of pairs of answers to one sample that are equal; null where nothing is known.</param>
/// <param name="AnswersLow">Lower limit of its interval; null where there is none.</param>
/// <param name="AnswersHigh">Upper limit of its interval; null where there is none.</param>
/// <param name="Texts">The same of texts.</param>
/// <param name="TextsLow">Lower limit of its interval; null where there is none.</param>
/// <param name="TextsHigh">Upper limit of its interval; null where there is none.</param>
/// <param name="Noise">What that does to scores, by metric.</param>
internal sealed record RepeatabilityRecord(
    string Task,
    string Model,
    int Planned,
    int Times,
    int Compared,
    int OtherAnswers,
    int OtherTexts,
    double? Answers,
    double? AnswersLow,
    double? AnswersHigh,
    double? Texts,
    double? TextsLow,
    double? TextsHigh,
    ImmutableArray<NoiseRecord> Noise
)
{
    /// <summary>The record of a model's self-agreement.</summary>
    public static RepeatabilityRecord Of(SelfAgreement model) =>
        new(
            model.Task,
            model.Model,
            model.Planned,
            model.Times,
            model.Compared,
            model.OtherAnswers,
            model.OtherTexts,
            model.Answers?.Value,
            model.Answers?.Low,
            model.Answers?.High,
            model.Texts?.Value,
            model.Texts?.Low,
            model.Texts?.High,
            [.. model.Noise.Select(NoiseRecord.Of)]
        );
}

/// <summary>A model's own noise in a metric.</summary>
/// <param name="Metric">Name of the metric.</param>
/// <param name="PerSample">Standard deviation of the difference between two askings of one sample.</param>
/// <param name="ForTask">Standard deviation of the difference between two passes over the whole task.</param>
/// <param name="Reach">A difference below this could be the model's own noise.</param>
/// <param name="ReachHigh">The same by the upper limit of the noise; null where there is none.</param>
internal sealed record NoiseRecord(string Metric, double PerSample, double ForTask, double Reach, double? ReachHigh)
{
    /// <summary>The record of a noise.</summary>
    public static NoiseRecord Of(OwnNoise noise) =>
        new(noise.Metric, noise.PerSample, noise.ForTask, noise.Reach, noise.ReachHigh);
}
