using System.Collections.Frozen;

namespace EvalHarness.Scoring.Numbers;

/// <summary>Words that multiply a number, and words that say what it counts.</summary>
internal static class NumberScales
{
    private const string Table = """
        1e2: hundred
        1e3: thousand; thousands; k; tsd; tausend; mil; mila; mille; tys; тыс; тысяча; тысячи; тысяч; duizend; tusen; tusind; bin; ribu; nghìn; ngàn; हज़ार; हजार; ألف; آلاف; هزار
        1e5: lakh; lakhs; lac; lacs; लाख
        1e6: million; millions; mm; mn; m; mio; mln; mill; millionen; miljoen; miljoner; miljon; millioner; milioni; milione; millones; millón; millon; milhões; milhão; milioane; milion; miliony; milionů; milionów; млн; миллион; миллиона; миллионов; мільйон; мільйонів; milyon; juta; triệu; मिलियन; مليون; ملايين; میلیون
        1e7: crore; crores; cr; करोड़; करोड
        1e9: billion; billions; bn; b; mrd; mld; mlrd; milliarde; milliarden; milliard; milliards; miljard; miljarder; milliarder; miliardi; miliardo; bilhões; bilhão; miliarde; miliard; miliardy; miliardů; miliardów; млрд; миллиард; миллиарда; миллиардов; мільярд; мільярдів; milyar; miliar; tỷ; tỉ; अरब; مليار; مليارات; میلیارد
        1e12: trillion; trillions; tn; t; bio; billionen; billones; billón; bilioni; трлн; триллион; триллионов; trilyon; triliun
        """;

    // Scripts without spaces, and signs: nothing need follow the word.
    private static readonly (string Word, double Scale)[] Characters =
    [
        ("‰", 1e-3),
        ("千万", 1e7),
        ("千萬", 1e7),
        ("百万", 1e6),
        ("百萬", 1e6),
        ("十亿", 1e9),
        ("十億", 1e9),
        ("百亿", 1e10),
        ("千亿", 1e11),
        ("万亿", 1e12),
        ("萬億", 1e12),
        ("万", 1e4),
        ("萬", 1e4),
        ("亿", 1e8),
        ("億", 1e8),
        ("兆", 1e12),
        ("千", 1e3),
        ("천만", 1e7),
        ("백만", 1e6),
        ("십억", 1e9),
        ("만", 1e4),
        ("억", 1e8),
        ("조", 1e12),
        ("천", 1e3),
        ("ล้าน", 1e6),
        ("แสน", 1e5),
        ("หมื่น", 1e4),
        ("พัน", 1e3),
    ];

    private static readonly FrozenDictionary<string, double>.AlternateLookup<ReadOnlySpan<char>> Words = Read()
        .ToFrozenDictionary(StringComparer.OrdinalIgnoreCase)
        .GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly FrozenDictionary<string, NumberUnit>.AlternateLookup<ReadOnlySpan<char>> UnitWords = Units()
        .ToFrozenDictionary(StringComparer.OrdinalIgnoreCase)
        .GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly (string Word, NumberUnit Unit)[] UnitPhrases =
    [
        ("%", NumberUnit.Percent),
        ("\\%", NumberUnit.Percent),
        ("per cent", NumberUnit.Percent),
        ("percentage points", NumberUnit.Percent),
        ("percentage point", NumberUnit.Percent),
        ("percent points", NumberUnit.Percent),
        ("pour cent", NumberUnit.Percent),
        ("por ciento", NumberUnit.Percent),
        ("por cento", NumberUnit.Percent),
        ("per cento", NumberUnit.Percent),
        ("パーセント", NumberUnit.Percent),
        ("퍼센트", NumberUnit.Percent),
        ("basis points", NumberUnit.BasisPoint),
        ("basis point", NumberUnit.BasisPoint),
    ];

    /// <summary>The scale that a text starts with, and the length of its word; null where it starts with none.</summary>
    public static (double Scale, int Length)? At(ReadOnlySpan<char> text)
    {
        int length = WordLength(text);
        bool isRaised = length < text.Length && text[length] is '²' or '³' or '^';
        if (length > 0 && !isRaised && Words.TryGetValue(text[..length], out double scale))
        {
            return (scale, length);
        }

        foreach (var (word, value) in Characters)
        {
            if (text.StartsWith(word, StringComparison.Ordinal))
            {
                return (value, word.Length);
            }
        }
        return null;
    }

    /// <summary>The unit that a text starts with, and the length of its words; null where it starts with none.</summary>
    public static (NumberUnit Unit, int Length)? UnitAt(ReadOnlySpan<char> text)
    {
        foreach (var (phrase, unit) in UnitPhrases)
        {
            if (text.StartsWith(phrase, StringComparison.OrdinalIgnoreCase) && Ends(text, phrase))
            {
                return (unit, phrase.Length);
            }
        }

        int length = WordLength(text);
        return length > 0 && UnitWords.TryGetValue(text[..length], out var known) ? (known, length) : null;
    }

    // A Latin word ends where no letter follows.
    private static bool Ends(ReadOnlySpan<char> text, string phrase) =>
        text.Length == phrase.Length || !char.IsAsciiLetter(phrase[^1]) || !char.IsLetterOrDigit(text[phrase.Length]);

    private static int WordLength(ReadOnlySpan<char> text)
    {
        int length = 0;
        while (length < text.Length && length < 24 && IsPart(text[length]))
        {
            length++;
        }
        return length;
    }

    private static bool IsPart(char c) =>
        char.IsLetterOrDigit(c)
        || char.GetUnicodeCategory(c)
            is System.Globalization.UnicodeCategory.NonSpacingMark
                or System.Globalization.UnicodeCategory.SpacingCombiningMark;

    private static IEnumerable<KeyValuePair<string, double>> Read()
    {
        foreach (string line in Table.Split('\n'))
        {
            string[] parts = line.Split(':', StringSplitOptions.TrimEntries);
            double scale = double.Parse(parts[0], System.Globalization.CultureInfo.InvariantCulture);
            foreach (string word in parts[1].Split(';', StringSplitOptions.TrimEntries))
            {
                yield return new(word, scale);
            }
        }
    }

    private static IEnumerable<KeyValuePair<string, NumberUnit>> Units() =>
        "percent; pct; pp; ppt; ppts; pps; prozent; prozentpunkte; prozentpunkten; procent; procenten; procentenheter; prosent; prosenttia; процент; процента; процентов; відсотків; procento; procenta; procent; yüzde; persen; प्रतिशत; بالمئة; بالمائة"
            .Split(';', StringSplitOptions.TrimEntries)
            .Distinct()
            .Select(word => KeyValuePair.Create(word, NumberUnit.Percent))
            .Concat(
                "bps; bp; basispunkte; basispunkten"
                    .Split(';', StringSplitOptions.TrimEntries)
                    .Select(word => KeyValuePair.Create(word, NumberUnit.BasisPoint))
            );
}
