using System.Globalization;

namespace EvalHarness.Decisions.Verdicts;

/// <summary>Probabilities as people count them: so many of a hundred futures.</summary>
public static class Futures
{
    /// <summary>A probability as a count: <c>56 of 100</c>, <c>fewer than 1 of 100</c>, <c>none of 100</c>.</summary>
    /// <param name="probability">The probability, in [0, 1].</param>
    /// <param name="asked">What a policy asks for: where both would be the same whole number, decimals tell them apart.</param>
    public static string Of(double probability, double? asked = null)
    {
        string count = probability switch
        {
            0 => "none",
            1 => "all",
            < 0.005 => "fewer than 1",
            > 0.995 => "more than 99",
            _ => Count(probability, asked),
        };
        return count == "all" ? "all 100" : $"{count} of 100";
    }

    /// <summary>What a policy asks for, as a count of a hundred: <c>60</c>.</summary>
    /// <param name="share">The share asked for, in [0, 1].</param>
    public static string Asked(double share) => (100 * share).ToString("0.##", CultureInfo.InvariantCulture);

    private static string Count(double probability, double? asked)
    {
        string text = "";
        for (int decimals = 0; decimals <= 3; decimals++)
        {
            string format = "F" + decimals.ToString(CultureInfo.InvariantCulture);
            text = (100 * probability).ToString(format, CultureInfo.InvariantCulture);
            if (
                asked is not { } share
                || share == probability
                || text != (100 * share).ToString(format, CultureInfo.InvariantCulture)
            )
            {
                break;
            }
        }

        return text;
    }
}
