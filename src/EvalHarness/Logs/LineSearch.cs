using System.Buffers;
using System.Text.Json;

namespace EvalHarness.Logs;

/// <summary>Moves a reader to the lines that hold a name as a JSON string, passing over all others unparsed.</summary>
/// <param name="reader">The reader.</param>
/// <param name="names">The names, any of which is looked for.</param>
internal sealed class LineSearch(LineReader reader, string[] names)
{
    private readonly byte[][] quoted = [.. names.Select(Quoted)];

    /// <summary>Reads on to the next such line; false at the end of the file.</summary>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async ValueTask<bool> MoveNextAsync(CancellationToken cancellationToken)
    {
        while (await reader.MoveNextAsync(cancellationToken))
        {
            if (Holds(reader.Line.Span))
            {
                return true;
            }
        }

        return false;
    }

    private bool Holds(ReadOnlySpan<byte> line)
    {
        foreach (byte[] name in quoted)
        {
            if (line.IndexOf(name) >= 0)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The name as the log writes it.</summary>
    private static byte[] Quoted(string name)
    {
        var bytes = new ArrayBufferWriter<byte>(name.Length + 2);
        using (var json = new Utf8JsonWriter(bytes, LogJson.Compact))
        {
            json.WriteStringValue(name);
        }

        return bytes.WrittenSpan.ToArray();
    }
}
