using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using EvalHarness.Core;
using EvalHarness.Scoring.Schemas;

namespace EvalHarness.Scoring.Calls;

/// <summary>Tools as JSON, in the forms in which interfaces and data sets write them.</summary>
internal static class ToolList
{
    private static readonly string[] Schemas = ["parameters", "input_schema", "inputSchema"];

    /// <summary>Types as Python calls them, which data sets write in the place of JSON Schema's.</summary>
    private static readonly Dictionary<string, string> PythonTypes = new(StringComparer.Ordinal)
    {
        ["dict"] = "object",
        ["float"] = "number",
        ["tuple"] = "array",
        ["list"] = "array",
        ["int"] = "integer",
        ["bool"] = "boolean",
        ["str"] = "string",
    };

    /// <summary>The tools that a text lists.</summary>
    /// <param name="text">A list, or one tool: OpenAI's form, or name, description and parameters by themselves.</param>
    /// <exception cref="FormatException">It lists none; the message says why without quoting it.</exception>
    public static ImmutableArray<Tool> Read(string text)
    {
        if (CallJson.Parse(text) is not { } root)
        {
            throw new FormatException("no JSON");
        }

        var list = CallJson.Find(root, "tools", JsonValueKind.Array) ?? root;
        var items = list.ValueKind == JsonValueKind.Array ? [.. list.EnumerateArray()] : new[] { list };
        var tools = ImmutableArray.CreateBuilder<Tool>(items.Length);
        foreach (var (place, item) in items.Index())
        {
            tools.Add(
                Read(item)
                    ?? throw new FormatException(
                        FormattableString.Invariant($"an item (number {place + 1}) that is no function with a name")
                    )
            );
        }

        string[] names = [.. tools.Select(tool => tool.Name)];
        return names.Distinct(StringComparer.Ordinal).Count() == names.Length
            ? tools.ToImmutable()
            : throw new FormatException("two tools of one name");
    }

    /// <summary>The tools as one line of JSON, the same for the same tools.</summary>
    /// <param name="tools">The tools.</param>
    public static string Write(ImmutableArray<Tool> tools) =>
        CanonicalJson.Write(json =>
        {
            json.WriteStartArray();
            foreach (var tool in tools)
            {
                json.WriteStartObject();
                json.WriteString("name", tool.Name);
                if (tool.Description is { } description)
                {
                    json.WriteString("description", description);
                }

                if (tool.Parameters is { } parameters)
                {
                    json.WritePropertyName("parameters");
                    CanonicalJson.Write(json, parameters);
                }

                json.WriteEndObject();
            }

            json.WriteEndArray();
        });

    /// <summary>A tool whose schema has JSON Schema's own types.</summary>
    /// <param name="tool">The tool.</param>
    public static Tool Standard(Tool tool) =>
        tool.Parameters is { } schema
            ? tool with
            {
                Parameters = JsonSerializer.SerializeToElement(Standard(JsonSerializer.SerializeToNode(schema))),
            }
            : tool;

    private static Tool? Read(JsonElement item)
    {
        var function = CallJson.Find(item, "function", JsonValueKind.Object) ?? item;
        if (
            CallJson.Find(function, "name", JsonValueKind.String)?.GetString() is not { Length: > 0 } name
            || (CallJson.Find(item, "type", JsonValueKind.String)?.GetString() is { } kind && kind != "function")
        )
        {
            return null;
        }

        var schema = Schemas
            .Select(key => CallJson.Find(function, key, JsonValueKind.Object))
            .FirstOrDefault(found => found is not null);
        return Standard(
            new Tool(name, CallJson.Find(function, "description", JsonValueKind.String)?.GetString(), schema)
        );
    }

    /// <summary>A member called <c>type</c> is the name of a type in a schema, and an argument of that name among <c>properties</c>.</summary>
    private static JsonNode? Standard(JsonNode? schema, bool isSchema = true)
    {
        if (schema is JsonObject members)
        {
            foreach (var (name, value) in members.ToArray())
            {
                if (isSchema && name == "type" && value is JsonValue word && word.TryGetValue(out string? type))
                {
                    members[name] = type == "any" ? null : PythonTypes.GetValueOrDefault(type, type);
                    if (type == "any")
                    {
                        members.Remove(name);
                    }
                }
                else if (name is not ("enum" or "default" or "const" or "examples") || !isSchema)
                {
                    Standard(value, isSchema: !(isSchema && name is "properties" or "$defs" or "definitions"));
                }
            }
        }
        else if (schema is JsonArray items)
        {
            foreach (var item in items)
            {
                Standard(item);
            }
        }

        return schema;
    }
}
