using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using EvalHarness.Core;

namespace EvalHarness.Logs;

/// <summary>Reads and writes one JSON value a line.</summary>
internal static class JsonLines
{
    /// <summary>One a thread: a run writes a line for every answer.</summary>
    [ThreadStatic]
    private static Utf8JsonWriter? writer;

    /// <summary>Reads a file value by value; a torn last line is passed over, any other broken line is a fault.</summary>
    /// <param name="file">Path of the file.</param>
    /// <param name="type">How to read a value.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="DocumentException">A line is not what it should be.</exception>
    public static async IAsyncEnumerable<T> ReadAsync<T>(
        string file,
        JsonTypeInfo<T> type,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        await using var reader = LineReader.Open(file);
        while (await reader.MoveNextAsync(cancellationToken))
        {
            if (TryParse(reader, type, out var value))
            {
                yield return value;
            }
        }
    }

    /// <summary>Reads the current line; false when it is empty or torn.</summary>
    /// <param name="reader">Where it is read from.</param>
    /// <param name="type">How to read it.</param>
    /// <param name="value">The value.</param>
    public static bool TryParse<T>(LineReader reader, JsonTypeInfo<T> type, out T value)
    {
        value = default!;
        if (reader.Line.IsEmpty)
        {
            return false;
        }

        try
        {
            value = JsonSerializer.Deserialize(reader.Line.Span, type) ?? throw new JsonException("null");
            return true;
        }
        catch (JsonException broken)
        {
            return reader.IsTorn ? false : throw Broken(reader, broken);
        }
    }

    /// <summary>The fault of a line that is not what it should be; the line itself may be private and stays out of it.</summary>
    /// <param name="reader">Where it was read from.</param>
    /// <param name="cause">What was wrong.</param>
    public static DocumentException Broken(LineReader reader, Exception cause)
    {
        int column = (int)Math.Min(int.MaxValue - 1, (cause as JsonException)?.BytePositionInLine ?? 0) + 1;
        return new(
            new Fault(new Location(reader.File, reader.Number, column), "a broken line", "one JSON object a line")
        );
    }

    /// <summary>The fault of a response to something that the run never asked.</summary>
    /// <param name="reader">Where it was read from.</param>
    public static DocumentException Foreign(LineReader reader) =>
        new(
            new Fault(
                new Location(reader.File, reader.Number),
                "a response to no request of this run",
                "a task, sample, model and epoch that run.json and samples.jsonl name"
            )
        );

    /// <summary>Writes a value and the end of its line.</summary>
    /// <param name="output">Where it is written.</param>
    /// <param name="value">The value.</param>
    /// <param name="type">How to write it.</param>
    public static void Write<T>(System.Buffers.IBufferWriter<byte> output, T value, JsonTypeInfo<T> type)
    {
        var json = writer ??= new Utf8JsonWriter(output, LogJson.Compact);
        json.Reset(output);
        JsonSerializer.Serialize(json, value, type);
        json.Flush();
        output.Write("\n"u8);
    }

    private static void Write(this System.Buffers.IBufferWriter<byte> output, ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(output.GetSpan(bytes.Length));
        output.Advance(bytes.Length);
    }
}
