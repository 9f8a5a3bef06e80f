namespace EvalHarness.Scoring.Numbers;

/// <summary>
/// Reads one amount: sign, currency, parentheses, digits, scale, unit. Positions move only over what was understood.
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
        ("bp", NumberUnit.BasisPoint),
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
        var scanner = new MantissaScanner(text, Position);
        var mantissa = scanner.Read();
        Position = scanner.Position;
        return mantissa;
    }

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
        foreach ((string word, var value) in Units)
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
