using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace EvalHarness.Datasets.Columnar;

/// <summary>How the values beneath a node of a Parquet schema are put together.</summary>
internal enum ParquetShape
{
    /// <summary>One value.</summary>
    Value,

    /// <summary>A structure: its parts by their names.</summary>
    Structure,

    /// <summary>A list of what its only part is.</summary>
    List,

    /// <summary>A list of keys with values.</summary>
    Map,
}

/// <summary>
/// A node of a Parquet schema. Rows are put together from columns by definition and repetition levels (Melnik et al., "Dremel:
/// Interactive Analysis of Web-Scale Datasets", 2010, 10.14778/1920841.1920886).
/// </summary>
/// <param name="Name">Its name.</param>
/// <param name="Shape">How its values are put together.</param>
/// <param name="Definition">Level from which on it is there; below, it or something around it is null.</param>
/// <param name="Repetition">Level at which its items repeat; 0 where it is no list.</param>
/// <param name="Leaf">Place of its first column among all.</param>
/// <param name="Parts">What it holds: an item, a key and a value, or the parts of a structure.</param>
internal sealed record ParquetNode(
    string Name,
    ParquetShape Shape,
    int Definition,
    int Repetition,
    int Leaf,
    ImmutableArray<ParquetNode> Parts
)
{
    private static readonly JsonWriterOptions Readable = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Whether its values are lists or objects.</summary>
    public bool IsNested => Shape != ParquetShape.Value;

    /// <summary>The next value, nested ones as JSON; null where it is null.</summary>
    /// <param name="columns">The columns of a row group, each at the row.</param>
    /// <exception cref="InvalidDataException">The value cannot be given whole.</exception>
    public string? Text(ParquetColumn[] columns)
    {
        if (!IsNested)
        {
            return columns[Leaf].Take();
        }

        if (columns[Leaf].Definition < Definition)
        {
            Pass(columns);
            return null;
        }

        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes, Readable))
        {
            Write(json, columns);
        }

        return Encoding.UTF8.GetString(bytes.WrittenSpan);
    }

    private void Write(Utf8JsonWriter json, ParquetColumn[] columns)
    {
        if (Shape == ParquetShape.Value)
        {
            columns[Leaf].Write(json);
        }
        else if (columns[Leaf].Definition < Definition)
        {
            Pass(columns);
            json.WriteNullValue();
        }
        else if (Shape == ParquetShape.Structure)
        {
            json.WriteStartObject();
            WriteParts(json, columns);
            json.WriteEndObject();
        }
        else
        {
            WriteItems(json, columns);
        }
    }

    private void WriteParts(Utf8JsonWriter json, ParquetColumn[] columns)
    {
        foreach (var part in Parts)
        {
            json.WritePropertyName(part.Name);
            part.Write(json, columns);
        }
    }

    private void WriteItems(Utf8JsonWriter json, ParquetColumn[] columns)
    {
        json.WriteStartArray();
        if (columns[Leaf].Definition == Definition)
        {
            Pass(columns);
        }
        else
        {
            do
            {
                WriteItem(json, columns);
            } while (columns[Leaf].Repetition == Repetition);
        }

        json.WriteEndArray();
    }

    private void WriteItem(Utf8JsonWriter json, ParquetColumn[] columns)
    {
        if (Shape == ParquetShape.List)
        {
            Parts[0].Write(json, columns);
            return;
        }

        json.WriteStartObject();
        WriteParts(json, columns);
        json.WriteEndObject();
    }

    /// <summary>Takes what stands for a null or an empty list out of all columns beneath.</summary>
    private void Pass(ParquetColumn[] columns)
    {
        if (Shape == ParquetShape.Value)
        {
            columns[Leaf].Pass();
        }

        foreach (var part in Parts)
        {
            part.Pass(columns);
        }
    }
}
