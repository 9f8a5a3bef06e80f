using System.Collections.Immutable;
using EvalHarness.Statistics.Intervals;

namespace EvalHarness.Conclusions.Judging;

/// <summary>A judge held against people.</summary>
/// <param name="File">The table of what they said, as the suite names it.</param>
/// <param name="Raters">Names of their columns.</param>
/// <param name="Grades">The grades of the judge.</param>
/// <param name="Labelled">Texts of the run that people rated.</param>
/// <param name="Foreign">Rows of the table about texts that are not in the run.</param>
/// <param name="Unjudged">Texts that people rated and the judge gave no verdict on.</param>
/// <param name="Agreement">Over all texts; null where people and judge have none in common.</param>
/// <param name="Slices">By each slice of the task.</param>
/// <param name="Models">The judged score of each model, raw and corrected.</param>
/// <param name="Disagreements">The texts on which the two lie furthest apart, the furthest first; at most twenty.</param>
public sealed record JudgeCalibration(
    string File,
    ImmutableArray<string> Raters,
    ImmutableArray<string> Grades,
    long Labelled,
    long Foreign,
    long Unjudged,
    JudgeAgreement? Agreement,
    ImmutableArray<SliceAgreement> Slices,
    ImmutableArray<CorrectedModel> Models,
    ImmutableArray<JudgeDisagreement> Disagreements
);

/// <summary>The judged score of one model, as the judge gives it and as people would.</summary>
/// <param name="Model">The model.</param>
/// <param name="Labelled">Its answers that people rated and the judge scored.</param>
/// <param name="Answers">Its answers that the judge scored.</param>
/// <param name="Raw">The judge's mean.</param>
/// <param name="Corrected">What people would say; null where too few answers are labelled.</param>
/// <param name="Weight">How much the judge's scores count in it: 0 not at all, 1 fully; null without a correction.</param>
/// <param name="PeopleAlone">The mean of the labels alone, with its interval; null without labels.</param>
public sealed record CorrectedModel(
    string Model,
    long Labelled,
    long Answers,
    Estimate Raw,
    Estimate? Corrected,
    double? Weight,
    Estimate? PeopleAlone
)
{
    /// <summary>How its error falls with the number of labels; null where fewer than five samples or clusters are labelled.</summary>
    public LabelPlan? Plan { get; init; }

    /// <summary>
    /// How many labels without a judge would be as good as these with it: labels times the ratio of the variances; null without
    /// both.
    /// </summary>
    public double? EffectiveLabels =>
        Corrected?.StandardError is > 0 and { } with && PeopleAlone?.StandardError is { } without
            ? Labelled * (without * without) / (with * with)
            : null;
}

/// <summary>A text on which judge and people differ.</summary>
/// <param name="Sample">Id of the sample.</param>
/// <param name="Models">Models that gave the text.</param>
/// <param name="People">Mean score of people.</param>
/// <param name="Judge">Mean score of the judge.</param>
/// <param name="Answer">The text.</param>
/// <param name="Why">What the judge wrote, its verdict included.</param>
public sealed record JudgeDisagreement(
    string Sample,
    ImmutableArray<string> Models,
    double People,
    double Judge,
    string Answer,
    string Why
);
