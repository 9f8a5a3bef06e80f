using System.Text.Encodings.Web;
using System.Text.Json;

namespace EvalHarness.Reports.Exports;

/// <summary>How exports write JSON: readable in any language, and of equal bytes on every machine.</summary>
internal static class JsonTexts
{
    /// <summary>JSON within a field.</summary>
    public static JsonSerializerOptions Options { get; } =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A document for people too.</summary>
    public static JsonWriterOptions Indented { get; } =
        new()
        {
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            Indented = true,
            NewLine = "\n",
        };

    /// <summary>A line of many.</summary>
    public static JsonWriterOptions Line { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes a text that may be unknown: then it is left out.</summary>
    public static void WriteKnown(this Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }

    /// <summary>Writes a number that may be unknown or no number: then it is left out.</summary>
    public static void WriteKnown(this Utf8JsonWriter json, string name, double? value)
    {
        if (value is { } number && double.IsFinite(number))
        {
            json.WriteNumber(name, number);
        }
    }

    /// <summary>Writes a whole number that may be unknown: then it is left out.</summary>
    public static void WriteKnown(this Utf8JsonWriter json, string name, long? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(name, number);
        }
    }
}
