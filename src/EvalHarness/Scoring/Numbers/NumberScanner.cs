namespace EvalHarness.Scoring.Numbers;

/// <summary>
/// Reads one amount: sign, currency, parentheses, digits, scale, unit. Positions move only over what was understood.
/// </summary>
/// <param name="text">The text.</param>
/// <param name="position">Where to begin.</param>
/// <param name="alone">Whether the amount is all there is; in running text "5 m" is five metres, not five million.</param>
/// <param name="mark">What the decimal mark is.</param>
internal ref struct NumberScanner(
    ReadOnlySpan<char> text,
    int position,
    bool alone,
    DecimalMark mark = DecimalMark.Point
)
{
    private static readonly string[] Hedges =
    [
        "about",
        "approximately",
        "approx.",
        "roughly",
        "nearly",
        "almost",
        "around",
        "circa",
        "ca.",
        "some",
        "exactly",
        "just over",
        "just under",
        "etwa",
        "rund",
        "ungefähr",
        "environ",
        "aproximadamente",
        "circa",
        "около",
        "примерно",
        "大约",
        "约",
        "約",
        "約",
        "~",
        "≈",
    ];

    private static readonly string[] Minuses =
    [
        "minus",
        "negative",
        "moins",
        "menos",
        "meno",
        "минус",
        "负",
        "負",
        "マイナス",
    ];

    private readonly ReadOnlySpan<char> text = text;
    private readonly bool alone = alone;
    private readonly DecimalMark mark = mark;
    private string? currency;
    private double? scale;
    private double last;
    private double rest;
    private int scaleEnd = -1;
    private NumberUnit unit;

    /// <summary>Where the next character will be read.</summary>
    public int Position { get; private set; } = position;

    private readonly ReadOnlySpan<char> Rest => text[Position..];

    /// <summary>Reads an amount; null where there is none here, the position then means nothing.</summary>
    public ParsedNumber? Read()
    {
        bool isNegative = false;
        int open = 0;
        while (ReadHedge() || ReadShare() || ReadCurrency() || ReadSign(ref isNegative) || ReadOpening(ref open))
        {
            Skip();
        }
        bool isEnclosed = open > 0;
        if (ReadMantissa() is not { } mantissa)
        {
            return null;
        }
        while (ReadScale() || ReadRest() || ReadUnit() || ReadTrailingCurrency() || ReadClosing(ref open)) { }
        double value = (mantissa.Value * (scale ?? 1)) + rest;
        if (open != 0 || !double.IsFinite(value))
        {
            return null;
        }
        value = (isNegative || isEnclosed) && value != 0 ? -value : value;
        return new ParsedNumber(value, unit, currency, mantissa.Decimals, mantissa.Scale * (scale ?? 1));
    }

    /// <summary>Whether a text begins with a word that makes what follows negative.</summary>
    public static bool IsSignWord(ReadOnlySpan<char> text)
    {
        foreach (string word in Minuses)
        {
            if (
                text.StartsWith(word, StringComparison.OrdinalIgnoreCase)
                && (text.Length == word.Length || !char.IsLetter(text[word.Length]))
            )
            {
                return true;
            }
        }
        return false;
    }

    private static bool IsGap(char c) => char.IsWhiteSpace(c);

    private void Skip()
    {
        while (Position < text.Length && IsGap(text[Position]))
        {
            Position++;
        }
    }

    private bool ReadHedge() => ReadAny(Hedges);

    private bool ReadAny(ReadOnlySpan<string> words)
    {
        foreach (string word in words)
        {
            bool isWord =
                word[^1] > 'ӿ' || word.Length == 1 || Rest.Length == word.Length || !char.IsLetter(At(word.Length));
            if (isWord && Rest.StartsWith(word, StringComparison.OrdinalIgnoreCase))
            {
                Position += word.Length;
                return true;
            }
        }
        return false;
    }

    // The Chinese percent sign stands in front.
    private bool ReadShare()
    {
        if (unit != NumberUnit.One || !Rest.StartsWith("百分之", StringComparison.Ordinal))
        {
            return false;
        }
        unit = NumberUnit.Percent;
        Position += 3;
        return true;
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
        if (!isNegative && char.IsLetter(At(0)) && ReadAny(Minuses))
        {
            isNegative = true;
            return true;
        }
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
        var scanner = new MantissaScanner(text, Position, mark);
        var mantissa = scanner.Read();
        Position = scanner.Position;
        return mantissa;
    }

    // "1億2000万": a smaller scale adds to a larger one of a script without spaces.
    private bool ReadRest()
    {
        int before = Position;
        double larger = last;
        if (Position != scaleEnd || text[Position - 1] <= '\u2fff' || !char.IsAsciiDigit(At(0)))
        {
            return false;
        }

        if (ReadMantissa() is not { } mantissa || NumberScales.At(Rest) is not { } found || found.Scale >= larger)
        {
            Position = before;
            return false;
        }

        Position += found.Length;
        scaleEnd = Position;
        last = found.Scale;
        rest += mantissa.Value * found.Scale;
        return true;
    }

    // "5 lakh crore": a larger word multiplies a smaller one. "5 mm" of rain is no money, "$5mm" and "5mm USD" are.
    private bool ReadScale()
    {
        int before = Position;
        Skip();
        if (
            NumberScales.At(Rest) is { } found
            && (scale is null || (rest == 0 && found.Scale > last && found.Length > 1))
        )
        {
            bool isMetric =
                !alone
                && currency is null
                && Rest.StartsWith("mm", StringComparison.Ordinal)
                && Currencies.At(Rest[2..].TrimStart()) is null;
            bool near = !isMetric && (alone || found.Length > 1 || Rest[0] > '\u02ff' || Position == before);
            if (near && unit == NumberUnit.One)
            {
                scale = (scale ?? 1) * found.Scale;
                last = found.Scale;
                Position += found.Length;
                Position += At(0) == '.' && IsAbbreviated(found.Length) ? 1 : 0;
                scaleEnd = Position;
                return true;
            }
        }
        Position = before;
        return false;
    }

    // "5 Mio. EUR": the stop belongs to the word, unless it ends the sentence.
    private readonly bool IsAbbreviated(int length) =>
        length is 2 or 3 or 4 && At(1) == ' ' && Currencies.At(text[Math.Min(text.Length, Position + 2)..]) is not null;

    private bool ReadUnit()
    {
        int before = Position;
        Skip();
        if (unit == NumberUnit.One && NumberScales.UnitAt(Rest) is { } found)
        {
            unit = found.Unit;
            Position += found.Length;
            return true;
        }
        Position = before;
        return false;
    }

    private readonly char At(int offset) => Position + offset < text.Length ? text[Position + offset] : '\0';
}
