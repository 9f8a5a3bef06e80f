namespace EvalHarness.Scoring.Numbers;

/// <summary>A number in running text, and where it stands.</summary>
/// <param name="Number">The number.</param>
/// <param name="Start">Index of its first character.</param>
/// <param name="End">Index after its last character.</param>
internal readonly record struct Amount(ParsedNumber Number, int Start, int End)
{
    /// <summary>The numbers of a text, in order. Digits within words (Q1, FY21, COVID-19) are none.</summary>
    /// <param name="text">The text, written in the usual way (<see cref="NumberText"/>).</param>
    /// <param name="mark">What the decimal mark is.</param>
    public static List<Amount> In(string text, DecimalMark mark)
    {
        var amounts = new List<Amount>();
        int position = 0;
        while (position < text.Length)
        {
            if (char.IsLetter(text[position]) || text[position] == '_')
            {
                int start = position;
                SkipWord(text, ref position);
                // A currency, a word for a sign or a share may stand in front of the digits.
                if (!Leads(text, start))
                {
                    continue;
                }
                position = start;
            }
            if (StartsAmount(text, position) && At(text, position, mark) is { } amount)
            {
                amounts.Add(amount);
                position = amount.End;
            }
            else
            {
                Skip(text, ref position);
            }
        }
        return amounts;
    }

    /// <summary>The number that begins at a place; null where none does.</summary>
    public static Amount? At(ReadOnlySpan<char> text, int position, DecimalMark mark)
    {
        var scanner = new NumberScanner(text, position, alone: false, mark);
        return scanner.Read() is { } number ? new Amount(number, position, scanner.Position) : null;
    }

    private static bool Leads(string text, int start) =>
        text[start] switch
        {
            '负' or '負' or '百' or '约' or '約' or 'マ' or '大' => true,
            'm' or 'M' or 'n' or 'N' or 'м' or 'М' => IsSignWord(text, start),
            _ => Currencies.At(text.AsSpan(start)) is not null,
        };

    // "5 minus 3" takes away; "minus 3" is below nought.
    private static bool IsSignWord(string text, int start)
    {
        int before = start - 1;
        while (before >= 0 && char.IsWhiteSpace(text[before]))
        {
            before--;
        }
        bool follows =
            before >= 0
            && (char.IsLetterOrDigit(text[before]) && char.IsAsciiDigit(text[before]) || text[before] is ')' or '%');
        return !follows
            && (NumberScanner.IsSignWord(text.AsSpan(start)) || Currencies.At(text.AsSpan(start)) is not null);
    }

    private static bool StartsAmount(string text, int position)
    {
        char c = text[position];
        bool isSign = c is '-' or '\u2212' or '\u2013' or '+';
        bool follows = position > 0 && (char.IsLetterOrDigit(text[position - 1]) || text[position - 1] is ')' or '%');
        return !(isSign && follows)
            && (
                char.IsAsciiDigit(c)
                || isSign
                || c is '(' or '.' or '\\'
                || char.GetUnicodeCategory(c) == System.Globalization.UnicodeCategory.OtherNumber
                || Leads(text, position)
            );
    }

    private static void Skip(string text, ref int position)
    {
        char c = text[position];
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

    // Words of scripts without spaces end before digits; "v2.1" and "COVID-19" are one word.
    private static void SkipWord(string text, ref int position)
    {
        bool isUnspaced = Statements.Scripts.IsUnspaced(text, position);
        if (isUnspaced)
        {
            position++;
            return;
        }

        while (
            position < text.Length
            && (
                char.IsLetterOrDigit(text[position])
                || text[position] == '_'
                || (text[position] == '-' && IsDigit(text, position + 1))
                || (text[position] == '.' && IsDigit(text, position - 1) && IsDigit(text, position + 1))
            )
            && !Statements.Scripts.IsUnspaced(text, position)
        )
        {
            position++;
        }
    }

    private static bool IsDigit(string text, int at) => at < text.Length && char.IsAsciiDigit(text[at]);

    private static void SkipTorn(string text, ref int position)
    {
        while (position < text.Length && (char.IsAsciiDigit(text[position]) || text[position] is '.' or ',' or ':'))
        {
            position++;
        }
    }
}
