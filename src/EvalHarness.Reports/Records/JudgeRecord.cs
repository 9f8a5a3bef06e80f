using System.Collections.Immutable;
using EvalHarness.Conclusions;
using EvalHarness.Conclusions.Judging;

namespace EvalHarness.Reports.Records;

/// <summary>What a judge did, and how far its scores can be trusted.</summary>
/// <param name="Task">The task whose answers it judged.</param>
/// <param name="Judge">Its name.</param>
/// <param name="Models">The models that judged.</param>
/// <param name="Verdicts">Verdicts that it gave.</param>
/// <param name="Without">Answers or repeats without one.</param>
/// <param name="CostUsd">What judging cost, in US dollars; null when unknown.</param>
/// <param name="Calibration">The judge held against people; null where nobody rated.</param>
/// <param name="Biases">What was looked for in its verdicts.</param>
internal sealed record JudgeRecord(
    string Task,
    string Judge,
    ImmutableArray<string> Models,
    long Verdicts,
    long Without,
    decimal? CostUsd,
    CalibrationRecord? Calibration,
    ImmutableArray<BiasRecord> Biases
)
{
    /// <summary>The record of a judge.</summary>
    public static JudgeRecord Of(JudgeSummary judge) =>
        new(
            judge.Task,
            judge.Judge,
            judge.Models,
            judge.Verdicts,
            judge.Without.Values.Sum(),
            judge.CostUsd,
            CalibrationRecord.Of(judge.Calibration),
            [.. judge.Biases.Select(BiasRecord.Of)]
        );
}

/// <summary>A judge held against people.</summary>
/// <param name="File">The table of what they said.</param>
/// <param name="Raters">Names of their columns.</param>
/// <param name="Texts">Texts that people and judge graded.</param>
/// <param name="Foreign">Rows about texts that are not in the run.</param>
/// <param name="Agreement">Share of texts on which the judge's grade is that of most people; null without such texts.</param>
/// <param name="Kappa">Cohen's kappa of the two; null where undefined.</param>
/// <param name="KappaLow">Lower limit of its interval; null where there is none.</param>
/// <param name="KappaHigh">Upper limit of its interval; null where there is none.</param>
/// <param name="Alpha">Krippendorff's alpha of people and judge; null where undefined.</param>
/// <param name="PeopleAlpha">Krippendorff's alpha of people alone; null where undefined.</param>
/// <param name="PeopleAgreement">Share of pairs of people who agree; null where no text has two ratings.</param>
/// <param name="Models">The judged score of each model, raw and corrected.</param>
internal sealed record CalibrationRecord(
    string File,
    ImmutableArray<string> Raters,
    long Texts,
    long Foreign,
    double? Agreement,
    double? Kappa,
    double? KappaLow,
    double? KappaHigh,
    double? Alpha,
    double? PeopleAlpha,
    double? PeopleAgreement,
    ImmutableArray<CorrectedRecord> Models
)
{
    /// <summary>The record of a calibration; null where there is none.</summary>
    public static CalibrationRecord? Of(JudgeCalibration? calibration) =>
        calibration is null
            ? null
            : new(
                calibration.File,
                calibration.Raters,
                calibration.Agreement?.Texts ?? 0,
                calibration.Foreign,
                calibration.Agreement?.Share.Value,
                calibration.Agreement?.Kappa.Value,
                calibration.Agreement?.Kappa.Low,
                calibration.Agreement?.Kappa.High,
                calibration.Agreement?.Alpha,
                calibration.Agreement?.PeopleAlpha,
                calibration.Agreement?.PeopleShare,
                [.. calibration.Models.Select(CorrectedRecord.Of)]
            );
}

/// <summary>The judged score of one model, raw and corrected.</summary>
/// <param name="Model">Name of the model.</param>
/// <param name="Labelled">Its answers that people rated and the judge scored.</param>
/// <param name="Answers">Its answers that the judge scored.</param>
/// <param name="Raw">The judge's mean; null when undefined.</param>
/// <param name="RawLow">Lower limit of its interval, for what the judge would say; null where there is none.</param>
/// <param name="RawHigh">Upper limit of its interval; null where there is none.</param>
/// <param name="Corrected">What people would say; null where too few answers are labelled.</param>
/// <param name="CorrectedLow">Lower limit of its interval; null without a correction.</param>
/// <param name="CorrectedHigh">Upper limit of its interval; null without a correction.</param>
/// <param name="Weight">Weight of the judge's scores in it, in [0, 1]; null without a correction.</param>
/// <param name="EffectiveLabels">How many labels without a judge would be as good; null without a correction.</param>
internal sealed record CorrectedRecord(
    string Model,
    long Labelled,
    long Answers,
    double? Raw,
    double? RawLow,
    double? RawHigh,
    double? Corrected,
    double? CorrectedLow,
    double? CorrectedHigh,
    double? Weight,
    double? EffectiveLabels
)
{
    /// <summary>The record of a model's score.</summary>
    public static CorrectedRecord Of(CorrectedModel model) =>
        new(
            model.Model,
            model.Labelled,
            model.Answers,
            model.Raw.Value,
            model.Raw.Low,
            model.Raw.High,
            model.Corrected?.Value,
            model.Corrected?.Low,
            model.Corrected?.High,
            model.Weight,
            model.EffectiveLabels
        );
}

/// <summary>One thing that was looked for in the verdicts of a judge.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Subject">Models that it is about; empty for all answers.</param>
/// <param name="Size">How large it is; null where it cannot be measured.</param>
/// <param name="Low">Lower limit of its interval; null where there is none.</param>
/// <param name="High">Upper limit of its interval; null where there is none.</param>
/// <param name="IsWarning">Whether a reader must know of it.</param>
internal sealed record BiasRecord(
    BiasKind Kind,
    string Subject,
    double? Size,
    double? Low,
    double? High,
    bool IsWarning
)
{
    /// <summary>The record of a bias.</summary>
    public static BiasRecord Of(JudgeBias bias)
    {
        var size = bias.Size;
        return new(bias.Kind, bias.Subject, size?.Value, size?.Low, size?.High, bias.IsWarning);
    }
}
