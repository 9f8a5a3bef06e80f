namespace EvalHarness.Scoring.Numbers;

/// <summary>
/// Numbers in answers: reading them, finding the final one, comparing two. The rules are ours: hedge words and currency do
/// not change a value, parentheses round an amount mean minus, thousands come in groups of exactly three, scale words and
/// percent signs are understood. What is not wholly a number is no number, never 0.
/// </summary>
internal static class NumericAnswers
{
    /// <summary>The number that the whole text states; null where it states none.</summary>
    /// <param name="text">The text.</param>
    /// <param name="mark">What the decimal mark is.</param>
    public static ParsedNumber? Parse(string text, DecimalMark mark = DecimalMark.Point)
    {
        ArgumentNullException.ThrowIfNull(text);
        var trimmed = NumberText.Usual(text).AsSpan().Trim();
        var scanner = new NumberScanner(trimmed, 0, alone: true, mark);
        if (scanner.Read() is not { } number)
        {
            return null;
        }
        var rest = trimmed[scanner.Position..].Trim();
        return rest is "" or "." ? number : null;
    }

    /// <summary>The final answer of a text by the rules of <see cref="FinalNumber"/>; null where there is none.</summary>
    public static ParsedNumber? ExtractFinal(string text) => FinalNumber.Of(text).Number;

    /// <summary>
    /// Whether a prediction is within tolerance of gold, both in plain units where they bear a percent or basis point sign:
    /// |a - g| at most max(absolute, relative |g|). A text that is no number never matches.
    /// </summary>
    /// <param name="prediction">The predicted number.</param>
    /// <param name="gold">The right number.</param>
    /// <param name="relative">Relative tolerance, at least 0.</param>
    /// <param name="absolute">Absolute tolerance, at least 0.</param>
    /// <param name="lenientPercent">Whether a prediction off by a factor of 100 either way counts too.</param>
    public static bool Matches(
        ParsedNumber? prediction,
        ParsedNumber? gold,
        double relative = 0,
        double absolute = 0,
        bool lenientPercent = false
    )
    {
        if (prediction is not { Fraction: var a } || gold is not { Fraction: var g })
        {
            return false;
        }
        return Near(a) || (lenientPercent && (Near(a / 100) || Near(a * 100)));

        // 1e-12 |g| is the noise of reading decimals into binary, not a tolerance.
        bool Near(double value) =>
            Math.Abs(value - g) <= Math.Max(absolute, relative * Math.Abs(g)) + (1e-12 * Math.Abs(g));
    }

    /// <summary>
    /// Whether gold, rounded to as many decimals as the prediction shows, is the prediction. A percent sign in the
    /// prediction multiplies gold by 100. Halves round to even, as Python's round does.
    /// </summary>
    public static bool MatchesRounded(ParsedNumber? prediction, double gold)
    {
        if (prediction is not { } stated)
        {
            return false;
        }
        double target = stated.Unit switch
        {
            NumberUnit.Percent => gold * 100,
            NumberUnit.BasisPoint => gold * 10_000,
            _ => gold,
        };
        double printed = stated.Value / stated.Scale;
        double rounded = DecimalRounding.Round(target / stated.Scale, stated.Decimals);
        return Math.Abs(printed - rounded) <= 1e-9 * Math.Max(1, Math.Abs(rounded)) * Math.Pow(10, -stated.Decimals);
    }
}
