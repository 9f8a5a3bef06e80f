using System.Collections.Immutable;
using System.Text.Json;

namespace EvalHarness.Datasets.Columnar;

/// <summary>What a data hub says of the columns in the metadata of a Parquet file: the names of its class labels.</summary>
internal static class HubFeatures
{
    /// <summary>The description of all columns; null where there is none.</summary>
    /// <param name="metadata">Metadata of the file.</param>
    public static JsonElement? Of(IReadOnlyDictionary<string, string> metadata)
    {
        if (metadata.GetValueOrDefault("huggingface") is not { } text)
        {
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(text);
            return Property(Property(document.RootElement, "info"), "features")?.Clone();
        }
        catch (JsonException)
        {
            // The data are whole without it.
            return null;
        }
    }

    /// <summary>The description of a column, or of a part of a structure.</summary>
    /// <param name="feature">What it is a part of; null where nothing is said.</param>
    /// <param name="name">Its name.</param>
    public static JsonElement? Part(JsonElement? feature, string name) => Property(Item(feature), name);

    /// <summary>The names of the labels that numbers stand for; null where they stand for themselves.</summary>
    /// <param name="feature">Description of the column.</param>
    public static ImmutableArray<string>? Labels(JsonElement? feature) =>
        Item(feature) is { } item
        && IsOf(item, "ClassLabel")
        && Property(item, "names") is { ValueKind: JsonValueKind.Array } names
        && names.EnumerateArray().All(name => name.ValueKind == JsonValueKind.String)
            ? [.. names.EnumerateArray().Select(name => name.GetString()!)]
            : null;

    /// <summary>What a list is a list of; the hub says so in three ways.</summary>
    private static JsonElement? Item(JsonElement? feature)
    {
        while (true)
        {
            if (feature is { ValueKind: JsonValueKind.Array } list && list.GetArrayLength() == 1)
            {
                feature = list[0];
            }
            else if (feature is { } one && (IsOf(one, "Sequence") || IsOf(one, "List") || IsOf(one, "LargeList")))
            {
                feature = Property(one, "feature");
            }
            else
            {
                return feature;
            }
        }
    }

    private static bool IsOf(JsonElement feature, string type) =>
        Property(feature, "_type") is { ValueKind: JsonValueKind.String } named && named.ValueEquals(type);

    private static JsonElement? Property(JsonElement? element, string name) =>
        element is { ValueKind: JsonValueKind.Object } whole && whole.TryGetProperty(name, out var found)
            ? found
            : null;
}
