using System.Collections.Immutable;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using EvalHarness.Core;

namespace EvalHarness.Datasets;

/// <summary>Turns JSON objects into rows; rows with the same keys share their column names.</summary>
internal sealed class JsonRows
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };
    private static readonly JsonWriterOptions Readable = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Column of the name under which an object stands.</summary>
    private const string Key = "key";

    private ColumnNames columns = new([]);

    /// <summary>The row that one JSON object is.</summary>
    /// <param name="json">The object, UTF-8.</param>
    /// <param name="at">Where it begins.</param>
    /// <param name="locate">Where a fault in it stands.</param>
    /// <param name="key">Name under which the object stands, which becomes a column; null in a list.</param>
    public Row Parse(
        ReadOnlyMemory<byte> json,
        Location at,
        Func<Location, JsonException, Location> locate,
        string? key = null
    )
    {
        try
        {
            using var document = JsonDocument.Parse(json, Strict);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                throw new DocumentException(new Fault(at, $"found {Describe(document.RootElement)}", "a JSON object"));
            }

            return Read(document.RootElement, at, key);
        }
        catch (JsonException e) when (e.BytePositionInLine is null)
        {
            throw new DocumentException(new Fault(at, "found a key twice in one object", "distinct keys"));
        }
        catch (JsonException e)
        {
            throw new DocumentException(new Fault(locate(at, e), "found broken JSON", "a whole JSON object"));
        }
        catch (InvalidOperationException)
        {
            throw new DocumentException(
                new Fault(at, "found half a surrogate pair (\\uD800 to \\uDFFF) in a text", "whole characters")
            );
        }
    }

    /// <summary>The row of a value that stands under a name.</summary>
    /// <param name="json">The value, UTF-8, whole.</param>
    /// <param name="at">Where it begins.</param>
    /// <param name="key">The name.</param>
    public Row Value(ReadOnlyMemory<byte> json, Location at, string key)
    {
        using var document = JsonDocument.Parse(json);
        var value = document.RootElement;
        columns = columns.Names.Count == 0 ? new ColumnNames([Key, "value"]) : columns;
        return new Row(at, columns.Row([key, Text(value)]))
        {
            Nested = value.ValueKind is JsonValueKind.Array or JsonValueKind.Object ? ["value"] : [],
        };
    }

    /// <summary>The row of an object, with the name under which it stands in front, unless it has such a column itself.</summary>
    private Row Read(JsonElement element, Location at, string? key)
    {
        int before = key is null || element.TryGetProperty(Key, out _) ? 0 : 1;
        var properties = element.EnumerateObject();
        if (!HasColumns(properties, before))
        {
            columns = new ColumnNames([.. Enumerable.Repeat(Key, before), .. properties.Select(p => p.Name)]);
        }

        string[] values = new string[columns.Names.Count];
        if (before > 0)
        {
            values[0] = key!;
        }

        var nested = ImmutableArray<string>.Empty;
        foreach (var (i, property) in properties.Index())
        {
            values[before + i] = Text(property.Value);
            if (property.Value.ValueKind is JsonValueKind.Array or JsonValueKind.Object)
            {
                nested = nested.Add(property.Name);
            }
        }
        return new Row(at, columns.Row(values)) { Nested = nested, NamesItsKeys = true };
    }

    private bool HasColumns(JsonElement.ObjectEnumerator properties, int before)
    {
        int i = before;
        if (before > 0 && columns.Names is not [Key, ..])
        {
            return false;
        }

        foreach (var property in properties)
        {
            if (i == columns.Names.Count || !property.NameEquals(columns.Names[i++]))
            {
                return false;
            }
        }
        return i == columns.Names.Count;
    }

    /// <summary>The text of a value as a cell has it: nested JSON as JSON, null as the empty text.</summary>
    internal static string Text(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.String => value.GetString()!,
            JsonValueKind.Null => "",
            JsonValueKind.True => "true",
            JsonValueKind.False => "false",
            JsonValueKind.Number => value.GetRawText(),
            _ => Compact(value),
        };

    // Without the file's own indentation, and readable: a model sees this text.
    private static string Compact(JsonElement value)
    {
        var bytes = new System.Buffers.ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(bytes, Readable))
        {
            value.WriteTo(writer);
        }

        return Encoding.UTF8.GetString(bytes.WrittenSpan);
    }

    private static string Describe(JsonElement element) =>
        element.ValueKind switch
        {
            JsonValueKind.Array => "a JSON list",
            JsonValueKind.String => "a JSON text",
            JsonValueKind.Number => "a JSON number",
            _ => "a JSON " + element.ValueKind.ToString().ToLowerInvariant(),
        };
}
