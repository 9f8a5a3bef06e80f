using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace EvalHarness.Conversions;

/// <summary>Rows as JSON Lines.</summary>
internal static class JsonlText
{
    private static readonly JsonSerializerOptions Readable = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>A line a row.</summary>
    /// <param name="rows">The rows.</param>
    public static string Of(IEnumerable<JsonObject> rows)
    {
        var text = new StringBuilder();
        foreach (var row in rows)
        {
            text.Append(row.ToJsonString(Readable)).Append('\n');
        }

        return text.ToString();
    }
}
