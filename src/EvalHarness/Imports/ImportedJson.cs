using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace EvalHarness.Imports;

/// <summary>Values in the JSON of other tools, which write numbers as texts, texts as lists and nothing as many things.</summary>
internal static partial class ImportedJson
{
    /// <summary>What a path of names leads to; null where it leads nowhere, or to null.</summary>
    /// <param name="value">Where it begins.</param>
    /// <param name="path">Names of properties, one inside the other.</param>
    public static JsonElement? At(this JsonElement value, params ReadOnlySpan<string> path)
    {
        foreach (string name in path)
        {
            if (value.ValueKind != JsonValueKind.Object || !value.TryGetProperty(name, out value))
            {
                return null;
            }
        }

        return value.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined ? null : value;
    }

    /// <summary>The text there: a text as it is, anything else as JSON; null where there is nothing.</summary>
    /// <param name="value">Where the path begins.</param>
    /// <param name="path">Names of properties, one inside the other.</param>
    public static string? Text(this JsonElement value, params ReadOnlySpan<string> path) =>
        value.At(path) is { } found ? Of(found) : null;

    /// <summary>A text as it is, anything else as JSON; null as the empty text.</summary>
    /// <param name="value">The value.</param>
    public static string Of(JsonElement value)
    {
        if (value.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined)
        {
            return "";
        }

        if (value.ValueKind != JsonValueKind.String)
        {
            return value.GetRawText();
        }

        try
        {
            return value.GetString()!;
        }
        catch (InvalidOperationException)
        {
            // Half a character: the rest of the text is worth more than nothing.
            return JsonElement.Parse(VisibleHalves(value.GetRawText())).GetString()!;
        }
    }

    /// <summary>The finite number there, written as a number or as a text; null where there is none.</summary>
    /// <param name="value">Where the path begins.</param>
    /// <param name="path">Names of properties, one inside the other.</param>
    public static double? Number(this JsonElement value, params ReadOnlySpan<string> path) =>
        value.At(path) is { } found ? NumberOf(found) : null;

    /// <summary>A value as a finite number, true and false as 1 and 0; null where it is none.</summary>
    /// <param name="value">The value.</param>
    public static double? NumberOf(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.True => 1,
            JsonValueKind.False => 0,
            JsonValueKind.Number when value.TryGetDouble(out double number) && double.IsFinite(number) => number,
            JsonValueKind.String => NumberOf(Of(value)),
            _ => null,
        };

    /// <summary>A text as a finite number, <c>True</c> and <c>False</c> as 1 and 0; null where it is none.</summary>
    /// <param name="text">The text.</param>
    public static double? NumberOf(string text) =>
        bool.TryParse(text, out bool isTrue) ? (isTrue ? 1 : 0)
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
        && double.IsFinite(number)
            ? number
        : null;

    /// <summary>The whole number there; null where there is none.</summary>
    /// <param name="value">Where the path begins.</param>
    /// <param name="path">Names of properties, one inside the other.</param>
    public static int? Whole(this JsonElement value, params ReadOnlySpan<string> path) =>
        value.Number(path) is { } number && Math.Abs(number) <= int.MaxValue && number == Math.Floor(number)
            ? (int)number
            : null;

    /// <summary>The count of something there, 0 or more; null where there is none.</summary>
    /// <param name="value">Where the path begins.</param>
    /// <param name="path">Names of properties, one inside the other.</param>
    public static long? Count(this JsonElement value, params ReadOnlySpan<string> path) =>
        value.Number(path) is { } number and >= 0 and <= 1e15 ? (long)number : null;

    /// <summary>Yes or no there; null where it is not told.</summary>
    /// <param name="value">Where the path begins.</param>
    /// <param name="path">Names of properties, one inside the other.</param>
    public static bool? Flag(this JsonElement value, params ReadOnlySpan<string> path) =>
        value.At(path)?.ValueKind switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            _ => null,
        };

    /// <summary>The time there, written in ISO 8601 or as seconds since 1970; null where there is none.</summary>
    /// <param name="value">Where the path begins.</param>
    /// <param name="path">Names of properties, one inside the other.</param>
    public static DateTimeOffset? Time(this JsonElement value, params ReadOnlySpan<string> path)
    {
        if (value.At(path) is not { } found)
        {
            return null;
        }

        return found.ValueKind == JsonValueKind.Number
            ? NumberOf(found) is { } seconds and >= 0 and < 4e9
                ? DateTimeOffset.UnixEpoch.AddSeconds(seconds)
                : null
            : DateTimeOffset.TryParse(
                Of(found),
                CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal,
                out var time
            )
                ? time
                : null;
    }

    /// <summary>The items of the list there; none where there is no list.</summary>
    /// <param name="value">Where the path begins.</param>
    /// <param name="path">Names of properties, one inside the other.</param>
    public static IEnumerable<JsonElement> Items(this JsonElement value, params ReadOnlySpan<string> path) =>
        value.At(path) is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray() : [];

    /// <summary>The properties of the object there; none where there is no object.</summary>
    /// <param name="value">Where the path begins.</param>
    /// <param name="path">Names of properties, one inside the other.</param>
    public static IEnumerable<JsonProperty> Properties(this JsonElement value, params ReadOnlySpan<string> path) =>
        value.At(path) is { ValueKind: JsonValueKind.Object } named ? named.EnumerateObject() : [];

    /// <summary>A sum of money or a time is never less than nothing.</summary>
    /// <param name="value">Where the path begins.</param>
    /// <param name="path">Names of properties, one inside the other.</param>
    public static decimal? Money(this JsonElement value, params ReadOnlySpan<string> path) =>
        value.Number(path) is { } number and >= 0 and < 1e15 ? (decimal)number : null;

    /// <summary>The name of a property; empty where it holds half a character, for no name that is asked for does.</summary>
    /// <param name="reader">A reader that stands at the name.</param>
    internal static string NameOf(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            return "";
        }
    }

    /// <summary>Whether JSON may hold escaped halves of characters.</summary>
    /// <param name="json">The bytes.</param>
    internal static bool HasHalves(ReadOnlySpan<byte> json) =>
        json.IndexOf("\\ud"u8) >= 0 || json.IndexOf("\\uD"u8) >= 0;

    /// <summary>JSON with a sign in the place of each half of a character.</summary>
    /// <param name="raw">The JSON.</param>
    internal static string VisibleHalves(string raw) =>
        Halves().Replace(raw, found => found.Groups[1].Success ? found.Value : "\\ufffd");

    /// <summary>Escaped backslashes and whole pairs, which stay; and halves alone.</summary>
    [GeneratedRegex(
        @"(\\\\|\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2})|\\u[dD][89a-fA-F][0-9a-fA-F]{2}"
    )]
    private static partial Regex Halves();
}
