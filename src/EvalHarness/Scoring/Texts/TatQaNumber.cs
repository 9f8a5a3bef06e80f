using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;
using EvalHarness.Scoring.Numbers;

namespace EvalHarness.Scoring.Texts;

/// <summary>Numbers as TAT-QA's tatqa_utils.py reads them, faults included: "(1,234)" is no negative number, ".5" is none.</summary>
internal static partial class TatQaNumber
{
    private const string Ignored = "'\"\\$€£¥%(),[]";

    /// <summary>is_number: whether a text is a number, alone or with a word of scale behind it.</summary>
    public static bool IsNumber(string text)
    {
        var words = PythonText.Split(string.Join(' ', PythonText.Split(text).Select(Clean)));
        return words.Count > 0
            && PythonFloat.Parse(words[0]) is { } number
            && !double.IsNaN(number)
            && (words.Count < 2 || Scale(words[1]) != 1);
    }

    /// <summary>to_number: the number, and its text as Python's str has it; null where there is none.</summary>
    public static (double Value, string Text)? Read(string text)
    {
        var match = First().Match(Clean(text));
        if (!match.Success || match.Groups[1].Length == 0)
        {
            return null;
        }
        string digits = match.Groups[1].Value;
        double scale = Scaled().Match(text) is { Success: true } word ? Scale(word.Value) : 1;
        bool isNegative = Negative().IsMatch(text.Trim());
        bool isPercent = Percent().IsMatch(text.Trim());
        // Whole numbers stay whole in Python, whatever their size.
        if (!digits.Contains('.', StringComparison.Ordinal) && !isPercent && scale >= 1)
        {
            var whole = BigInteger.Parse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
            whole *= new BigInteger(scale) * (isNegative ? -1 : 1);
            return ((double)whole, whole.ToString(CultureInfo.InvariantCulture));
        }
        double value = double.Parse(digits, NumberStyles.Float, CultureInfo.InvariantCulture);
        value = DecimalRounding.Round(value * scale * (isNegative ? -1 : 1) * (isPercent ? 0.01 : 1), 4);
        return (value, PythonFloat.Text(value));
    }

    /// <summary>scale_to_num: what a word of scale multiplies by; 1 for any other.</summary>
    public static double Scale(string word)
    {
        string lower = word.ToLowerInvariant();
        return lower.Contains("hundred", StringComparison.Ordinal) ? 100
            : lower.Contains("thousand", StringComparison.Ordinal) ? 1_000
            : lower.Contains("million", StringComparison.Ordinal) ? 1_000_000
            : lower.Contains("billion", StringComparison.Ordinal) ? 1_000_000_000
            : lower.Contains("percent", StringComparison.Ordinal) ? 0.01
            : 1;
    }

    /// <summary>A number with four decimals, halves to even.</summary>
    public static string Fixed(double value) =>
        DecimalRounding.Round(value, 4).ToString("F4", CultureInfo.InvariantCulture);

    private static string Clean(string text) =>
        string.Concat(text.Where(c => !Ignored.Contains(c, StringComparison.Ordinal)));

    [GeneratedRegex(@"([+-]?\d+(?:\.\d+)?)|([+-]?\.\d+)", RegexOptions.NonBacktracking)]
    private static partial Regex First();

    [GeneratedRegex(@"[\d.]+\s?[a-zA-Z]+", RegexOptions.NonBacktracking)]
    private static partial Regex Scaled();

    [GeneratedRegex(@"\([\d.\s]+\)", RegexOptions.NonBacktracking)]
    private static partial Regex Negative();

    [GeneratedRegex(@"[\d.\s]+%", RegexOptions.NonBacktracking)]
    private static partial Regex Percent();
}
