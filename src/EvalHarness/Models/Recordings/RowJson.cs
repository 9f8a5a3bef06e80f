using System.Buffers;
using System.Text.Json;
using EvalHarness.Datasets;

namespace EvalHarness.Models.Recordings;

/// <summary>Rows of a table as lines of a journal: objects, with nested values as they were.</summary>
internal static class RowJson
{
    /// <summary>The object that a row is.</summary>
    /// <param name="row">The row.</param>
    public static ReadOnlyMemory<byte> Of(Row row)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            foreach (var (name, value) in row.Fields)
            {
                json.WritePropertyName(name);
                if (row.Nested.Contains(name))
                {
                    json.WriteRawValue(value);
                }
                else
                {
                    json.WriteStringValue(value);
                }
            }

            json.WriteEndObject();
        }

        return bytes.WrittenMemory;
    }
}
