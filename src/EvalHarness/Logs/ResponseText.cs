using System.Buffers;
using System.Text.Json;
using EvalHarness.Core;

namespace EvalHarness.Logs;

/// <summary>A response as one line of the journal.</summary>
internal static class ResponseText
{
    /// <summary>The line of a response, with its end.</summary>
    /// <param name="response">The response.</param>
    public static byte[] Write(Response response)
    {
        var line = new ArrayBufferWriter<byte>(512);
        JsonLines.Write(line, ResponseLine.From(response), LogJson.Default.ResponseLine);
        return line.WrittenSpan.ToArray();
    }

    /// <summary>The response of a line; null when it is none.</summary>
    /// <param name="line">The line.</param>
    public static Response? Parse(ReadOnlySpan<byte> line)
    {
        try
        {
            return JsonSerializer.Deserialize(line, LogJson.Default.ResponseLine)?.ToResponse();
        }
        catch (Exception broken) when (broken is JsonException or FormatException)
        {
            return null;
        }
    }
}
