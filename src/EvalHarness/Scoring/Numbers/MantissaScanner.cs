using System.Globalization;

namespace EvalHarness.Scoring.Numbers;

/// <summary>
/// Reads the digits of one amount: groups of three, decimals, exponents, fractions and mixed numbers.
/// </summary>
/// <param name="text">The text.</param>
/// <param name="position">Where to begin.</param>
/// <param name="mark">What the decimal mark is.</param>
internal ref struct MantissaScanner(ReadOnlySpan<char> text, int position, DecimalMark mark)
{
    private const string Raised = "⁰¹²³⁴⁵⁶⁷⁸⁹";

    private readonly ReadOnlySpan<char> text = text;
    private readonly DecimalMark mark = mark;

    /// <summary>Where the next character will be read.</summary>
    public int Position { get; private set; } = position;

    private readonly ReadOnlySpan<char> Rest => text[Position..];

    /// <summary>Reads the digits: their value, their decimals, and what an exponent multiplied them by; null without any.</summary>
    public (double Value, int Decimals, double Scale)? Read()
    {
        if ((ReadLatexFraction() ?? ReadVulgarFraction()) is { } fraction)
        {
            return (fraction, 0, 1);
        }
        if (ReadDigits() is not { } number)
        {
            return null;
        }
        if (ReadDivisor() is { } divisor)
        {
            return divisor == 0 ? null : (number.Value / divisor, 0, 1);
        }
        if (ReadMixed() is { } part)
        {
            return (number.Value + part, 0, 1);
        }
        if ((ReadPower() ?? (number.Value <= 20 && number.Decimals == 0 ? ReadRaised() : null)) is { } to)
        {
            return (Math.Pow(number.Value, to), 0, 1);
        }
        double power = ReadPowerOfTen() is { } exponent ? Math.Pow(10, exponent) : 1;
        return (number.Value * power, number.Decimals, power * number.Scale);
    }

    // "½", whose value the platform knows.
    private double? ReadVulgarFraction()
    {
        bool isFraction = At(0) is (>= '\u00bc' and <= '\u00be') or (>= '\u2150' and <= '\u215e');
        Position += isFraction ? 1 : 0;
        return isFraction ? CharUnicodeInfo.GetNumericValue(text[Position - 1]) : null;
    }

    // "10^6", "2^{10}", "10**6" and "10⁶"; a small raised number behind a longer one is a footnote.
    private int? ReadPower()
    {
        int before = Position;
        int sign =
            Rest.StartsWith("**", StringComparison.Ordinal) ? 2
            : At(0) == '^' ? 1
            : 0;
        if (sign > 0)
        {
            Position += sign;
            bool braced = At(0) == '{';
            Position += braced ? 1 : 0;
            if (ReadExponent() is { } exponent && (!braced || At(0) == '}'))
            {
                Position += braced ? 1 : 0;
                return exponent;
            }
        }

        Position = before;
        return null;
    }

    // \frac{a}{b}
    private double? ReadLatexFraction()
    {
        foreach (string command in (ReadOnlySpan<string>)["\\frac", "\\dfrac", "\\tfrac", "\\cfrac"])
        {
            if (Rest.StartsWith(command, StringComparison.Ordinal))
            {
                Position += command.Length;
                return ReadPart() is { } above && ReadPart() is { } below && below != 0 ? above / below : null;
            }
        }
        return null;
    }

    // A part of a fraction: in braces, or one digit without them.
    private double? ReadPart()
    {
        if (At(0) != '{')
        {
            Position += At(0) == ' ' ? 1 : 0;
            return char.IsAsciiDigit(At(0)) ? text[Position++] - '0' : null;
        }
        Position++;
        bool isNegative = At(0) == '-';
        Position += isNegative ? 1 : 0;
        if (ReadDigits() is not { } number || At(0) != '}')
        {
            return null;
        }
        Position++;
        return isNegative ? -number.Value : number.Value;
    }

    private double? ReadDivisor()
    {
        int before = Position;
        Skip();
        if (At(0) == '/')
        {
            Position++;
            Skip();
            if (ReadDigits() is { } number)
            {
                return number.Value;
            }
        }
        Position = before;
        return null;
    }

    // The fraction of "1 1/2".
    private double? ReadMixed()
    {
        int before = Position;
        if (char.IsWhiteSpace(At(0)))
        {
            Skip();
            if (ReadDigits() is { } above && ReadDivisor() is { } below && below != 0)
            {
                return above.Value / below;
            }
        }
        Position = before;
        return ReadVulgarFraction() ?? ReadLatexFraction();
    }

    // x 10^n with a cross, or the LaTeX of it.
    private int? ReadPowerOfTen()
    {
        int before = Position;
        Skip();
        foreach (string cross in (ReadOnlySpan<string>)["x", "X", "×", "\\times", "*", "·"])
        {
            if (!Rest.StartsWith(cross, StringComparison.Ordinal))
            {
                continue;
            }
            Position += cross.Length;
            Skip();
            if (Rest.StartsWith("10", StringComparison.Ordinal))
            {
                Position += 2;
                if ((ReadPower() ?? ReadRaised()) is { } exponent)
                {
                    return exponent;
                }
            }
            break;
        }
        Position = before;
        return null;
    }

    // Raised digits: "⁻³".
    private int? ReadRaised()
    {
        int before = Position;
        bool isNegative = At(0) == '\u207b';
        Position += isNegative ? 1 : 0;
        int value = 0;
        int start = Position;
        for (
            ;
            Position - start < 3 && Raised.IndexOf(At(0), StringComparison.Ordinal) is var digit and >= 0;
            Position++
        )
        {
            value = (value * 10) + digit;
        }

        if (Position == start)
        {
            Position = before;
            return null;
        }
        return isNegative ? -value : value;
    }

    private int? ReadExponent()
    {
        bool isNegative = At(0) is '-' or '\u2212';
        Position += isNegative || At(0) == '+' ? 1 : 0;
        int start = Position;
        while (char.IsAsciiDigit(At(0)))
        {
            Position++;
        }
        return int.TryParse(text[start..Position], NumberStyles.None, CultureInfo.InvariantCulture, out int exponent)
            ? (isNegative ? -exponent : exponent)
            : null;
    }

    // Digits in groups, decimals, exponent: one number for the parser of the platform, which rounds correctly.
    private (double Value, int Decimals, double Scale)? ReadDigits()
    {
        int length = DigitGroups.Length(Rest, mark, out var kind);
        if (length == 0)
        {
            return null;
        }

        Span<char> digits = stackalloc char[DigitGroups.Longest + 16];
        int count = DigitGroups.Copy(Rest[..length], kind, digits, out int decimals);
        Position += length;
        double power = 1;
        int before = Position;
        if (At(0) is 'e' or 'E')
        {
            Position++;
            if (ReadExponent() is { } exponent)
            {
                digits[count++] = 'e';
                exponent.TryFormat(digits[count..], out int written, default, CultureInfo.InvariantCulture);
                count += written;
                power = Math.Pow(10, exponent);
            }
            else
            {
                Position = before;
            }
        }
        return (double.Parse(digits[..count], NumberStyles.Float, CultureInfo.InvariantCulture), decimals, power);
    }

    private void Skip()
    {
        while (Position < text.Length && char.IsWhiteSpace(text[Position]))
        {
            Position++;
        }
    }

    private readonly char At(int offset) => Position + offset < text.Length ? text[Position + offset] : '\0';
}
