using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace EvalHarness.Scoring.Schemas;

/// <summary>JSON in one spelling, so that equal values are equal texts: keys in order, no spaces, 1.0 as 1.</summary>
internal static class CanonicalJson
{
    // A decimal keeps that many, and rounds the rest away without a word.
    private const int MostDigits = 28;

    private static readonly JsonWriterOptions Options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    /// <summary>A value as JSON, but a text by itself without quotes.</summary>
    public static string Bare(JsonElement value) =>
        value.ValueKind == JsonValueKind.String ? value.GetString()! : Of(value);

    /// <summary>A value as JSON.</summary>
    public static string Of(JsonElement value) => Write(json => Write(json, value));

    /// <summary>What is written, as text.</summary>
    /// <param name="write">Writes it.</param>
    public static string Write(Action<Utf8JsonWriter> write)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Options))
        {
            write(json);
        }
        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }

    /// <summary>Writes a value.</summary>
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

    /// <summary>Writes an object.</summary>
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

    /// <summary>The members of an object, of a name that stands twice the last, as nearly all readers have it; none of anything else.</summary>
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

    /// <summary>A number without the zeros and the exponent that change nothing, all other digits kept: account numbers are longer than doubles.</summary>
    /// <param name="value">The number.</param>
    public static string Number(JsonElement value)
    {
        string written = value.GetRawText();
        if (written.Count(char.IsAsciiDigit) > MostDigits)
        {
            return written;
        }
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
