using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace EvalHarness.Datasets;

/// <summary>JSON as it stands in a cell: compact and readable, since a model sees it.</summary>
internal static class CellJson
{
    private static readonly JsonSerializerOptions Readable = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The text of a value.</summary>
    public static string Text(JsonNode value) => value.ToJsonString(Readable);
}
