using System.Text.Json;

namespace EvalHarness.Scoring.Schemas;

/// <summary>The fields of a JSON value that hold something: texts, numbers and booleans, by their path.</summary>
internal static class JsonLeaves
{
    /// <summary>Paths and values; lists of plain values have one path for all, so that their order does not matter.</summary>
    public static List<(string Path, JsonElement Value)> Of(JsonElement value)
    {
        var leaves = new List<(string, JsonElement)>();
        Add(value, "", leaves);
        return leaves;
    }

    private static void Add(JsonElement value, string path, List<(string, JsonElement)> leaves)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var property in value.EnumerateObject())
                {
                    Add(property.Value, path.Length == 0 ? property.Name : $"{path}.{property.Name}", leaves);
                }
                break;
            case JsonValueKind.Array:
                foreach (var (i, item) in value.EnumerateArray().Index())
                {
                    bool isPlain = item.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array);
                    Add(item, isPlain ? $"{path}[]" : FormattableString.Invariant($"{path}[{i}]"), leaves);
                }
                break;
            case JsonValueKind.Null or JsonValueKind.Undefined:
                break;
            default:
                leaves.Add((path, value));
                break;
        }
    }
}
