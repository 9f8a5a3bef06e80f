using System.Text.Json;

namespace EvalHarness.Scoring.Entities;

/// <summary>
/// Entities in JSON: a list of objects with text and type, of pairs, or an object of lists by type, or of types by text, at any
/// depth.
/// </summary>
/// <param name="types">The types.</param>
internal sealed class EntityJson(EntityTypes types)
{
    private static readonly string[] TextKeys =
    [
        "text",
        "entity",
        "name",
        "span",
        "mention",
        "value",
        "word",
        "entity_text",
    ];
    private static readonly string[] TypeKeys =
    [
        "type",
        "label",
        "entity_type",
        "entity_group",
        "category",
        "class",
        "tag",
        "ner",
        "ner_tag",
    ];

    /// <summary>The entities of a value; null where it is no list of entities. An empty list and an empty object have none.</summary>
    public List<Mentioned>? Read(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.Array => ReadList(value),
            JsonValueKind.Object => ReadObject(value),
            _ => null,
        };

    private List<Mentioned>? ReadList(JsonElement list)
    {
        var found = new List<Mentioned>();
        foreach (var item in list.EnumerateArray())
        {
            if (One(item) is { } one)
            {
                found.Add(one);
            }
            else if (item.ValueKind == JsonValueKind.Object && ReadObject(item) is { } several)
            {
                found.AddRange(several);
            }
            else
            {
                return null;
            }
        }
        return found;
    }

    // {"text": "Acme", "type": "ORG"} or ["Acme", "ORG"].
    private Mentioned? One(JsonElement item)
    {
        if (item.ValueKind == JsonValueKind.Array)
        {
            return item.GetArrayLength() == 2 && Text(item[0]) is { } first && Text(item[1]) is { } second
                ? Make(first, second, null, null)
                : null;
        }
        return
            item.ValueKind == JsonValueKind.Object
            && Value(item, TextKeys) is { } text
            && Value(item, TypeKeys) is { } type
            ? Make(text, type, Place(item, "start"), Place(item, "end"))
            : null;
    }

    private List<Mentioned>? ReadObject(JsonElement item)
    {
        if (One(item) is { } one)
        {
            return [one];
        }
        var properties = item.EnumerateObject().ToList();
        bool isTyped = !types.IsOpen && properties.TrueForAll(property => types.Find(property.Name) is not null);
        if (isTyped || (types.IsOpen && properties.TrueForAll(property => IsTexts(property.Value))))
        {
            return
            [
                .. properties.SelectMany(property =>
                    Texts(property.Value).Select(text => Make(text, property.Name, null, null))
                ),
            ];
        }
        if (properties.TrueForAll(property => Text(property.Value) is { } type && types.Find(type) is not null))
        {
            return [.. properties.Select(property => Make(property.Name, Text(property.Value)!, null, null))];
        }
        var inner = properties.Select(property => Read(property.Value)).OfType<List<Mentioned>>().ToList();
        return inner.Count == 1 ? inner[0] : null;
    }

    private static bool IsTexts(JsonElement value) =>
        value.ValueKind == JsonValueKind.Array
        && value.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String);

    private static IEnumerable<string> Texts(JsonElement value) =>
        value.ValueKind == JsonValueKind.Array
            ? value.EnumerateArray().Select(item => Text(item) ?? Value(item, TextKeys)).OfType<string>()
        : Text(value) is { Length: > 0 } text ? [text]
        : [];

    private Mentioned Make(string text, string type, int? start, int? end) =>
        new(text, types.Name(type), types.Find(type) is not null, start, end);

    private static string? Text(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.String => value.GetString(),
            JsonValueKind.Number => value.GetRawText(),
            _ => null,
        };

    private static string? Value(JsonElement item, string[] keys)
    {
        if (item.ValueKind != JsonValueKind.Object)
        {
            return null;
        }
        foreach (string key in keys)
        {
            foreach (var property in item.EnumerateObject())
            {
                if (
                    string.Equals(property.Name, key, StringComparison.OrdinalIgnoreCase)
                    && Text(property.Value) is { } text
                )
                {
                    return text;
                }
            }
        }
        return null;
    }

    private static int? Place(JsonElement item, string key) =>
        item.TryGetProperty(key, out var value)
        && value.ValueKind == JsonValueKind.Number
        && value.TryGetInt32(out int place)
            ? place
            : null;
}
