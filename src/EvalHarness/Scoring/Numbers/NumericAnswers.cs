namespace EvalHarness.Scoring.Numbers;

/// <summary>
/// Numbers in answers: reading them, finding the final one, comparing two. The rules are ours: hedge words and currency do
/// not change a value, parentheses round an amount mean minus, thousands come in groups of exactly three, scale words and
/// percent signs are understood. What is not wholly a number is no number, never 0.
/// </summary>
internal static class NumericAnswers
{
    /// <summary>The number that the whole text states; null where it states none.</summary>
    public static ParsedNumber? Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var trimmed = text.AsSpan().Trim();
        var scanner = new NumberScanner(trimmed, 0, alone: true);
        if (scanner.Read() is not { } number)
        {
            return null;
        }
        var rest = trimmed[scanner.Position..].Trim();
        return rest is "" or "." ? number : null;
    }

    /// <summary>
    /// The final answer of a text: behind the last "####"; else in the last \boxed{}; else behind the last "answer is" or
    /// "answer:"; else the last number. A marker without a number behind it means that there is none (null).
    /// </summary>
    public static ParsedNumber? ExtractFinal(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        int marker = text.LastIndexOf("####", StringComparison.Ordinal);
        if (marker >= 0)
        {
            return First(text.AsSpan(marker + 4));
        }
        if (Boxed(text) is { } boxed)
        {
            return Parse(boxed) ?? Last(boxed);
        }
        string plain = text.Replace("*", "", StringComparison.Ordinal);
        int said = Math.Max(Behind(plain, "answer is"), Behind(plain, "answer:"));
        return said >= 0 ? First(plain.AsSpan(said)) : Last(text);
    }

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

    private static int Behind(string text, string marker)
    {
        int at = text.LastIndexOf(marker, StringComparison.OrdinalIgnoreCase);
        return at < 0 ? -1 : at + marker.Length;
    }

    private static string? Boxed(string text)
    {
        const string command = "\\boxed{";
        int start = text.LastIndexOf(command, StringComparison.Ordinal);
        if (start < 0)
        {
            return null;
        }
        start += command.Length;
        int depth = 1;
        for (int i = start; i < text.Length; i++)
        {
            depth += text[i] switch
            {
                '{' => 1,
                '}' => -1,
                _ => 0,
            };
            if (depth == 0)
            {
                return text[start..i];
            }
        }
        return text[start..];
    }

    private static ParsedNumber? First(ReadOnlySpan<char> text)
    {
        int position = 0;
        return Next(text, ref position);
    }

    private static ParsedNumber? Last(ReadOnlySpan<char> text)
    {
        ParsedNumber? last = null;
        int position = 0;
        while (Next(text, ref position) is { } number)
        {
            last = number;
        }
        return last;
    }

    // The next number of running text. Digits within words (Q1, FY21, COVID-19) are none.
    private static ParsedNumber? Next(ReadOnlySpan<char> text, ref int position)
    {
        while (position < text.Length)
        {
            char c = text[position];
            if (char.IsLetter(c) || c == '_')
            {
                int start = position;
                SkipWord(text, ref position);
                // A currency code may stand in front of the digits.
                if (Currencies.At(text[start..]) is null)
                {
                    continue;
                }
                position = start;
            }
            var scanner = new NumberScanner(text, position, alone: false);
            if (StartsAmount(text, position) && scanner.Read() is { } number)
            {
                position = scanner.Position;
                return number;
            }
            if (char.IsAsciiDigit(c))
            {
                SkipTorn(text, ref position);
            }
            else if (char.IsLetter(c))
            {
                SkipWord(text, ref position);
            }
            else
            {
                position++;
            }
        }
        return null;
    }

    private static bool StartsAmount(ReadOnlySpan<char> text, int position)
    {
        char c = text[position];
        bool isSign = c is '-' or '\u2212' or '\u2013' or '+';
        bool follows = position > 0 && (char.IsLetterOrDigit(text[position - 1]) || text[position - 1] is ')' or '%');
        return !(isSign && follows)
            && (
                char.IsAsciiDigit(c) || isSign || c is '(' or '.' or '\\' || Currencies.At(text[position..]) is not null
            );
    }

    private static void SkipWord(ReadOnlySpan<char> text, ref int position)
    {
        while (
            position < text.Length
            && (
                char.IsLetterOrDigit(text[position])
                || text[position] == '_'
                || (text[position] == '-' && position + 1 < text.Length && char.IsAsciiDigit(text[position + 1]))
            )
        )
        {
            position++;
        }
    }

    private static void SkipTorn(ReadOnlySpan<char> text, ref int position)
    {
        while (position < text.Length && (char.IsAsciiDigit(text[position]) || text[position] is '.' or ','))
        {
            position++;
        }
    }
}
