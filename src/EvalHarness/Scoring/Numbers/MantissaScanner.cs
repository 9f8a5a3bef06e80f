using System.Globalization;

namespace EvalHarness.Scoring.Numbers;

/// <summary>
/// Reads the digits of one amount: groups of three, decimals, exponents, fractions and mixed numbers.
/// </summary>
/// <param name="text">The text.</param>
/// <param name="position">Where to begin.</param>
internal ref struct MantissaScanner(ReadOnlySpan<char> text, int position)
{
    private readonly ReadOnlySpan<char> text = text;

    /// <summary>Where the next character will be read.</summary>
    public int Position { get; private set; } = position;

    private readonly ReadOnlySpan<char> Rest => text[Position..];

    /// <summary>Reads the digits: their value, their decimals, and what an exponent multiplied them by; null without any.</summary>
    public (double Value, int Decimals, double Scale)? Read()
    {
        if (ReadLatexFraction() is { } fraction)
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
        double power = ReadPowerOfTen() is { } exponent ? Math.Pow(10, exponent) : 1;
        return (number.Value * power, number.Decimals, power * number.Scale);
    }

    // \frac{a}{b}
    private double? ReadLatexFraction()
    {
        foreach (string command in (ReadOnlySpan<string>)["\\frac", "\\dfrac", "\\tfrac"])
        {
            if (Rest.StartsWith(command, StringComparison.Ordinal))
            {
                Position += command.Length;
                return ReadBraced() is { } above && ReadBraced() is { } below && below != 0 ? above / below : null;
            }
        }
        return null;
    }

    private double? ReadBraced()
    {
        if (At(0) != '{')
        {
            return null;
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
        return ReadLatexFraction();
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
            if (Rest.StartsWith("10^", StringComparison.Ordinal))
            {
                Position += 3;
                bool braced = At(0) == '{';
                Position += braced ? 1 : 0;
                if (ReadExponent() is { } exponent && (!braced || At(0) == '}'))
                {
                    Position += braced ? 1 : 0;
                    return exponent;
                }
            }
            break;
        }
        Position = before;
        return null;
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

    // Digits in groups of three, decimals, exponent: one number for the parser of the platform, which rounds correctly.
    private (double Value, int Decimals, double Scale)? ReadDigits()
    {
        var digits = Rest.Length < 128 ? stackalloc char[128] : new char[Rest.Length];
        int count = ReadInteger(digits);
        int decimals = 0;
        if (At(0) == '.' && char.IsAsciiDigit(At(1)))
        {
            digits[count++] = '.';
            Position++;
            for (; char.IsAsciiDigit(At(0)); Position++)
            {
                digits[count++] = At(0);
                decimals++;
            }
        }
        if (count == 0 || IsTorn())
        {
            return null;
        }
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

    private int ReadInteger(scoped Span<char> digits)
    {
        int count = 0;
        for (; char.IsAsciiDigit(At(0)); Position++)
        {
            digits[count++] = At(0);
        }
        if (count is 0 or > 3)
        {
            return count;
        }
        int separator = SeparatorLength();
        char kind = At(0);
        while (separator > 0 && At(0) == kind && IsGroup(separator))
        {
            for (int i = 0; i < 3; i++)
            {
                digits[count++] = At(separator + i);
            }
            Position += separator + 3;
        }
        return count;
    }

    private readonly bool IsGroup(int separator) =>
        separator == SeparatorLength()
        && char.IsAsciiDigit(At(separator))
        && char.IsAsciiDigit(At(separator + 1))
        && char.IsAsciiDigit(At(separator + 2))
        && !char.IsAsciiDigit(At(separator + 3));

    private readonly int SeparatorLength() =>
        At(0) is ',' or '\u00a0' or '\u202f' or '\'' or '\u2019' ? 1
        : Rest.StartsWith("{,}", StringComparison.Ordinal) ? 3
        : 0;

    // "12,34" and "1.2.3" are not numbers, nor are the parts of them.
    private readonly bool IsTorn() => At(0) is ',' or '.' && char.IsAsciiDigit(At(1));

    private void Skip()
    {
        while (Position < text.Length && char.IsWhiteSpace(text[Position]))
        {
            Position++;
        }
    }

    private readonly char At(int offset) => Position + offset < text.Length ? text[Position + offset] : '\0';
}
