using System.Collections;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using EvalHarness.Core;

namespace EvalHarness.Yaml;

/// <summary>Records that are words back to text, in one canonical way.</summary>
internal sealed class KeywordWriter(Catalog catalog)
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The record as one line of JSON.</summary>
    public string Write(object word)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            WriteWord(json, word);
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    private void WriteWord(Utf8JsonWriter json, object word)
    {
        var shape = catalog.Shape(word.GetType());
        string keyword =
            shape.Keyword
            ?? throw new ArgumentException($"{word.GetType()} is not marked with a keyword", nameof(word));
        if (!Changed(word, shape).Any())
        {
            json.WriteStringValue(keyword);
            return;
        }

        json.WriteStartObject();
        json.WritePropertyName(keyword);
        WriteRecord(json, word, shape);
        json.WriteEndObject();
    }

    private void WriteRecord(Utf8JsonWriter json, object record, RecordShape shape)
    {
        json.WriteStartObject();
        foreach (var (key, value) in Changed(record, shape))
        {
            json.WritePropertyName(key.Name);
            WriteValue(json, value, key.Type);
        }

        json.WriteEndObject();
    }

    private static IEnumerable<(KeyShape Key, object Value)> Changed(object record, RecordShape shape) =>
        from key in shape.Keys
        where key.IsWritten
        let value = (
            key.Property ?? throw new ArgumentException($"{shape.Type} has no property for '{key.Name}'")
        ).GetValue(record)
        where value is not null && (key.IsRequired || !IsDefault(value, key.Default))
        select (key, value);

    private static bool IsDefault(object value, object? standard) =>
        value is IList list && standard is IList none ? list.Count == 0 && none.Count == 0 : value.Equals(standard);

    private void WriteValue(Utf8JsonWriter json, object? value, Type declared)
    {
        switch (value)
        {
            case null:
                json.WriteNullValue();
                break;
            case Secret:
                json.WriteStringValue("***");
                break;
            case JsonElement element:
                element.WriteTo(json);
                break;
            case string
            or char
            or bool
            or int
            or long
            or double
            or decimal
            or DateOnly
            or TimeSpan
            or Uri
            or FilePath
            or Enum:
                WriteScalar(json, value);
                break;
            case IDictionary fields:
                WriteFields(json, fields, declared);
                break;
            case IEnumerable items:
                json.WriteStartArray();
                foreach (object? item in items)
                {
                    WriteValue(json, item, declared.GetGenericArguments()[0]);
                }

                json.WriteEndArray();
                break;
            default:
                WriteObject(json, value, declared);
                break;
        }
    }

    private void WriteObject(Utf8JsonWriter json, object value, Type declared)
    {
        if (declared.IsInterface)
        {
            WriteWord(json, value);
        }
        else
        {
            WriteRecord(json, value, catalog.Shape(value.GetType()));
        }
    }

    private void WriteFields(Utf8JsonWriter json, IDictionary fields, Type declared)
    {
        json.WriteStartObject();
        foreach (string? name in fields.Keys.Cast<string>().Order(StringComparer.Ordinal))
        {
            json.WritePropertyName(name);
            WriteValue(json, fields[name], declared.GetGenericArguments()[1]);
        }

        json.WriteEndObject();
    }

    private static void WriteScalar(Utf8JsonWriter json, object value)
    {
        switch (value)
        {
            case bool flag:
                json.WriteBooleanValue(flag);
                break;
            case int or long:
                json.WriteNumberValue(Convert.ToInt64(value, CultureInfo.InvariantCulture));
                break;
            case double number:
                json.WriteNumberValue(number);
                break;
            case decimal number:
                json.WriteNumberValue(number / 1.0000000000000000000000000000m);
                break;
            case DateOnly date:
                json.WriteStringValue(date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
                break;
            case TimeSpan time:
                json.WriteStringValue(string.Create(CultureInfo.InvariantCulture, $"{time.Ticks / 10_000m:0.####}ms"));
                break;
            case FilePath path:
                json.WriteStringValue(path.AsWritten);
                break;
            case Enum word:
                json.WriteStringValue(KeyNames.Of(word.ToString()));
                break;
            default:
                json.WriteStringValue(value.ToString());
                break;
        }
    }
}
