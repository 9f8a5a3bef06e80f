using System.Text.Json;
using System.Text.Json.Serialization;

namespace EvalHarness.Core;

/// <summary>A gate's reference in logs as in YAML: a text, or <c>{ "last": 5 }</c>.</summary>
internal sealed class GateReferenceConverter : JsonConverter<GateReference>
{
    private const string Last = "last";

    /// <inheritdoc/>
    public override GateReference? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String)
        {
            return new GateReference(reader.GetString());
        }

        using var document = JsonDocument.ParseValue(ref reader);
        return
            document.RootElement.ValueKind == JsonValueKind.Object
            && document.RootElement.TryGetProperty(Last, out var last)
            && last.TryGetInt32(out int runs)
            ? new GateReference(Last: runs)
            : throw new JsonException("neither a text nor { \"last\": number }");
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, GateReference value, JsonSerializerOptions options)
    {
        if (value.Last is { } runs)
        {
            writer.WriteStartObject();
            writer.WriteNumber(Last, runs);
            writer.WriteEndObject();
        }
        else
        {
            writer.WriteStringValue(value.Value);
        }
    }
}
