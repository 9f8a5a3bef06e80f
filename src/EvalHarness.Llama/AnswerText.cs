using System.Text;

namespace EvalHarness.Llama;

/// <summary>The text of an answer as its tokens come: whole characters, up to the first stop string.</summary>
/// <param name="stops">Strings that end the answer and are no part of it.</param>
internal sealed class AnswerText(IReadOnlyList<string> stops)
{
    private readonly StringBuilder text = new();
    private readonly Decoder decoder = Encoding.UTF8.GetDecoder();
    private readonly string[] ends = [.. stops.Where(stop => stop.Length > 0)];

    /// <summary>Takes the bytes of a token.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <returns>Whether a stop string was completed: it and what follows it are cut out.</returns>
    public bool Add(ReadOnlySpan<byte> bytes)
    {
        int before = text.Length;
        Span<char> characters = stackalloc char[bytes.Length + 1];
        text.Append(characters[..decoder.GetChars(bytes, characters, flush: false)]);
        if (ends.Length == 0 || text.Length == before)
        {
            return false;
        }

        int from = Math.Max(0, before - ends.Max(end => end.Length) + 1);
        string tail = text.ToString(from, text.Length - from);
        int first = ends.Select(end => tail.IndexOf(end, StringComparison.Ordinal))
            .Where(at => at >= 0)
            .DefaultIfEmpty(-1)
            .Min();
        if (first < 0)
        {
            return false;
        }

        text.Length = from + first;
        return true;
    }

    /// <summary>The text so far; half a character at its end is left out.</summary>
    public override string ToString() => text.ToString();
}
