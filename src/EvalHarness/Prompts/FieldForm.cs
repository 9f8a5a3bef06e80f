using System.Globalization;
using System.Text.Json;

namespace EvalHarness.Prompts;

/// <summary>How a field that holds a list or a table is written in a prompt: the word behind the bar in <c>{{rows | table}}</c>.</summary>
/// <param name="Name">The word.</param>
/// <param name="Expected">What the field has to hold, in words.</param>
/// <param name="Write">The field as text; null where it holds something else.</param>
internal sealed record FieldForm(string Name, string Expected, Func<JsonElement, string?> Write)
{
    private const string List = "a JSON list of texts and numbers";
    private const string Empty = "-";

    /// <summary>All there are.</summary>
    public static FieldForm[] All { get; } =
    [
        new("table", "a JSON list of rows, each a list of cells or an object", Table),
        new("letters", List + ", 26 at most", Letters),
        new("numbers", List, value => Items(value, (item, place) => $"{place + 1}. {item}")),
        new("bullets", List, value => Items(value, (item, _) => "- " + item)),
        new("lines", List, value => Items(value, (item, _) => item)),
    ];

    /// <summary>The form of that name; null where there is none.</summary>
    public static FieldForm? Find(string name) => Array.Find(All, form => form.Name == name);

    /// <summary>A field's text in this form; null where the field holds something else.</summary>
    public string? Of(string field)
    {
        try
        {
            using var json = JsonDocument.Parse(field);
            return Write(json.RootElement);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? Letters(JsonElement value) =>
        value.ValueKind == JsonValueKind.Array && value.GetArrayLength() > 26
            ? null
            : Items(value, (item, place) => $"{(char)('A' + place)}. {item}");

    private static string? Items(JsonElement value, Func<string, int, string> write)
    {
        if (value.ValueKind != JsonValueKind.Array)
        {
            return null;
        }

        string?[] items = [.. value.EnumerateArray().Select(Text)];
        return items.Contains(null) ? null : string.Join('\n', items.Select((item, place) => write(item!, place)));
    }

    /// <summary>A table as Markdown: the first row, or the keys of the first object, are its head; an empty cell is a dash.</summary>
    private static string? Table(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Array || value.GetArrayLength() == 0)
        {
            return null;
        }

        string[][]? rows = value[0].ValueKind == JsonValueKind.Object ? Objects(value) : Lists(value);
        if (rows is null)
        {
            return null;
        }

        int width = rows.Max(row => row.Length);
        var lines = rows.Select(row =>
                "| " + string.Join(" | ", row.Concat(Enumerable.Repeat(Empty, width - row.Length)).Select(Cell)) + " |"
            )
            .ToList();
        lines.Insert(1, "|" + string.Concat(Enumerable.Repeat("---|", width)));
        return string.Join('\n', lines);
    }

    private static string[][]? Lists(JsonElement value)
    {
        var rows = new List<string[]>();
        foreach (var row in value.EnumerateArray())
        {
            string?[] cells = row.ValueKind == JsonValueKind.Array ? [.. row.EnumerateArray().Select(Text)] : [null];
            if (cells.Contains(null))
            {
                return null;
            }

            rows.Add(cells!);
        }

        return [.. rows];
    }

    private static string[][]? Objects(JsonElement value)
    {
        string[] keys = [.. value[0].EnumerateObject().Select(cell => cell.Name)];
        var rows = new List<string[]> { keys };
        foreach (var row in value.EnumerateArray())
        {
            if (row.ValueKind != JsonValueKind.Object)
            {
                return null;
            }

            string?[] cells = [.. keys.Select(key => row.TryGetProperty(key, out var cell) ? Text(cell) : "")];
            if (cells.Contains(null))
            {
                return null;
            }

            rows.Add(cells!);
        }

        return [.. rows];
    }

    private static string Cell(string text)
    {
        string line = text.ReplaceLineEndings(" ").Replace("|", "\\|", StringComparison.Ordinal).Trim();
        return line.Length == 0 ? Empty : line;
    }

    /// <summary>A value as it stands in a text; null for lists and objects.</summary>
    private static string? Text(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.String => value.GetString(),
            JsonValueKind.Null => "",
            JsonValueKind.Number => value.GetRawText(),
            JsonValueKind.True or JsonValueKind.False => value
                .GetBoolean()
                .ToString(CultureInfo.InvariantCulture)
                .ToLowerInvariant(),
            _ => null,
        };
}
