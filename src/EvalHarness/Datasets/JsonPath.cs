using System.Globalization;
using System.Text.Json;

namespace EvalHarness.Datasets;

/// <summary>Dotted paths into nested JSON: <c>answer.text</c>, <c>answers.0.text</c>.</summary>
internal static class JsonPath
{
    /// <summary>What a path leads to, as a cell has it; null where it leads nowhere.</summary>
    /// <param name="fields">Values by column name.</param>
    /// <param name="path">The path: the name of a column, then keys of objects and places in lists, from 0.</param>
    public static string? Find(IReadOnlyDictionary<string, string> fields, string path)
    {
        for (int dot = path.IndexOf('.', StringComparison.Ordinal); dot > 0; dot = path.IndexOf('.', dot + 1))
        {
            if (Column(fields, path[..dot]) is ['{' or '[', ..] json)
            {
                return Walk(json, path[(dot + 1)..]);
            }
        }

        return null;
    }

    private static string? Column(IReadOnlyDictionary<string, string> fields, string name) =>
        fields is RowValues row
            ? row.Columns.Find(name) is >= 0 and var place
                ? row[place]
                : null
            : fields.GetValueOrDefault(name);

    private static string? Walk(string json, string path)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return Walk(document.RootElement, path) is { } found ? JsonRows.Text(found) : null;
        }
        catch (JsonException)
        {
            // A text that only looks like JSON has no parts.
            return null;
        }
    }

    /// <summary>What a path leads to; null where it leads nowhere. A key may hold dots itself: the longest that is there is taken.</summary>
    /// <param name="at">Where it starts.</param>
    /// <param name="path">Keys of objects and places in lists, from 0.</param>
    public static JsonElement? Walk(JsonElement at, string path)
    {
        if (at.ValueKind == JsonValueKind.Object)
        {
            for (int end = path.Length; end > 0; end = path.LastIndexOf('.', end - 1))
            {
                if (at.TryGetProperty(path[..end], out var inside))
                {
                    return end == path.Length ? inside : Walk(inside, path[(end + 1)..]);
                }
            }

            return null;
        }

        int dot = path.IndexOf('.', StringComparison.Ordinal);
        string place = dot < 0 ? path : path[..dot];
        return
            at.ValueKind == JsonValueKind.Array
            && int.TryParse(place, NumberStyles.None, CultureInfo.InvariantCulture, out int index)
            && index < at.GetArrayLength()
            ? dot < 0
                ? at[index]
                : Walk(at[index], path[(dot + 1)..])
            : null;
    }
}
