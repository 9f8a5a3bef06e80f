using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace EvalHarness.Scoring.Calls;

/// <summary>JSON by value: one text for equal values, whatever the order of their keys and the spelling of their numbers.</summary>
internal static class CallJson
{
    private static readonly JsonWriterOptions Options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    /// <summary>The value of a text; null where it is no JSON, or more than one value.</summary>
    /// <param name="text">The text.</param>
    public static JsonElement? Parse(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>A value in its one form.</summary>
    /// <param name="value">The value.</param>
    public static string Canonical(JsonElement value) => Write(json => Write(json, value));

    /// <summary>What is written, as text.</summary>
    /// <param name="write">Writes it.</param>
    public static string Write(Action<Utf8JsonWriter> write)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            write(json);
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    /// <summary>Writes a value in its one form.</summary>
    /// <param name="json">Where it goes.</param>
    /// <param name="value">The value.</param>
    public static void Write(Utf8JsonWriter json, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                Write(json, Members(value));
                break;
            case JsonValueKind.Array:
                json.WriteStartArray();
                foreach (var item in value.EnumerateArray())
                {
                    Write(json, item);
                }

                json.WriteEndArray();
                break;
            case JsonValueKind.Number:
                json.WriteRawValue(Number(value), skipInputValidation: true);
                break;
            default:
                value.WriteTo(json);
                break;
        }
    }

    /// <summary>Writes an object in its one form.</summary>
    /// <param name="json">Where it goes.</param>
    /// <param name="members">Its members.</param>
    public static void Write(Utf8JsonWriter json, IEnumerable<KeyValuePair<string, JsonElement>> members)
    {
        json.WriteStartObject();
        foreach (var (name, value) in members.OrderBy(one => one.Key, StringComparer.Ordinal))
        {
            json.WritePropertyName(name);
            Write(json, value);
        }

        json.WriteEndObject();
    }

    /// <summary>The members of an object, the last of each name; none of anything else.</summary>
    /// <param name="value">The value.</param>
    public static Dictionary<string, JsonElement> Members(JsonElement value)
    {
        var members = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var one in value.ValueKind == JsonValueKind.Object ? value.EnumerateObject() : default)
        {
            members[one.Name] = one.Value;
        }

        return members;
    }

    /// <summary>A member, where there is one of a kind.</summary>
    /// <param name="value">The object; anything else has none.</param>
    /// <param name="name">Its name.</param>
    /// <param name="kind">Its kind.</param>
    public static JsonElement? Find(JsonElement value, string name, JsonValueKind kind) =>
        value.ValueKind == JsonValueKind.Object && value.TryGetProperty(name, out var found) && found.ValueKind == kind
            ? found
            : null;

    /// <summary>A number without the zeros and the exponent that change nothing.</summary>
    private static string Number(JsonElement value)
    {
        string written = value.GetRawText();
        if (
            decimal.TryParse(written, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal exact)
            && exact != 0
        )
        {
            return (exact / 1.0000000000000000000000000000m).ToString(CultureInfo.InvariantCulture);
        }

        return !value.TryGetDouble(out double near) || !double.IsFinite(near) ? written
            : near == 0 ? "0"
            : near.ToString("R", CultureInfo.InvariantCulture);
    }
}
