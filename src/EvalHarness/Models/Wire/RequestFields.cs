using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace EvalHarness.Models.Wire;

/// <summary>The fields of a request's body, in the order in which they were set.</summary>
internal sealed class RequestFields
{
    private static readonly JsonWriterOptions Options = new()
    {
        // The body goes to a server, not into a page; escaping all but ASCII would double non-English prompts.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    private readonly JsonObject fields = [];

    /// <summary>Sets a field, or one in a group of fields, unless there is nothing to set.</summary>
    /// <param name="name">Its name, for example <c>temperature</c> or <c>options.temperature</c>.</param>
    /// <param name="value">Its value; null for none.</param>
    public RequestFields Set(string name, JsonNode? value)
    {
        if (value is null)
        {
            return this;
        }

        var place = fields;
        string[] path = name.Split('.');
        foreach (string group in path[..^1])
        {
            if (place[group] is not JsonObject inside)
            {
                place[group] = inside = [];
            }

            place = inside;
        }

        place[path[^1]] = value;
        return this;
    }

    /// <summary>Sets further fields as they are: groups are joined, all else is replaced.</summary>
    /// <param name="further">The fields; null for none.</param>
    public RequestFields Join(IReadOnlyDictionary<string, JsonElement>? further)
    {
        foreach (var (name, value) in further ?? new Dictionary<string, JsonElement>())
        {
            Join(fields, name, JsonSerializer.SerializeToNode(value));
        }

        return this;
    }

    /// <summary>The body.</summary>
    public ReadOnlyMemory<byte> ToJson()
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using var json = new Utf8JsonWriter(buffer, Options);
        fields.WriteTo(json);
        json.Flush();
        return buffer.WrittenMemory;
    }

    private static void Join(JsonObject place, string name, JsonNode? value)
    {
        if (value is JsonObject group && place[name] is JsonObject ours)
        {
            foreach (var (key, inside) in group.ToArray())
            {
                group.Remove(key);
                Join(ours, key, inside);
            }
        }
        else
        {
            place[name] = value;
        }
    }
}
