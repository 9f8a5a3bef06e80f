using System.Text.Json;
using EvalHarness.Models.Wire;

namespace EvalHarness.Models.Processes;

/// <summary>Reads a line that a program wrote as the JSON object that an answer is.</summary>
internal static class AnswerLine
{
    /// <summary>The object; nothing for a blank line; or what is wrong with the line, in words that quote nothing.</summary>
    /// <param name="line">The line.</param>
    /// <param name="longest">Most bytes that it may have.</param>
    public static (JsonElement? Answer, ProcessFault? Wrong) Read(OutputLine line, int longest)
    {
        var bytes = ReplyBody.Trim(line.Bytes);
        if (line.IsTooLong)
        {
            return (null, Wrong(FormattableString.Invariant($"wrote a line of more than {longest} bytes")));
        }

        // A last line without an end may be whole.
        return bytes.IsEmpty ? (null, null)
            : Parse(bytes) is { } answer ? (answer, null)
            : line.IsWhole ? (null, Wrong("wrote a line that is no JSON object (its output is for answers alone)"))
            : (null, Wrong("ended in the middle of a line"));
    }

    private static ProcessFault Wrong(string what) => new($"its program {what}");

    private static JsonElement? Parse(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            using var document = ReplyBody.Parse(bytes);
            return document.RootElement.ValueKind == JsonValueKind.Object ? document.RootElement.Clone() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
