using System.Text.Json;

namespace EvalHarness.Models.Wire;

/// <summary>The JSON of a reply's body, mended where only something beside the answer can be wrong.</summary>
internal static class ReplyBody
{
    /// <summary>Deeper than what any server nests beside an answer; a body is read without recursion.</summary>
    private const int Deepest = 1024;

    private static readonly JsonDocumentOptions Lenient = new()
    {
        CommentHandling = JsonCommentHandling.Skip,
        MaxDepth = Deepest,
    };

    /// <summary>The bytes without a byte-order mark and the white space around them.</summary>
    /// <param name="body">The body.</param>
    public static ReadOnlyMemory<byte> Trim(ReadOnlyMemory<byte> body)
    {
        var bytes = body.Span.StartsWith("\uFEFF"u8) ? body[3..] : body;
        return bytes.TrimEnd(" \t\r\n"u8).TrimStart(" \t\r\n"u8);
    }

    /// <summary>
    /// The document. Numbers that JSON does not know (<c>NaN</c>, <c>Infinity</c>) are read as null: some servers write them
    /// for log probabilities.
    /// </summary>
    /// <param name="body">The body, trimmed.</param>
    /// <exception cref="JsonException">It is no JSON even so.</exception>
    public static JsonDocument Parse(ReadOnlyMemory<byte> body)
    {
        try
        {
            return JsonDocument.Parse(body, Lenient);
        }
        catch (JsonException) when (HasOddNumber(body.Span))
        {
            return JsonDocument.Parse(WithoutOddNumbers(body.Span), Lenient);
        }
    }

    private static bool HasOddNumber(ReadOnlySpan<byte> body) =>
        body.IndexOf("NaN"u8) >= 0 || body.IndexOf("Infinity"u8) >= 0;

    private static byte[] WithoutOddNumbers(ReadOnlySpan<byte> body)
    {
        using var mended = new MemoryStream(body.Length);
        bool isText = false;
        for (int at = 0; at < body.Length; )
        {
            var rest = body[at..];
            int odd = isText ? 0 : OddLength(rest);
            if (odd > 0)
            {
                mended.Write("null"u8);
                at += odd;
                continue;
            }

            int length = isText && rest[0] == (byte)'\\' && rest.Length > 1 ? 2 : 1;
            isText ^= rest[0] == (byte)'"';
            mended.Write(rest[..length]);
            at += length;
        }

        return mended.ToArray();
    }

    private static int OddLength(ReadOnlySpan<byte> rest) =>
        rest.StartsWith("NaN"u8) ? 3
        : rest.StartsWith("Infinity"u8) ? 8
        : rest.StartsWith("-Infinity"u8) || rest.StartsWith("+Infinity"u8) ? 9
        : 0;
}
