using System.Text.RegularExpressions;

namespace EvalHarness.Scoring.Numbers;

/// <summary>Tells numbers that may be an answer from years, notes, pages and the like.</summary>
internal static partial class NumberContext
{
    private static readonly System.Buffers.SearchValues<char> Breaks = System.Buffers.SearchValues.Create(" ,.;:=\n");

    /// <summary>The numbers that may be an answer; all of them where none may.</summary>
    public static List<Amount> Kept(string text, List<Amount> amounts)
    {
        bool[] enclosed = Enclosed(text, amounts);
        var noRemarks = Unless(amounts, index => enclosed[index] || IsNote(text, amounts, index));
        var noLabels = Unless(noRemarks, index => IsLabelled(text, noRemarks[index]));
        var noYears = Unless(noLabels, index => IsYear(text, noLabels[index]));
        return Unless(noYears, index => IsCompared(text, noYears[index]));
    }

    private static List<Amount> Unless(List<Amount> amounts, Predicate<int> isOut)
    {
        var kept = new List<Amount>(amounts.Count);
        for (int i = 0; i < amounts.Count; i++)
        {
            if (!isOut(i))
            {
                kept.Add(amounts[i]);
            }
        }
        return kept.Count > 0 ? kept : amounts;
    }

    // Which numbers stand in parentheses or brackets with other words: "2.4 (2017: 2.1)", "see [note 3]".
    private static bool[] Enclosed(string text, List<Amount> amounts)
    {
        bool[] enclosed = new bool[amounts.Count];
        int depth = 0;
        int next = 0;
        for (int i = 0; i < text.Length && next < amounts.Count; i++)
        {
            if (i == amounts[next].Start)
            {
                enclosed[next] = depth > 0;
                i = amounts[next].End - 1;
                next++;
                continue;
            }

            depth = text[i] switch
            {
                '(' or '[' => depth + 1,
                ')' or ']' => Math.Max(0, depth - 1),
                '\n' => 0,
                _ => depth,
            };
        }
        return enclosed;
    }

    // An amount in parentheses right behind another or its unit: "4,512 (2)", "18,300 units (3)". Elsewhere it is below nought.
    private static bool IsNote(string text, List<Amount> amounts, int index)
    {
        if (index == 0 || text[amounts[index].Start] != '(')
        {
            return false;
        }

        var between = text.AsSpan(amounts[index - 1].End, amounts[index].Start - amounts[index - 1].End).Trim();
        return between.Length < 20 && !between.ContainsAny(Breaks);
    }

    private static bool IsLabelled(string text, Amount amount)
    {
        var before = text.AsSpan(Math.Max(0, amount.Start - 40), Math.Min(40, amount.Start));
        var after = text.AsSpan(amount.End, Math.Min(12, text.Length - amount.End));
        bool isPlain = amount.Number is { Unit: NumberUnit.One, Currency: null, Decimals: 0 };
        return Label().IsMatch(before) || (isPlain && (Ordinal().IsMatch(after) || IsListMark(text, amount)));
    }

    // "1. First", "2) Then" at the beginning of a line.
    private static bool IsListMark(string text, Amount amount) =>
        (amount.Start == 0 || text.AsSpan(0, amount.Start).TrimEnd(" \t*#-(") is [] or [.., '\n'])
        && amount.End + 1 < text.Length
        && text[amount.End] is '.' or ')' or ':'
        && amount.Number.Value is >= 0 and < 100
        && text.AsSpan(amount.End + 1).TrimStart(" *") is [var next, ..]
        && char.IsLetter(next);

    // "12, up from 10", "42 out of 50", "42 ± 3": what another number is held against.
    private static bool IsCompared(string text, Amount amount) =>
        Comparison().IsMatch(text.AsSpan(Math.Max(0, amount.Start - 30), Math.Min(30, amount.Start)));

    private static bool IsYear(string text, Amount amount)
    {
        if (
            amount.Number
                is not { Unit: NumberUnit.One, Currency: null, Decimals: 0, Scale: 1, Value: >= 1800 and <= 2100 }
            || amount.End - amount.Start != 4
        )
        {
            return false;
        }

        var before = text.AsSpan(Math.Max(0, amount.Start - 16), Math.Min(16, amount.Start));
        var after = text.AsSpan(amount.End, Math.Min(4, text.Length - amount.End));
        bool isOpening = before.IsWhiteSpace() && after is [' ', var next, ..] && char.IsLetter(next);
        return isOpening
            || Time().IsMatch(before)
            || after.StartsWith("年")
            || after.StartsWith(":")
            || after.StartsWith("년")
            || after.StartsWith("'s");
    }

    [GeneratedRegex(
        @"\b(?:confidence|probability|certainty|page|pages|p\.|step|note|footnote|section|table|figure|fig\.|chapter|line|row|column|item|question|part|exhibit|schedule|rounded to|round to|accurate to|correct to|level|rule|eq\.|equation|konfidenz|seite|schritt|página|paso|étape|стр\.|шаг)(?:\s+(?:is|of|no\.|number|score))?\s*[:=#]?\s*$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Label();

    [GeneratedRegex(
        @"(?:\bfrom|\bout of|\bversus|\bvs\.?|\bthan|\bagainst|\bcompared (?:with|to))\s+(?:about\s|nearly\s|only\s)?$|±\s?$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Comparison();

    [GeneratedRegex(
        @"^(?:st|nd|rd|th)\b|^\s?(?:decimals?|significant|digits?|d\.p\.)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Ordinal();

    [GeneratedRegex(
        @"(?:\b(?:in|of|for|since|from|until|till|by|during|to|and|FY|fiscal|year|years|vs|versus|between|through|after|before|end|Q[1-4]|H[12]|january|february|march|april|may|june|july|august|september|october|november|december|im|jahr|seit|von|bis|ab|en|depuis|desde|hasta|nel|del|em|w|в|году?|с|vor|nach)\.?|[('’,/–-])\s*$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Time();
}
