using System.Collections.Immutable;

namespace EvalHarness.Scoring.Judges;

/// <summary>What a judge says of an answer.</summary>
/// <param name="Grade">The grade in words; of several verdicts with different ones, empty.</param>
/// <param name="Score">Its score in [0, 1].</param>
public sealed record JudgeVerdict(string Grade, double Score)
{
    /// <summary>Scores of the questions that it answers one by one, by their names, in [0, 1]; empty where it is one grade.</summary>
    public IReadOnlyDictionary<string, double> Parts { get; init; } = ImmutableDictionary<string, double>.Empty;

    /// <summary>One verdict of several that are one grade each.</summary>
    /// <param name="verdicts">The verdicts, one at least.</param>
    /// <param name="jury">How they are joined.</param>
    internal static JudgeVerdict Join(IReadOnlyCollection<JudgeVerdict> verdicts, Jury jury)
    {
        ArgumentOutOfRangeException.ThrowIfZero(verdicts.Count);
        var grades = verdicts.GroupBy(verdict => verdict.Grade, StringComparer.Ordinal).ToList();
        if (grades is [var only])
        {
            return only.First();
        }

        int most = grades.Max(grade => grade.Count());
        var leading = grades.FindAll(grade => grade.Count() == most);
        return jury switch
        {
            Jury.Majority when leading is [var one] => one.First(),
            Jury.Majority => new JudgeVerdict("", leading.Average(grade => grade.First().Score)),
            _ => new JudgeVerdict("", verdicts.Average(verdict => verdict.Score)),
        };
    }
}
