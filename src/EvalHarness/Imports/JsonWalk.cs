using System.Runtime.CompilerServices;
using System.Text.Json;
using EvalHarness.Core;
using EvalHarness.Datasets;

namespace EvalHarness.Imports;

/// <summary>
/// Walks through JSON of any length in the memory of its largest part: rows (one after the other, as lines are, or as items of a list),
/// or the properties of an object at the top.
/// </summary>
/// <remarks>Python writes <c>NaN</c> and <c>Infinity</c> into its JSON: they come as texts.</remarks>
internal sealed class JsonWalk
{
    private static readonly JsonReaderOptions Lenient = new() { AllowMultipleValues = true };

    private readonly string file;
    private readonly Func<string, JsonTake>? properties;
    private readonly Stack<string> outer = [];
    private JsonReaderState state = new(Lenient);
    private Stage stage;
    private string name = "";
    private int line = 1;
    private long column = 1;

    private JsonWalk(string file, Func<string, JsonTake>? properties) =>
        (this.file, this.properties) = (file, properties);

    private enum Stage
    {
        Top,
        Properties,
        Value,
        Items,
        Passing,
    }

    /// <summary>The rows of a file.</summary>
    /// <param name="path">Path of the file, plain or packed.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="DocumentException">It is broken.</exception>
    public static IAsyncEnumerable<JsonPart> RowsAsync(string path, CancellationToken cancellationToken) =>
        RowsAsync(() => DataFile.Open(path), DataFile.Shown(path), cancellationToken);

    /// <summary>The rows of a document: its values one after the other, and the items of those that are lists.</summary>
    /// <param name="open">Opens the document, which is closed at the end.</param>
    /// <param name="file">Its name in faults.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="DocumentException">It is broken.</exception>
    public static IAsyncEnumerable<JsonPart> RowsAsync(
        Func<Stream> open,
        string file,
        CancellationToken cancellationToken
    ) => new JsonWalk(file, null).WalkAsync(open, cancellationToken);

    /// <summary>Properties of the object at the top of a file, in the order of the file.</summary>
    /// <param name="path">Path of the file, plain or packed.</param>
    /// <param name="properties">What is taken of each, by its name; of one within another by both, with a dot between.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="DocumentException">It is broken, or no object.</exception>
    public static IAsyncEnumerable<JsonPart> PropertiesAsync(
        string path,
        Func<string, JsonTake> properties,
        CancellationToken cancellationToken
    ) => PropertiesAsync(() => DataFile.Open(path), DataFile.Shown(path), properties, cancellationToken);

    /// <summary>Properties of the object at the top, in the order of the document.</summary>
    /// <param name="open">Opens the document, which is closed at the end.</param>
    /// <param name="file">Its name in faults.</param>
    /// <param name="properties">What is taken of each, by its name; of one within another by both, with a dot between.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="DocumentException">It is broken, or no object.</exception>
    public static IAsyncEnumerable<JsonPart> PropertiesAsync(
        Func<Stream> open,
        string file,
        Func<string, JsonTake> properties,
        CancellationToken cancellationToken
    ) => new JsonWalk(file, properties).WalkAsync(open, cancellationToken);

    private async IAsyncEnumerable<JsonPart> WalkAsync(
        Func<Stream> open,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        await using var stream = open();
        await using var json = new PythonJsonStream(stream);
        using var buffer = new RecordBuffer(file, json);
        bool isWhole = false;
        while (true)
        {
            var part = Next(buffer.Unread, isWhole, out int consumed);
            if (part is { } found)
            {
                yield return found;
            }

            buffer.Skip(consumed);
            if (part is null)
            {
                if (isWhole)
                {
                    yield break;
                }

                isWhole = !await FillAsync(buffer, cancellationToken);
            }
        }
    }

    private async ValueTask<bool> FillAsync(RecordBuffer buffer, CancellationToken cancellationToken)
    {
        try
        {
            return await buffer.FillAsync(line, cancellationToken);
        }
        catch (InvalidDataException e)
        {
            throw new DocumentException(new Fault(Here(), e.Message));
        }
    }

