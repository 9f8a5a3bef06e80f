using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using EvalHarness.Core;

namespace EvalHarness.Yaml;

/// <summary>Records to a JSON Schema (draft 2020-12), for editors: completion, checks and help while one writes.</summary>
/// <param name="catalog">The words known.</param>
internal sealed class SchemaWriter(Catalog catalog)
{
    private const string Variable = "#/$defs/variable";

    private static readonly JsonSerializerOptions Options = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        NewLine = "\n",
    };

    private readonly XmlDocs docs = new();
    private readonly SortedDictionary<string, JsonNode> definitions = new(StringComparer.Ordinal);

    /// <summary>The schema of documents whose root is a record.</summary>
    /// <param name="root">The record.</param>
    /// <param name="title">Title of the schema.</param>
    public string Write(Type root, string title) => Write(root, title, RecordRef);

    /// <summary>The schema of documents that are one section: all of the document, or what stands under its only key.</summary>
    /// <param name="section">The record of the section.</param>
    /// <param name="title">Title of the schema.</param>
    public string WriteSection(Type section, string title)
    {
        string key = catalog.Shape(section).Keyword!;
        var under = new JsonObject
        {
            ["type"] = "object",
            ["properties"] = new JsonObject { [key] = Ref(RecordRef(section)) },
            ["additionalProperties"] = false,
        };
        definitions["file"] = new JsonObject
        {
            ["if"] = new JsonObject { ["required"] = Array([key]) },
            ["then"] = under,
            ["else"] = Ref(RecordRef(section)),
        };
        return Write(section, title, _ => "#/$defs/file");
    }

    private string Write(Type root, string title, Func<Type, string> reference)
    {
        definitions["variable"] = new JsonObject
        {
            ["type"] = "string",
            ["pattern"] = @"\$\{[A-Za-z_][A-Za-z0-9_]*(:-[^}]*)?\}",
            ["description"] = "A variable of the environment: ${NAME} or ${NAME:-default}",
        };
        var schema = new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["title"] = title,
            ["description"] = docs.Summary(root),
            ["$ref"] = reference(root),
        };
        schema["$defs"] = new JsonObject(
            definitions.Select(one => KeyValuePair.Create<string, JsonNode?>(one.Key, one.Value))
        );
        return schema.ToJsonString(Options) + "\n";
    }

    private JsonObject Value(Type type, KeyShape? key)
    {
        if (type == typeof(YamlNode) && catalog.Section(key!.Name) is { } section)
        {
            return Ref(RecordRef(section.Record));
        }

        if (type == typeof(JsonElement) || type == typeof(YamlNode))
        {
            return [];
        }

        if (ScalarBinder.Has(type))
        {
            return Scalar(type, key);
        }

        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ImmutableArray<>))
        {
            return List(type.GetGenericArguments()[0], key);
        }

        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyDictionary<,>))
        {
            return Map(Value(type.GetGenericArguments()[1], key));
        }

        var record = new JsonObject { ["$ref"] = type.IsInterface ? PointRef(type) : RecordRef(type) };

        // Bounds beside a reference bind numbers alone: those of a value that is written without remarks.
        Bind(record, key);
        return record;
    }

    private static JsonObject Scalar(Type type, KeyShape? key)
    {
        if (key is { Words.IsEmpty: false })
        {
            return AnyOf(new JsonObject { ["enum"] = Array(key.Words) }, Number(typeof(int), key), Ref(Variable));
        }

        if (type.IsEnum)
        {
            return new JsonObject { ["enum"] = Array(Scalars.EnumWords(type)) };
        }

        if (type == typeof(bool))
        {
            return AnyOf(new JsonObject { ["type"] = "boolean" }, Ref(Variable));
        }

        if (type == typeof(int) || type == typeof(long) || type == typeof(double) || type == typeof(decimal))
        {
            return AnyOf(Number(type, key), Ref(Variable));
        }

        if (type == typeof(Secret))
        {
            return Ref(Variable);
        }

        return type == typeof(string)
                ? new JsonObject { ["type"] = key?.AllowsNumber == true ? Array(["string", "number"]) : "string" }
            : type == typeof(DateOnly) ? new JsonObject { ["type"] = "string", ["format"] = "date" }
            : type == typeof(TimeSpan)
                ? AnyOf(
                    new JsonObject { ["type"] = "string", ["pattern"] = @"^[0-9]+(\.[0-9]+)?(ms|s|m|h|d)$" },
                    Ref(Variable)
                )
            : new JsonObject { ["type"] = "string" };
    }

    private static JsonObject Number(Type type, KeyShape? key)
    {
        var number = new JsonObject { ["type"] = type == typeof(int) || type == typeof(long) ? "integer" : "number" };
        Bind(number, key);
        return number;
    }

    private static void Bind(JsonObject number, KeyShape? key)
    {
        if (key?.Range is not { } range)
        {
            return;
        }

        var (low, high) = key.Bounds;
        if (double.IsFinite(low))
        {
            number[range.MinimumIsExclusive ? "exclusiveMinimum" : "minimum"] = low;
        }

        if (double.IsFinite(high) && high < int.MaxValue)
        {
            number[range.MaximumIsExclusive ? "exclusiveMaximum" : "maximum"] = high;
        }
    }

    private JsonObject List(Type item, KeyShape? key)
    {
        bool isNamed = item.IsClass && !ScalarBinder.Has(item) && catalog.Shape(item).FromKey is not null;
        return isNamed
            ? Map(Value(item, null))
            : AnyOf(new JsonObject { ["type"] = "array", ["items"] = Value(item, key) }, Value(item, key));
    }

    private string RecordRef(Type type)
    {
        string name = KeyNames.Of(type.Name);
        if (!definitions.ContainsKey(name))
        {
            // Noted before it is whole: records may hold each other.
            definitions[name] = new JsonObject();
            definitions[name] = Record(catalog.Shape(type));
        }

        return "#/$defs/" + name;
    }

    private JsonObject Record(RecordShape shape)
    {
        var record = shape.Inline is { } inline
            ? Inline(shape, inline)
            : Object(shape, [.. shape.Keys.Where(key => key.IsWritten).Select(key => (shape, key))]);
        var ways = new List<JsonObject> { record };
        if (shape.IsShort)
        {
            ways.Add(Value(shape.First!.Type, shape.First));
        }

        if (shape.Word is { } word)
        {
            ways.Add(Value(word.Type, word));
        }

        return ways.Count == 1 ? record : AnyOf([.. ways]);
    }

    /// <summary>One alternative for each word, with the keys of both: what editors complete best.</summary>
    private JsonObject Inline(RecordShape shape, KeyShape inline)
    {
        var own = shape.Keys.Where(key => key.IsWritten && !key.IsInline).Select(key => (shape, key)).ToArray();
        var alternatives = catalog
            .Keywords(inline.Type)
            .OrderBy(word => word.Key, StringComparer.Ordinal)
            .Select(word =>
            {
                var other = catalog.Shape(word.Value);
                var record = Object(
                    other,
                    [.. other.Keys.Where(key => key.IsWritten).Select(key => (other, key)), .. own]
                );
                ((JsonObject)record["properties"]!)[inline.Name] = new JsonObject { ["const"] = word.Key };
                ((JsonArray)record["required"]!).Add(inline.Name);
                return record;
            });
        return new JsonObject
        {
            ["description"] = docs.Summary(shape.Type),
            ["oneOf"] = new JsonArray([.. inline.IsRequired ? [] : new[] { Object(shape, own) }, .. alternatives]),
        };
    }

    private JsonObject Object(RecordShape shape, (RecordShape Owner, KeyShape Key)[] keys)
    {
        var properties = new JsonObject();
        foreach (var (owner, key) in keys)
        {
            var value = Value(key.Type, key);
            value["description"] = docs.Parameter(owner.Type, key.Parameter.Name!);
            properties[key.Name] = key.IsRequired ? value : OrNothing(value);
        }

        return new JsonObject
        {
            ["type"] = "object",
            ["description"] = docs.Summary(shape.Type),
            ["properties"] = properties,
            ["required"] = Array(keys.Where(one => one.Key.IsRequired).Select(one => one.Key.Name)),
            ["additionalProperties"] = false,
        };
    }

    private string PointRef(Type point)
    {
        string name = KeyNames.Of(point.Name[1..]);
        if (!definitions.ContainsKey(name))
        {
            definitions[name] = new JsonObject();
            definitions[name] = Point(point);
        }

        return "#/$defs/" + name;
    }

    /// <summary>A word alone, or a mapping of one word with its settings or its first value.</summary>
    private JsonObject Point(Type point)
    {
        var words = catalog.Keywords(point).OrderBy(word => word.Key, StringComparer.Ordinal).ToArray();
        var bare = words
            .Where(word => !catalog.Shape(word.Value).Keys.Any(key => key.IsRequired))
            .Select(word => word.Key);
        var properties = new JsonObject(
            words.Select(word => KeyValuePair.Create<string, JsonNode?>(word.Key, Ref(RecordRef(word.Value))))
        );
        return new JsonObject
        {
            ["description"] = docs.Summary(point),
            ["oneOf"] = new JsonArray(
                new JsonObject { ["enum"] = Array(bare) },
                new JsonObject
                {
                    ["type"] = "object",
                    ["properties"] = properties,
                    ["additionalProperties"] = false,
                    ["minProperties"] = 1,
                    ["maxProperties"] = 1,
                }
            ),
        };
    }

    private static JsonObject OrNothing(JsonObject value)
    {
        if (value.Count <= 1)
        {
            return value;
        }

        var description = value["description"]!.DeepClone();
        value.Remove("description");
        var either = AnyOf(value, new JsonObject { ["type"] = "null" });
        either["description"] = description;
        return either;
    }

    private static JsonObject Map(JsonObject value) => new() { ["type"] = "object", ["additionalProperties"] = value };

    private static JsonObject Ref(string name) => new() { ["$ref"] = name };

    private static JsonObject AnyOf(params JsonObject[] choices) => new() { ["anyOf"] = new JsonArray([.. choices]) };

    private static JsonArray Array(IEnumerable<string> words) => new([.. words.Select(word => JsonValue.Create(word))]);
}
