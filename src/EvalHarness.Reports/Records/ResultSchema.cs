using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization.Metadata;
using EvalHarness.Yaml;

namespace EvalHarness.Reports.Records;

/// <summary>The JSON Schema of the record that <c>evalharness run --json</c> prints, for programs that read it.</summary>
public static class ResultSchema
{
    private static readonly JsonSerializerOptions Written = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        NewLine = "\n",
    };

    /// <summary>The schema (draft 2020-12), generated from the records and their documentation.</summary>
    public static string Json()
    {
        var docs = new XmlDocs();
        var options = new JsonSerializerOptions(ResultJson.Options)
        {
            TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
            RespectNullableAnnotations = true,
        };
        var schema = JsonSchemaExporter.GetJsonSchemaAsNode(
            options,
            typeof(ResultRecord),
            new JsonSchemaExporterOptions
            {
                TreatNullObliviousAsNonNullable = true,
                TransformSchemaNode = (context, node) => Describe(docs, context, node),
            }
        );
        var head = new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["title"] = "EvalHarness result",
        };
        foreach (var (key, value) in schema.AsObject().ToArray())
        {
            schema.AsObject().Remove(key);
            head[key] = value;
        }

        return head.ToJsonString(Written) + "\n";
    }

    /// <summary>What the documentation says stands before the rest; what may be anything is said to be so.</summary>
    private static JsonNode Describe(XmlDocs docs, JsonSchemaExporterContext context, JsonNode node)
    {
        string text = context.PropertyInfo is { } property
            ? docs.Parameter(property.DeclaringType, Parameter(property))
            : docs.Summary(context.TypeInfo.Type);
        if (node is not JsonObject schema)
        {
            return text.Length == 0 ? node : new JsonObject { ["description"] = text };
        }

        if (text.Length > 0)
        {
            schema.Remove("description");
            schema.Insert(0, "description", text);
        }

        return schema;
    }

    private static string Parameter(JsonPropertyInfo property) =>
        property.AttributeProvider is System.Reflection.PropertyInfo known ? known.Name : property.Name;
}