    /// <summary>The next part; null where the block holds no further whole one.</summary>
    private JsonPart? Next(ReadOnlyMemory<byte> block, bool isWhole, out int consumed)
    {
        var reader = new Utf8JsonReader(block.Span, isWhole, state);
        consumed = 0;
        try
        {
            while (reader.Read())
            {
                var (before, known) = (stage, name);
                int start = (int)reader.TokenStartIndex;
                if (Take(ref reader) is not { } isPart)
                {
                    (stage, name) = (before, known);
                    return null;
                }

                Advance(block.Span[consumed..start]);
                var at = Here();
                Advance(block.Span[start..(int)reader.BytesConsumed]);
                (consumed, state) = ((int)reader.BytesConsumed, reader.CurrentState);
                if (isPart)
                {
                    return new JsonPart(name, block[start..consumed], at);
                }
            }
        }
        catch (JsonException e)
        {
            throw new DocumentException(
                new Fault(
                    new Location(
                        file,
                        (int)Math.Min(int.MaxValue, (e.LineNumber ?? 0) + 1),
                        (int)Math.Min(int.MaxValue, (e.BytePositionInLine ?? 0) + 1)
                    ),
                    isWhole && reader.CurrentDepth > 0 ? "the JSON breaks off" : "found broken JSON",
                    "whole JSON values"
                )
            );
        }

        return null;
    }

    /// <summary>Whether what has been read is a part; null where the block ends within it.</summary>
    private bool? Take(ref Utf8JsonReader reader)
    {
        switch (stage)
        {
            case Stage.Passing:
                stage =
                    reader.CurrentDepth == 1 + outer.Count && IsEnd(reader.TokenType)
                        ? Stage.Properties
                        : Stage.Passing;
                return false;
            case Stage.Value:
                return Value(ref reader);
            case Stage.Properties:
                return Property(ref reader);
            case Stage.Items when reader.TokenType == JsonTokenType.EndArray:
                stage = properties is null ? Stage.Top : Stage.Properties;
                return false;
            case Stage.Items:
                return reader.TrySkip() ? true : null;
            default:
                return Top(ref reader);
        }
    }

    private bool? Top(ref Utf8JsonReader reader)
    {
        if (properties is null && reader.TokenType == JsonTokenType.StartArray)
        {
            stage = Stage.Items;
            return false;
        }

        if (properties is null)
        {
            return reader.TrySkip() ? true : null;
        }

        stage =
            reader.TokenType == JsonTokenType.StartObject
                ? Stage.Properties
                : throw new DocumentException(new Fault(Here(), "found no object at the top", "a JSON object"));
        return false;
    }

    private bool? Property(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.EndObject)
        {
            stage = outer.TryPop(out _) ? Stage.Properties : Stage.Top;
            return false;
        }

        string own = ImportedJson.NameOf(ref reader);
        name = outer.TryPeek(out string? path) ? $"{path}.{own}" : own;
        stage = Stage.Value;
        return false;
    }

    private bool? Value(ref Utf8JsonReader reader)
    {
        var take = properties!(name);
        if (take == JsonTake.Nothing)
        {
            stage = reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray
                ? Stage.Passing
                : Stage.Properties;
            return false;
        }

        if (take == JsonTake.Properties && reader.TokenType == JsonTokenType.StartObject)
        {
            outer.Push(name);
            stage = Stage.Properties;
            return false;
        }

        if (take == JsonTake.Items && reader.TokenType == JsonTokenType.StartArray)
        {
            stage = Stage.Items;
            return false;
        }

        if (!reader.TrySkip())
        {
            return null;
        }

        stage = Stage.Properties;
        return true;
    }

    private static bool IsEnd(JsonTokenType token) => token is JsonTokenType.EndObject or JsonTokenType.EndArray;

    private Location Here() => new(file, line, (int)Math.Min(int.MaxValue, column));

    private void Advance(ReadOnlySpan<byte> passed)
    {
        int breaks = passed.Count((byte)'\n');
        line += breaks;
        column = breaks == 0 ? column + passed.Length : passed.Length - passed.LastIndexOf((byte)'\n');
    }
}
