using System.Text.Encodings.Web;
using System.Text.Json;

namespace EvalHarness.Scoring.Texts;

/// <summary>Spans and their scale in one text: <c>["12.6"] million</c>.</summary>
/// <param name="Spans">The spans.</param>
/// <param name="Scale">The scale; empty for none.</param>
internal readonly record struct SpanList(string[] Spans, string Scale)
{
    private static readonly JsonSerializerOptions Plain = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Reads what <see cref="ToString"/> writes; any other text is one span.</summary>
    public static SpanList Read(string text)
    {
        int end = text.LastIndexOf(']');
        if (text is ['[', ..] && end > 0)
        {
            try
            {
                return new SpanList(JsonSerializer.Deserialize<string[]>(text[..(end + 1)])!, text[(end + 1)..].Trim());
            }
            catch (JsonException)
            {
                // A span may begin with a bracket.
            }
        }
        return new SpanList([text], "");
    }

    /// <inheritdoc/>
    public override string ToString()
    {
        string list = JsonSerializer.Serialize(Spans, Plain);
        return Scale.Length == 0 ? list : $"{list} {Scale}";
    }
}
