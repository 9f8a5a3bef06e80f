using System.Text.Json;
using EvalHarness.Core;

namespace EvalHarness.Datasets;

/// <summary>Walks from object to object of a JSON list that comes in blocks.</summary>
/// <param name="file">Name of the file in faults.</param>
/// <param name="path">Key of the top object under which the list stands; null when the list is the whole document.</param>
/// <param name="takesValues">Whether values by name may be of any kind.</param>
internal sealed class JsonListCursor(string file, string? path, bool takesValues = false)
{
    private JsonReaderState state;
    private Stage stage;
    private int line = 1;

    private enum Stage
    {
        Before,
        InList,
        InNames,
        After,
    }

    /// <summary>Where the last token began.</summary>
    public Location At { get; private set; } = new(file, 1);

    /// <summary>Name under which the last object stands; null in a list.</summary>
    public string? Key { get; private set; }

    /// <summary>Whether the list, and with it the walk, has ended.</summary>
    public bool IsAtEnd { get; private set; }

    /// <summary>The next object of the list, as a part of the block; null when the block holds no further whole one.</summary>
    /// <param name="block">What has not been consumed yet, with more behind it than at the last call.</param>
    /// <param name="isWhole">Whether nothing follows the block.</param>
    /// <param name="consumed">Bytes of the block that are done with.</param>
    public ReadOnlyMemory<byte>? TryNext(ReadOnlyMemory<byte> block, bool isWhole, out int consumed)
    {
        var reader = new Utf8JsonReader(block.Span, isWhole, state);
        consumed = 0;
        try
        {
            while (reader.Read())
            {
                int start = (int)reader.TokenStartIndex;
                bool isRow =
                    stage is Stage.InList or Stage.InNames
                    && (reader.TokenType == JsonTokenType.StartObject || IsValue(reader.TokenType));
                At = new Location(file, line + block.Span[consumed..start].Count((byte)'\n'));
                if (!TryToken(ref reader))
                {
                    return null;
                }

                line += block.Span[consumed..(int)reader.BytesConsumed].Count((byte)'\n');
                (consumed, state) = ((int)reader.BytesConsumed, reader.CurrentState);
                if (isRow)
                {
                    return block[start..consumed];
                }
            }
        }
        catch (JsonException e)
        {
            var at = new Location(file, (int)(e.LineNumber ?? 0) + 1, (int)(e.BytePositionInLine ?? 0) + 1);
            throw new DocumentException(new Fault(at, "found broken JSON", "a list of JSON objects"));
        }
        if (isWhole && stage != Stage.After)
        {
            throw Unexpected($"found no list under '{path}'", "a list of JSON objects");
        }

        IsAtEnd = isWhole;
        return null;
    }

    // False when the block ends within what is to be passed over.
    private bool TryToken(ref Utf8JsonReader reader) =>
        stage switch
        {
            Stage.Before => TryBefore(ref reader),
            Stage.InList => TryInList(ref reader),
            Stage.InNames => TryInNames(ref reader),
            _ => true,
        };

    private bool TryBefore(ref Utf8JsonReader reader)
    {
        if (path is null && reader.TokenType == JsonTokenType.StartObject)
        {
            return Enter(Stage.InNames);
        }

        if (path is null && reader.TokenType != JsonTokenType.StartArray)
        {
            throw NoList();
        }

        if (reader.TokenType == JsonTokenType.StartArray)
        {
            return path is null
                ? Enter(Stage.InList)
                : throw Unexpected("found a list at the top", $"an object with '{path}'");
        }

        if (reader.TokenType != JsonTokenType.PropertyName)
        {
            return reader.TokenType is JsonTokenType.StartObject or JsonTokenType.EndObject
                ? true
                : throw Unexpected("found no object at the top", $"an object with a list under '{path}'");
        }

        if (!reader.ValueTextEquals(path))
        {
            return reader.TrySkip();
        }

        if (!reader.Read())
        {
            return false;
        }

        return reader.TokenType switch
        {
            JsonTokenType.StartArray => Enter(Stage.InList),
            JsonTokenType.StartObject => Enter(Stage.InNames),
            _ => throw Unexpected($"found no list under '{path}'", "a list of JSON objects"),
        };
    }

    private bool Enter(Stage rows)
    {
        stage = rows;
        return true;
    }

    /// <summary>Objects by name: each is a row. Anything else there is an object of which only a part is meant.</summary>
    private bool TryInNames(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.PropertyName:
                Key = reader.GetString();
                return true;
            case JsonTokenType.StartObject:
                return reader.TrySkip();
            case JsonTokenType.EndObject:
                stage = Stage.After;
                return true;
            case var token when IsValue(token):
                return token != JsonTokenType.StartArray || reader.TrySkip();
            default:
                throw path is null
                    ? NoList()
                    : Unexpected($"found no list under '{path}'", "a list of JSON objects, or objects by name");
        }
    }

    private bool IsValue(JsonTokenType token) =>
        takesValues
        && stage == Stage.InNames
        && token is not (JsonTokenType.PropertyName or JsonTokenType.StartObject or JsonTokenType.EndObject);

    private DocumentException NoList() =>
        Unexpected(
            "found no list at the top",
            "a list of JSON objects, objects by name, or 'path:' with the key of either"
        );

    private bool TryInList(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.StartObject)
        {
            return reader.TrySkip();
        }

        stage =
            reader.TokenType == JsonTokenType.EndArray
                ? Stage.After
                : throw Unexpected("found something else in the list", "JSON objects");
        return true;
    }

    private DocumentException Unexpected(string found, string expected) => new(new Fault(At, found, expected));
}
