using System.Text.RegularExpressions;
using EvalHarness.Scoring.Statements;

namespace EvalHarness.Scoring.Numbers;

/// <summary>Words near a number that say whether it is an answer.</summary>
internal static partial class NumberWords
{
    // Words that announce a number; "class" and "rating" announce labels.
    private static readonly string[] Stems =
    [
        "ANS",
        "RESULT",
        "SOLUTION",
        "OUTPUT",
        "ANTW",
        "ERGEBNIS",
        "LÖSUNG",
        "RÉPONSE",
        "RÉSULTAT",
        "RESPUESTA",
        "RESULTA",
        "RESPOSTA",
        "RISPOST",
        "RISULTAT",
        "RĂSPUNS",
        "SVAR",
        "VASTAUS",
        "ОТВЕТ",
        "РЕЗУЛЬТАТ",
        "ВІДПОВІД",
        "ИТОГ",
        "ODPOW",
        "WYNIK",
        "ODPOV",
        "VÝSLED",
        "VÁLASZ",
        "EREDMÉNY",
        "ΑΠΆΝΤΗΣ",
        "CEVAP",
        "YANIT",
        "SONUÇ",
        "答",
        "結",
        "结",
        "正",
        "解",
        "最",
        "回",
        "정",
        "답",
        "결",
        "최",
        "उत्तर",
        "जवाब",
        "परिणाम",
        "उत्तर",
        "উত্তর",
        "الإجابة",
        "الاجابة",
        "إجابة",
        "الجواب",
        "جواب",
        "النتيجة",
        "پاسخ",
        "נתיב",
        "תשובה",
        "התשובה",
        "คำ",
        "ค",
        "ต",
        "ผ",
        "ĐÁP",
        "CÂU",
        "KẾT",
        "JAWAB",
        "HASIL",
        "CONCLUSION",
    ];

    private static readonly string[] CommaStems =
    [
        "ANTW",
        "ERGEBNIS",
        "LÖSUNG",
        "RÉPONSE",
        "RÉSULTAT",
        "RESPUESTA",
        "RESPOSTA",
        "RISPOST",
        "RISULTAT",
        "RĂSPUNS",
        "SVAR",
        "VASTAUS",
        "ОТВЕТ",
        "РЕЗУЛЬТАТ",
        "ВІДПОВІД",
        "ИТОГ",
        "ODPOW",
        "WYNIK",
        "ODPOV",
        "VÝSLED",
        "VÁLASZ",
        "ΑΠΆΝΤΗΣ",
        "CEVAP",
        "YANIT",
        "SONUÇ",
        "ĐÁP",
        "JAWAB",
    ];

    /// <summary>Whether a phrase announces a number: "answer", "Ergebnis".</summary>
    public static bool Announce(string[] phrase) => Has(phrase, Stems);

    /// <summary>Whether a known phrase announces labels alone: "class", "sentiment".</summary>
    public static bool AnnounceLabels(string[] phrase) =>
        (Lexicon.Known.Of(string.Join(' ', phrase)) & (Cue.Marker | Cue.Final)) != 0;

    /// <summary>Whether a phrase is of a language that writes decimal commas.</summary>
    public static bool WriteCommas(string[] phrase) => Has(phrase, CommaStems);

    /// <summary>Whether a box holds a formula, whose parts are no answer.</summary>
    public static bool IsFormula(string text) => Formula().IsMatch(text);

    /// <summary>Whether a text behind "the answer is" speaks of the answer and does not give it.</summary>
    public static bool IsAbout(string text) => About().IsMatch(text);

    private static bool Has(string[] phrase, string[] stems) =>
        Array.Exists(phrase, word => Array.Exists(stems, stem => word.StartsWith(stem, StringComparison.Ordinal)));

    [GeneratedRegex(
        @"\\(?:sqrt|pi|infty|ln|log|sin|cos|tan|sum|int|pm|cup|cap|in\b|emptyset|varnothing|overline|bar|dot\b|binom|choose|\{)|\\[dtc]?frac\s*\{?[^{}0-9]*[A-Za-z]|[π∞√∅|]|\d\s?!|(?<![A-Za-z])[A-Za-z]\s*\^|\d\s?[xyza](?![A-Za-z])|(?:^|[+*/=−-])\s*[a-z]\s*[+*/−-]"
    )]
    private static partial Regex Formula();

    // Words on an answer, not the answer: "is rounded to 2 decimals".
    [GeneratedRegex(
        @"^\W*(?:rounded|correct|accurate|right|wrong|based|expressed|given|stated|reported|computed|calculated|derived|found|obtained|shown|measured|in\b|to\b|within|valid|reached|exact|unchanged|the same|as|because|since|from the|independent|confirmed|consistent|checked|verified|explained|presented|listed|determined by|gerundet|korrekt|arrondi|redondead|arrotondat)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex About();
}
