using EvalHarness.Statistics.Intervals;

namespace EvalHarness.Conclusions.Judging;

/// <summary>What may turn a judge's scores away from what it is asked.</summary>
public enum BiasKind
{
    /// <summary>The change of the judge's score where an answer is twice as long.</summary>
    Length,

    /// <summary>The same of the judge's score less that of people: what no better answer explains.</summary>
    LengthAgainstPeople,

    /// <summary>The judge judges itself, or one of its family; the size is how much more it favours it than another judge does.</summary>
    SelfPreference,

    /// <summary>Share of pairs of verdicts of one model on one text that are equal.</summary>
    Repeatability,

    /// <summary>Cohen's kappa of two models of a judge on the texts that both judged.</summary>
    OtherJudge,

    /// <summary>The judge's mean score of the answers that people labelled less that of the rest: labels should be drawn by chance.</summary>
    LabelledAnswers,
}

/// <summary>One thing that was looked for in the verdicts of a judge.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Subject">What it is about: models; empty for all answers.</param>
/// <param name="Size">How large it is, with its interval; null where it is known to be possible and cannot be measured.</param>
/// <param name="IsWarning">Whether a reader must know of it.</param>
public sealed record JudgeBias(BiasKind Kind, string Subject, Estimate? Size, bool IsWarning);
