using System.Text.RegularExpressions;

namespace EvalHarness.Scoring.Numbers;

/// <summary>Reads the number that a short stretch of text gives: what stands behind "answer:", in a box, behind "####".</summary>
/// <param name="Number">The number; null where several are left, or what is there is no number.</param>
/// <param name="IsDirect">Whether it stands there plainly, not within a sentence.</param>
/// <param name="IsEmpty">Whether there is no number at all.</param>
internal readonly partial record struct NumberSlot(ParsedNumber? Number, bool IsDirect, bool IsEmpty = false)
{
    /// <summary>Reads a stretch.</summary>
    /// <param name="text">The stretch, written in the usual way.</param>
    /// <param name="mark">What the decimal mark is.</param>
    public static NumberSlot Of(string text, DecimalMark mark)
    {
        string plain = Clean(text);
        if (plain is ['±', ..])
        {
            return new NumberSlot(null, true);
        }

        if (NumericAnswers.Parse(plain, mark) is { } whole)
        {
            return new NumberSlot(whole, true);
        }

        var amounts = Amount.In(plain, mark);
        if (amounts.Count == 0)
        {
            return new NumberSlot(null, false, IsEmpty: !plain.AsSpan().ContainsAnyInRange('0', '9'));
        }

        return Equation(plain, mark) ?? Leading(plain, amounts) ?? Within(plain, amounts);
    }

    /// <summary>The result of the equation that a text is; null where it is none.</summary>
    public static ParsedNumber? Result(string text, DecimalMark mark) => Equation(Clean(text), mark)?.Number;

    // The last side of an equation that is a number: the result.
    private static NumberSlot? Equation(string text, DecimalMark mark)
    {
        var sides = EqualSign().Matches(text);
        if (sides.Count == 0 || Field().IsMatch(text[..sides[0].Index]))
        {
            return null;
        }

        for (int side = sides.Count - 1; side >= 0; side--)
        {
            int start = sides[side].Index + sides[side].Length;
            int end = side + 1 < sides.Count ? sides[side + 1].Index : text.Length;
            if (At(text[start..end], mark) is not { } result)
            {
                continue;
            }

            bool isListed = side > 0 && Assignment().IsMatch(text[..sides[side].Index]);
            bool isOther =
                isListed
                && At(text[(sides[side - 1].Index + sides[side - 1].Length)..sides[side].Index], mark) is { } other
                && !other.Fraction.Equals(result.Fraction);
            return new NumberSlot(isOther ? null : result, true);
        }

        return new NumberSlot(At(text[..sides[0].Index], mark), true);
    }

    // The number that a side begins with, unless the side goes on reckoning.
    private static ParsedNumber? At(string side, DecimalMark mark)
    {
        int start = Lead().Match(side).Length;
        return Amount.At(side, start, mark) is { } amount && !GoesOn(side, amount.End) ? amount.Number : null;
    }

    private static NumberSlot? Leading(string text, List<Amount> amounts)
    {
        var first = amounts[0];
        bool isYear =
            amounts.Count > 1
            && NumberContext.Kept(text, amounts)[0] != first
            && first.Number.Value is >= 1800 and <= 2100;
        if (isYear || Lead().Match(text).Length < first.Start)
        {
            return null;
        }

        bool isList =
            amounts.Count > 1
            && IsList(text, first, amounts[1])
            && !amounts[1].Number.Fraction.Equals(first.Number.Fraction);
        bool isSet = first.Start > 0 && text[first.Start - 1] is '{' or '[' && amounts.Count > 1;
        return new NumberSlot(isList || isSet || GoesOn(text, first.End) ? null : first.Number, true);
    }

    // The only number of a sentence that is no year and no remark; of a change the end.
    private static NumberSlot Within(string text, List<Amount> amounts)
    {
        var kept = NumberContext.Kept(text, amounts);
        bool isChange = kept.Count == 2 && Change().IsMatch(text[..kept[1].Start]);
        bool isOne =
            kept.Count == 1 || kept.TrueForAll(amount => amount.Number.Fraction.Equals(kept[0].Number.Fraction));
        return new NumberSlot(isOne || isChange ? kept[^1].Number : null, false);
    }

    /// <summary>Whether the last number of a text is one of several: "5 or 6", "2, 3".</summary>
    public static bool EndsInList(string text, List<Amount> amounts) =>
        amounts.Count > 1
        && IsList(text, amounts[^2], amounts[^1])
        && amounts[^1].Number.Unit == amounts[^2].Number.Unit
        && !amounts[^1].Number.Fraction.Equals(amounts[^2].Number.Fraction)
        && !Change().IsMatch(text[..amounts[^1].Start]);

    // "5, 6", "5 or 6", "5-6", "5 to 6" and "5 6" are several; "5 of 6", "5, not 6", "5 (6)" and 6 below 5 are one.
    private static bool IsList(string text, Amount one, Amount next)
    {
        var between = text.AsSpan(one.End, next.Start - one.End);
        bool isBelow = between.ContainsAny('\n', '\r') && between.Trim() is "" or "-" or "–" or "—";
        return !isBelow && (Joint().IsMatch(between) || (between.IsWhiteSpace() && text[next.Start] != '('));
    }

    // An operator and another operand.
    private static bool GoesOn(string text, int at) => Operation().IsMatch(text.AsSpan(at));

    private static string Clean(string text) =>
        text.Replace("**", "", StringComparison.Ordinal)
            .Replace("__", "", StringComparison.Ordinal)
            .Trim(" \t\r\n*`\"'_|>".ToCharArray());

    [GeneratedRegex(
        @"\s*(?:=+>?|≈|≃|≅|\bequals\b|\bis equal to\b|\byields\b)\s*(?!\s*[=])",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex EqualSign();

    // "x = 3, y": another letter gets a value of its own.
    [GeneratedRegex(@"(?:[,;]|\band|\bor|\bund|\boder)\s*[A-Za-z](?:_\{?\w{1,3}\}?)?\s*$")]
    private static partial Regex Assignment();

    // "15, tokens = 90": the equation is another field.
    [GeneratedRegex(@"^\W*\d[\d.,]*%?\s*[,;|]\s*\p{L}[\p{L}_ ]{0,20}$")]
    private static partial Regex Field();

    [GeneratedRegex(@"^[\s:*`""'_$\[({<>|→-]*?(?=[-+−–(~≈]?\s?[\p{L}$€£¥₹\\(]{0,3}[\d.\\½¼¾⅓⅔]|\p{L})|^\s*")]
    private static partial Regex Lead();

    [GeneratedRegex(
        @"^\s*(?:,\s*(?:and|or|und|oder|et|ou|y|o)?|and|or|und|oder|et|ou|y|o|e|to|through|bis|till|–|-|—|/|&|;|和|或|至|到|~)\s*$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Joint();

    [GeneratedRegex(
        @"^\s*(?:[\^√π]|[+*×÷/·−-]\s*[−-]?(?:[$€£]?[\d\\√π]|\(\s*[(−$€£-]*[\d\\√π])|[+*×÷·]\s*[a-z]\b|/\s*[xyzn]\b|\\sqrt|\\pi|\\frac|(?:\bx\b|\bplus\b|\bminus\b|\btimes\b|\bdivided by\b)\s*[$€£]?[\d(]|to the power\b)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Operation();

    [GeneratedRegex(
        @"\b(?:from|von|de|dal|с)\b.{1,60}\b(?:to|auf|à|a|al|до)\b\s*[$€£]?$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Change();
}
