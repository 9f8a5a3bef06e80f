using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace EvalHarness.Models.Wire;

/// <summary>Reads texts and counts of a reply that may hold bytes that are no text, and numbers in odd dress.</summary>
internal static class WireText
{
    /// <summary>The text of a JSON string, each byte or half character that is none shown as U+FFFD; null for anything else.</summary>
    /// <param name="element">The value.</param>
    /// <param name="isMended">Whether something had to be shown so.</param>
    public static string? Read(JsonElement element, out bool isMended)
    {
        isMended = false;
        if (element.ValueKind != JsonValueKind.String)
        {
            return null;
        }

        try
        {
            return element.GetString();
        }
        catch (InvalidOperationException)
        {
            isMended = true;
            var raw = JsonMarshal.GetRawUtf8Value(element);
            return WholeCharacters(Unescape(Encoding.UTF8.GetString(raw[1..^1])));
        }
    }

    /// <inheritdoc cref="Read(JsonElement, out bool)"/>
    public static string? Read(JsonElement element) => Read(element, out _);

    /// <summary>A property, where there is one: of what is no object there is none.</summary>
    /// <param name="parent">What may hold it.</param>
    /// <param name="name">Its name.</param>
    /// <param name="value">What it is.</param>
    public static bool TryGet(this JsonElement parent, string name, out JsonElement value)
    {
        value = default;
        return parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out value);
    }

    /// <summary>The text of a property; null where there is none or it is no text.</summary>
    public static string? Find(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var value) ? Read(value) : null;

    /// <summary>A whole number, also written <c>10.0</c> or as text; null for anything else, such as 10.5 or 1e30.</summary>
    /// <param name="parent">What holds it.</param>
    /// <param name="name">Its name.</param>
    /// <param name="isOdd">Whether something is there that is no such number.</param>
    public static long? Count(JsonElement parent, string name, out bool isOdd)
    {
        isOdd = false;
        if (
            parent.ValueKind != JsonValueKind.Object
            || !parent.TryGetProperty(name, out var value)
            || value.ValueKind == JsonValueKind.Null
        )
        {
            return null;
        }

        long? count = Count(value);
        isOdd = count is null;
        return count;
    }

    /// <summary>A whole number, also written <c>10.0</c> or as text; null for anything else, such as 10.5 or 1e30.</summary>
    /// <param name="value">The value.</param>
    public static long? Count(JsonElement value)
    {
        string? text = value.ValueKind == JsonValueKind.Number ? value.GetRawText() : Read(value)?.Trim();
        return
            decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal number)
            && number == decimal.Truncate(number)
            && number is >= long.MinValue and <= long.MaxValue
            ? (long)number
            : null;
    }

    /// <summary>The escapes of JSON, read without asking whether the halves of a character belong together.</summary>
    private static string Unescape(string text)
    {
        var plain = new StringBuilder(text.Length);
        for (int at = 0; at < text.Length; at++)
        {
            if (text[at] != '\\' || at + 1 == text.Length)
            {
                plain.Append(text[at]);
                continue;
            }

            at++;
            if (text[at] == 'u' && at + 4 < text.Length)
            {
                plain.Append(
                    (char)ushort.Parse(text.AsSpan(at + 1, 4), NumberStyles.HexNumber, CultureInfo.InvariantCulture)
                );
                at += 4;
            }
            else
            {
                plain.Append(
                    text[at] switch
                    {
                        'n' => '\n',
                        't' => '\t',
                        'r' => '\r',
                        'b' => '\b',
                        'f' => '\f',
                        var other => other,
                    }
                );
            }
        }

        return plain.ToString();
    }

    private static string WholeCharacters(string text)
    {
        var whole = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            whole.Append(rune.ToString());
        }

        return whole.ToString();
    }
}
