using System.Collections.Immutable;
using EvalHarness.Scoring.Numbers;

namespace EvalHarness.Scoring.Metrics;

/// <summary>What most metrics ask of a scored sample.</summary>
internal static class Scored
{
    /// <summary>The answer, which is the empty text where none was found.</summary>
    public static string AnswerText(this in ScoredSample sample) => sample.Answer ?? "";

    /// <summary>The targets; empty where the sample has none.</summary>
    public static ImmutableArray<string> AllTargets(this in ScoredSample sample) =>
        sample.Targets.IsDefault ? [] : sample.Targets;

    /// <summary>Whether an answer was found that is one of the targets, or the same share as one.</summary>
    public static bool IsRight(this in ScoredSample sample)
    {
        if (sample.Answer is not { } answer)
        {
            return false;
        }

        foreach (string target in sample.AllTargets())
        {
            if (target == answer || IsSameShare(answer, target))
            {
                return true;
            }
        }
        return false;
    }

    /// <summary>Whether two texts are equal numbers of which one bears a percent or basis point sign, as the answer format
    /// <c>number</c> writes it: "14.1%" and "0.141".</summary>
    public static bool IsSameShare(string answer, string target) =>
        (HasUnit(answer) || HasUnit(target))
        && NumericAnswers.Matches(NumericAnswers.Parse(answer), NumericAnswers.Parse(target));

    private static bool HasUnit(string number) =>
        number.EndsWith('%') || number.EndsWith(" bps", StringComparison.Ordinal);

    /// <summary>Writes one number a sample and the sample's 1.</summary>
    public static void Put(this Span<double> statistics, double number)
    {
        statistics[0] = number;
        statistics[1] = 1;
    }

    /// <summary>Writes a hit or a miss and the sample's 1.</summary>
    public static void Put(this Span<double> statistics, bool isRight) => statistics.Put(isRight ? 1.0 : 0);

    /// <summary>The ratio of the first two totals; null where there is no sample.</summary>
    public static double? Ratio(ReadOnlySpan<double> totals) => totals[1] > 0 ? totals[0] / totals[1] : null;
}
