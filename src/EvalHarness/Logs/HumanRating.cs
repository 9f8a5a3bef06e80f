using System.Globalization;
using EvalHarness.Scoring.Judges;

namespace EvalHarness.Logs;

/// <summary>What one person said of one answer.</summary>
/// <param name="Rater">Name of the person's column.</param>
/// <param name="Score">The score said, in [0, 1]: that of the grade, or the number.</param>
/// <param name="Grade">The grade said; for a number the grade whose score is nearest, the first of several.</param>
internal sealed record HumanRating(string Rater, double Score, string Grade)
{
    /// <summary>Reads what a person wrote; null where it is neither a grade nor a number in [0, 1].</summary>
    /// <param name="rater">Name of the person's column.</param>
    /// <param name="text">What stands in it. A grade that looks like a number is a grade.</param>
    /// <param name="scores">The grades of the judge, with the score of each.</param>
    public static HumanRating? Read(string rater, string text, IReadOnlyDictionary<string, double> scores)
    {
        string plain = Verdicts.Plain(text);
        foreach (var (grade, score) in scores)
        {
            if (Verdicts.Plain(grade) == plain)
            {
                return new HumanRating(rater, score, grade);
            }
        }

        return
            double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
            && number is >= 0 and <= 1
            ? new HumanRating(rater, number, NearestTo(number, scores))
            : null;
    }

    /// <summary>The grade whose score is nearest to a score; the first of several.</summary>
    /// <param name="score">The score.</param>
    /// <param name="scores">The grades, with the score of each.</param>
    public static string NearestTo(double score, IReadOnlyDictionary<string, double> scores) =>
        scores.MinBy(grade => Math.Abs(grade.Value - score)).Key;
}
