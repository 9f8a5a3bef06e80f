using System.Globalization;

namespace EvalHarness.Scoring.Numbers;

/// <summary>
/// Reads one amount: sign, currency, parentheses, digits in groups, fraction, exponent, scale, unit. Positions move only
/// over what was understood.
/// </summary>
/// <param name="text">The text.</param>
/// <param name="position">Where to begin.</param>
/// <param name="alone">Whether the amount is all there is; in running text "5 m" is five metres, not five million.</param>
internal ref struct NumberScanner(ReadOnlySpan<char> text, int position, bool alone)
{
    private static readonly string[] Hedges = ["about", "approximately", "roughly", "nearly", "~"];

    private static readonly (string Word, double Scale)[] Scales =
    [
        ("thousand", 1e3),
        ("trillion", 1e12),
        ("million", 1e6),
        ("billion", 1e9),
        ("mm", 1e6),
        ("mn", 1e6),
        ("bn", 1e9),
        ("tn", 1e12),
        ("k", 1e3),
        ("m", 1e6),
        ("b", 1e9),
        ("t", 1e12),
    ];

    private static readonly (string Word, NumberUnit Unit)[] Units =
    [
        ("%", NumberUnit.Percent),
        ("\\%", NumberUnit.Percent),
        ("percent", NumberUnit.Percent),
        ("per cent", NumberUnit.Percent),
        ("pct", NumberUnit.Percent),
        ("bps", NumberUnit.BasisPoint),
        ("basis points", NumberUnit.BasisPoint),
        ("basis point", NumberUnit.BasisPoint),
    ];

    private readonly ReadOnlySpan<char> text = text;
    private readonly bool alone = alone;
    private string? currency;
    private double? scale;
    private NumberUnit unit;

    /// <summary>Where the next character will be read.</summary>
    public int Position { get; private set; } = position;

    private readonly ReadOnlySpan<char> Rest => text[Position..];

    /// <summary>Reads an amount; null where there is none here, the position then means nothing.</summary>
    public ParsedNumber? Read()
    {
        bool isNegative = false;
        int open = 0;
        while (ReadHedge() || ReadCurrency() || ReadSign(ref isNegative) || ReadOpening(ref open))
        {
            Skip();
        }
        bool isEnclosed = open > 0;
        if (ReadMantissa() is not { } mantissa)
        {
            return null;
        }
        while (ReadScale() || ReadUnit() || ReadTrailingCurrency() || ReadClosing(ref open)) { }
        double value = mantissa.Value * (scale ?? 1);
        if (open != 0 || !double.IsFinite(value))
        {
            return null;
        }
        value = (isNegative || isEnclosed) && value != 0 ? -value : value;
        return new ParsedNumber(value, unit, currency, mantissa.Decimals, mantissa.Scale * (scale ?? 1));
    }

    private static bool IsGap(char c) => char.IsWhiteSpace(c);

    private void Skip()
    {
        while (Position < text.Length && IsGap(text[Position]))
        {
            Position++;
        }
    }

    private bool ReadHedge()
    {
        foreach (string hedge in Hedges)
        {
            bool isWord = hedge.Length == 1 || Rest.Length == hedge.Length || !char.IsLetter(At(hedge.Length));
            if (isWord && Rest.StartsWith(hedge, StringComparison.OrdinalIgnoreCase))
            {
                Position += hedge.Length;
                return true;
            }
        }
        return false;
    }

    private bool ReadCurrency()
    {
        if (currency is not null || Currencies.At(Rest) is not { } found)
        {
            return false;
        }
        currency = found.Code;
        Position += found.Length;
        return true;
    }

    private bool ReadTrailingCurrency()
    {
        int before = Position;
        Skip();
        if (ReadCurrency())
        {
            return true;
        }
        Position = before;
        return false;
    }

    // An en dash is a minus only in front.
    private bool ReadSign(ref bool isNegative)
    {
        char c = At(0);
        bool isMinus = c is '-' or '\u2212' or '\u2013';
        if (isNegative || (!isMinus && c != '+') || IsGap(At(1)) && !alone)
        {
            return false;
        }
        isNegative = isMinus;
        Position++;
        return isMinus || At(0) is not '+';
    }

    private bool ReadOpening(ref int open)
    {
        if (At(0) != '(' || open > 0)
        {
            return false;
        }
        open++;
        Position++;
        return true;
    }

    private bool ReadClosing(ref int open)
    {
        int before = Position;
        Skip();
        if (open > 0 && At(0) == ')')
        {
            open = 0;
            Position++;
            return true;
        }
        Position = before;
        return false;
    }

    private (double Value, int Decimals, double Scale)? ReadMantissa()
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
        if (IsGap(At(0)))
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
        Span<char> digits = Rest.Length < 128 ? stackalloc char[128] : new char[Rest.Length];
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

    private bool ReadScale()
    {
        int before = Position;
        Skip();
        foreach ((string word, double value) in Scales)
        {
            bool near = alone || word.Length > 1 || Position == before;
            if (scale is null && near && StartsWithWord(word))
            {
                scale = value;
                Position += word.Length;
                return true;
            }
        }
        Position = before;
        return false;
    }

    private bool ReadUnit()
    {
        int before = Position;
        Skip();
        foreach ((string word, NumberUnit value) in Units)
        {
            if (unit == NumberUnit.One && StartsWithWord(word))
            {
                unit = value;
                Position += word.Length;
                return true;
            }
        }
        Position = before;
        return false;
    }

    private readonly bool StartsWithWord(string word) =>
        Rest.StartsWith(word, StringComparison.OrdinalIgnoreCase)
        && !(char.IsLetter(word[^1]) && char.IsLetterOrDigit(At(word.Length)));

    private readonly char At(int offset) => Position + offset < text.Length ? text[Position + offset] : '\0';
}
