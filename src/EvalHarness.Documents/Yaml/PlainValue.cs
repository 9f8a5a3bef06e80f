using System.Globalization;
using System.Text.RegularExpressions;

namespace EvalHarness.Yaml;

/// <summary>What YAML sees in a value without quotes, and what people are surprised that it sees.</summary>
internal static partial class PlainValue
{
    /// <summary>Whether a text is a JSON number, or one of the other ways in which YAML writes numbers.</summary>
    public static bool IsNumber(string text) =>
        (text.Any(char.IsAsciiDigit) && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _))
        || text is ".inf" or "-.inf" or ".nan" or ".NaN"
        || (text.Length > 2 && text[0] == '0' && text[1] is 'x' or 'o' && text.Skip(2).All(char.IsAsciiHexDigit));

    /// <summary>Whether a text is a number as JSON writes it, and so means the same to every reader.</summary>
    public static bool IsJsonNumber(string text) => JsonNumber().IsMatch(text);

    /// <summary>Why a plain value may not be the text that its writer meant; null when it is plainly text.</summary>
    public static string? Trap(string text) =>
        text.ToUpperInvariant() switch
        {
            "YES" or "NO" or "ON" or "OFF" or "TRUE" or "FALSE" or "Y" or "N" => "a boolean to some readers of YAML",
            _ when IsDate(text) => "a date to some readers of YAML",
            _ when IsNumber(text) && !IsPlainInteger(text) => "a number to other readers of YAML",
            _ => null,
        };

    private static bool IsPlainInteger(string text) =>
        text.TrimStart('-') is { Length: > 0 and < 16 } digits
        && digits.All(char.IsAsciiDigit)
        && (digits[0] != '0' || digits == "0");

    private static bool IsDate(string text) =>
        text.Length >= 8
        && char.IsAsciiDigit(text[0])
        && DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out _)
        && text.Count(c => c == '-') == 2;

    [GeneratedRegex(@"^-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?\z")]
    private static partial Regex JsonNumber();
}
