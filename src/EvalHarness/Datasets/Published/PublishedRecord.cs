using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using EvalHarness.Core;

namespace EvalHarness.Datasets.Published;

/// <summary>A record of a published set as its file has it, whose parts are asked for by dotted paths.</summary>
/// <param name="Source">The record.</param>
internal readonly record struct PublishedRecord(Row Source)
{
    /// <summary>Where the record begins.</summary>
    public Location At => Source.At;

    /// <summary>The records of a file: JSON, or what its ending says.</summary>
    /// <param name="file">The file.</param>
    /// <param name="path">Key under which they stand where the whole is one JSON object; null where they are its members.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async IAsyncEnumerable<PublishedRecord> ReadAsync(
        string file,
        string? path,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var reader = DatasetFormats.BuiltIn.Find(file) ?? new JsonDatasetReader();
        if (reader is JsonDatasetReader && path is not null && await IsObjectAsync(file, cancellationToken))
        {
            reader = new JsonDatasetReader(path);
        }

        await foreach (var row in reader.ReadAsync(file, cancellationToken))
        {
            yield return new PublishedRecord(row);
        }
    }

    /// <summary>Whether the record has a part.</summary>
    public bool Has(string path) => Source.Fields.ContainsKey(path);

    /// <summary>A text, number or truth value; the first of several names that the record has.</summary>
    /// <exception cref="DocumentException">It has none of them.</exception>
    public string Text(params ReadOnlySpan<string> paths) => Find(paths) ?? throw Missing(paths[0], "a value");

    /// <summary>The same; empty where the record has none of the names.</summary>
    public string TextOrEmpty(params ReadOnlySpan<string> paths) => Find(paths) ?? "";

    /// <summary>A JSON list.</summary>
    /// <exception cref="DocumentException">There is none.</exception>
    public ImmutableArray<JsonElement> List(string path) =>
        Json(path) is { ValueKind: JsonValueKind.Array } list
            ? [.. list.EnumerateArray()]
            : throw Missing(path, "a list");

    /// <summary>A JSON list or object; null where the record has none there.</summary>
    public JsonElement? Json(string path)
    {
        if (Find(path) is not ['[' or '{', ..] json)
        {
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(json);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>A number.</summary>
    /// <exception cref="DocumentException">There is none.</exception>
    public double Number(params ReadOnlySpan<string> paths) =>
        double.TryParse(Text(paths), NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
        && double.IsFinite(number)
            ? number
            : throw Missing(paths[0], "a number");

    /// <summary>The fault of a record without a part, or with another in its place.</summary>
    public DocumentException Missing(string path, string expected) =>
        new(
            new Fault(
                At,
                Has(path) ? $"'{path}' of this record is another kind of value" : $"this record has no '{path}'",
                expected
            )
        );

    /// <summary>A row made of the record.</summary>
    /// <param name="columns">Names of its columns.</param>
    /// <param name="values">Its values; lists and objects as JSON.</param>
    /// <param name="nested">Columns of lists and objects.</param>
    public Row Row(ColumnNames columns, string[] values, params ReadOnlySpan<string> nested)
    {
        var found = ImmutableArray.CreateBuilder<string>(nested.Length);
        foreach (string name in nested)
        {
            if (values[columns.Find(name)] is ['[' or '{', ..])
            {
                found.Add(name);
            }
        }

        return new Row(At, columns.Row(values)) { Nested = found.ToImmutable() };
    }

    private string? Find(params ReadOnlySpan<string> paths)
    {
        foreach (string path in paths)
        {
            if (Source.Fields.TryGetValue(path, out string? value))
            {
                return value;
            }
        }

        return null;
    }

    private static async Task<bool> IsObjectAsync(string file, CancellationToken cancellationToken)
    {
        using var buffer = new RecordBuffer(file);
        while (await buffer.FillAsync(1, cancellationToken))
        {
            foreach (byte one in buffer.Unread.Span)
            {
                if (one is not ((byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n'))
                {
                    return one == '{';
                }
            }
        }

        return false;
    }
}
