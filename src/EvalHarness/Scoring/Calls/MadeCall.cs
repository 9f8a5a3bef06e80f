using System.Collections.Immutable;
using System.Text.Json;
using EvalHarness.Scoring.Schemas;

namespace EvalHarness.Scoring.Calls;

/// <summary>A call with its arguments read.</summary>
/// <param name="Name">Name of the tool.</param>
/// <param name="Arguments">Its arguments by name.</param>
internal sealed record MadeCall(string Name, Dictionary<string, JsonElement> Arguments)
{
    private static readonly string[] ArgumentKeys = ["arguments", "parameters", "args", "input"];

    /// <summary>The arguments of a call as a model wrote them; null where they are no JSON object.</summary>
    /// <param name="written">The text; an empty one stands for none.</param>
    public static Dictionary<string, JsonElement>? ReadArguments(string written) =>
        string.IsNullOrWhiteSpace(written) ? []
        : CallJson.Parse(written) is { ValueKind: JsonValueKind.Object } read ? CanonicalJson.Members(read)
        : null;

    /// <summary>A call as JSON: a name and arguments, by themselves or as <c>function</c>; null where it is none.</summary>
    /// <param name="json">The value.</param>
    /// <param name="hasArguments">Whether what its arguments are is an object, or the text of one.</param>
    public static MadeCall? Read(JsonElement json, out bool hasArguments)
    {
        hasArguments = true;
        var function = CallJson.Find(json, "function", JsonValueKind.Object) ?? json;
        string? name =
            CallJson.Find(function, "name", JsonValueKind.String)?.GetString()
            ?? CallJson.Find(json, "function", JsonValueKind.String)?.GetString();
        if (string.IsNullOrEmpty(name))
        {
            return null;
        }

        foreach (string key in ArgumentKeys)
        {
            if (function.TryGetProperty(key, out var given) && given.ValueKind != JsonValueKind.Null)
            {
                var read =
                    given.ValueKind == JsonValueKind.Object ? CanonicalJson.Members(given)
                    : given.ValueKind == JsonValueKind.String ? ReadArguments(given.GetString()!)
                    : null;
                hasArguments = read is not null;
                return new MadeCall(name, read ?? []);
            }
        }

        return new MadeCall(name, []);
    }

    /// <summary>Calls in their one form: a list of names and arguments, in the order in which they were made.</summary>
    /// <param name="calls">The calls.</param>
    public static string Write(ImmutableArray<MadeCall> calls) =>
        CanonicalJson.Write(json =>
        {
            json.WriteStartArray();
            foreach (var call in calls)
            {
                json.WriteStartObject();
                json.WriteString("name", call.Name);
                json.WritePropertyName("arguments");
                CanonicalJson.Write(json, call.Arguments);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        });

    /// <summary>The calls of a text in their one form; empty where it is none.</summary>
    /// <param name="written">What <see cref="Write"/> wrote.</param>
    public static ImmutableArray<MadeCall> ReadAll(string written) =>
        CallJson.Parse(written) is { ValueKind: JsonValueKind.Array } list
            ? [.. list.EnumerateArray().Select(one => Read(one, out _)).OfType<MadeCall>()]
            : [];
}
