using System.Globalization;
using System.Text;
using System.Text.Json;

namespace EvalHarness.Scoring.Assertions;

/// <summary>Texts and numbers as JavaScript (ECMA-262) has them, for checks that were written for a tool in that language.</summary>
internal static class JsText
{
    /// <summary>The white space and line ends of ECMA-262, as a character class of a regular expression.</summary>
    public const string SpaceClass = @"\t\n\v\f\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff";

    /// <summary>Whether a character is white space or a line end: .NET counts U+0085 among them, ECMA-262 U+FEFF.</summary>
    public static bool IsSpace(char c) => c == '\ufeff' || (c != '\u0085' && char.IsWhiteSpace(c));

    /// <summary>The text without white space at its ends.</summary>
    public static string Trim(string text)
    {
        int start = 0;
        int end = text.Length;
        while (start < end && IsSpace(text[start]))
        {
            start++;
        }

        while (end > start && IsSpace(text[end - 1]))
        {
            end--;
        }

        return text[start..end];
    }

    /// <summary>The words between white space; none of a blank text.</summary>
    public static List<string> Words(string text)
    {
        var words = new List<string>();
        int start = -1;
        for (int i = 0; i <= text.Length; i++)
        {
            bool isWord = i < text.Length && !IsSpace(text[i]);
            if (isWord && start < 0)
            {
                start = i;
            }
            else if (!isWord && start >= 0)
            {
                words.Add(text[start..i]);
                start = -1;
            }
        }

        return words;
    }

    /// <summary>A value of JSON as a text: what is no text as its shortest spelling, an object as that language names it.</summary>
    public static string Of(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.String => value.GetString()!,
            JsonValueKind.Number => Of(value.GetDouble()),
            JsonValueKind.True => "true",
            JsonValueKind.False => "false",
            JsonValueKind.Array => string.Join(',', value.EnumerateArray().Select(Item)),
            JsonValueKind.Object => "[object Object]",
            _ => "null",
        };

    /// <summary>A number in its shortest spelling (ECMA-262, Number::toString): whole up to 21 digits, small down to 1e-6.</summary>
    public static string Of(double number)
    {
        if (!double.IsFinite(number) || number == 0)
        {
            return double.IsNaN(number) ? "NaN"
                : number == 0 ? "0"
                : number > 0 ? "Infinity"
                : "-Infinity";
        }

        string[] parts = Math.Abs(number).ToString("R", CultureInfo.InvariantCulture).Split('E');
        string all = parts[0].Replace(".", "", StringComparison.Ordinal);
        int whole = parts[0].IndexOf('.', StringComparison.Ordinal) is var dot and >= 0 ? dot : parts[0].Length;
        int power = parts.Length > 1 ? int.Parse(parts[1], CultureInfo.InvariantCulture) : 0;
        int point = whole + power - (all.Length - all.TrimStart('0').Length);
        string digits = all.Trim('0');
        var text = new StringBuilder(number < 0 ? "-" : "");
        if (point is > 0 and <= 21)
        {
            text.Append(digits.Length <= point ? digits.PadRight(point, '0') : $"{digits[..point]}.{digits[point..]}");
        }
        else if (point is > -6 and <= 0)
        {
            text.Append("0.").Append('0', -point).Append(digits);
        }
        else
        {
            text.Append(digits[0]).Append(digits.Length > 1 ? "." : "").Append(digits[1..]);
            text.Append(CultureInfo.InvariantCulture, $"e{(point < 1 ? '-' : '+')}{Math.Abs(point - 1)}");
        }

        return text.ToString();
    }

    private static string Item(JsonElement item) => item.ValueKind == JsonValueKind.Null ? "" : Of(item);
}
