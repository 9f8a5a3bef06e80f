using System.Collections.Immutable;
using EvalHarness.Core;
using EvalHarness.Logs;
using EvalHarness.Scoring.Judges;

namespace EvalHarness.Conclusions.Judging;

/// <summary>One text that a judge was given about one sample, with all that was said of it.</summary>
/// <param name="Sample">The sample.</param>
/// <param name="Cluster">Number of its independent unit.</param>
/// <param name="Text">The text, where people said something of it; null elsewhere, to save memory.</param>
/// <param name="Length">Its length in characters.</param>
/// <param name="Ratings">What people said of it; empty where nobody did.</param>
internal sealed record JudgedText(
    Sample Sample,
    int Cluster,
    string? Text,
    int Length,
    ImmutableArray<HumanRating> Ratings
)
{
    /// <summary>What the judge is asked.</summary>
    public required IJudgeQuestion Question { get; init; }

    /// <summary>How several verdicts become one.</summary>
    public Jury Jury { get; init; }

    /// <summary>Models that gave this text, one entry an answer.</summary>
    public List<string> Models { get; } = [];

    /// <summary>What the judge said of it, one entry a verdict.</summary>
    public List<GivenVerdict> Verdicts { get; } = [];

    /// <summary>Whether both people and the judge said something of it.</summary>
    public bool IsCompared => !Ratings.IsEmpty && Verdicts.Count > 0;

    /// <summary>Score of the judge, all verdicts together; NaN without one.</summary>
    public double Score =>
        Verdicts.Count == 0 ? double.NaN : Question.Join([.. Verdicts.Select(verdict => verdict.Said)], Jury).Score;

    /// <summary>Mean score of people; NaN where nobody rated.</summary>
    public double Label => Ratings.IsEmpty ? double.NaN : Ratings.Average(rating => rating.Score);

    /// <summary>Mean score of one of the judge's models; NaN where it gave no verdict.</summary>
    /// <param name="model">The model.</param>
    public double ScoreBy(string model)
    {
        var (sum, count) = (0d, 0);
        foreach (var verdict in Verdicts)
        {
            if (verdict.Model == model)
            {
                sum += verdict.Score;
                count++;
            }
        }

        return sum / count;
    }
}

/// <summary>One verdict of a judge.</summary>
/// <param name="Model">The model that gave it.</param>
/// <param name="Said">What it says.</param>
/// <param name="Why">What the judge wrote before it, where people said something of the text too; null elsewhere.</param>
internal readonly record struct GivenVerdict(string Model, JudgeVerdict Said, string? Why)
{
    /// <summary>The grade in words.</summary>
    public string Grade => Said.Grade;

    /// <summary>Its score, in [0, 1].</summary>
    public double Score => Said.Score;
}
