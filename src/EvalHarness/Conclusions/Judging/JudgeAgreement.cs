using System.Collections.Immutable;
using EvalHarness.Statistics.Intervals;

namespace EvalHarness.Conclusions.Judging;

/// <summary>How far a judge and people agree on texts that both graded, and how far people agree among themselves.</summary>
/// <param name="Texts">Number of texts.</param>
/// <param name="Share">Share of texts on which the judge's grade is that of most people.</param>
/// <param name="Kappa">Cohen's kappa of the two: agreement beyond chance, 1 for total agreement, 0 for that of chance.</param>
/// <param name="Alpha">Krippendorff's alpha of people and the judge as one more rater, by the scores of the grades; null where undefined.</param>
/// <param name="PeopleAlpha">Krippendorff's alpha of people alone; null where no text has two ratings, or all are equal.</param>
/// <param name="PeopleShare">Share of pairs of people who gave a text the same grade; null where no text has two ratings.</param>
/// <param name="JudgeShare">Share of people whose grade is the judge's, mean over texts: what to hold against <paramref name="PeopleShare"/>.</param>
/// <param name="Confusion">Texts by the grade of most people (rows) and the judge's (columns), row by row.</param>
public sealed record JudgeAgreement(
    long Texts,
    Estimate Share,
    Estimate Kappa,
    double? Alpha,
    double? PeopleAlpha,
    double? PeopleShare,
    double? JudgeShare,
    ImmutableArray<long> Confusion
);

/// <summary>Agreement on the samples of a slice.</summary>
/// <param name="Field">The field.</param>
/// <param name="Value">Its value.</param>
/// <param name="Agreement">The agreement there.</param>
public sealed record SliceAgreement(string Field, string Value, JudgeAgreement Agreement);
