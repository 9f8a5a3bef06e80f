using System.Collections.Immutable;
using System.Text.Json;
using EvalHarness.Scoring.Schemas;

namespace EvalHarness.Scoring.Calls;

/// <summary>A call that is right.</summary>
/// <param name="Name">Name of the tool.</param>
/// <param name="Arguments">Its arguments by name: the one right value, or the list of those permitted.</param>
/// <param name="IsPermitted">Whether each argument is a list of permitted values, where an empty text lets it be left out.</param>
internal sealed record ExpectedCall(string Name, Dictionary<string, JsonElement> Arguments, bool IsPermitted)
{
    private const string Permitted = "permitted";

    /// <summary>The calls of a target; null where it is none.</summary>
    /// <param name="target">
    /// A call or a list of some: a name and arguments; or as the Berkeley Function Calling Leaderboard writes them, the name as the only
    /// key and a list of permitted values for each argument.
    /// </param>
    public static ImmutableArray<ExpectedCall>? Read(string target)
    {
        if (CallJson.Parse(target) is not { ValueKind: JsonValueKind.Array or JsonValueKind.Object } root)
        {
            return null;
        }

        var calls = ImmutableArray.CreateBuilder<ExpectedCall>();
        foreach (var one in WrittenCalls.Single(root))
        {
            if (ReadOne(one) is not { } call)
            {
                return null;
            }

            calls.Add(call);
        }

        return calls.ToImmutable();
    }

    /// <summary>Calls in their one form, which can be read again.</summary>
    /// <param name="calls">The calls.</param>
    public static string Write(ImmutableArray<ExpectedCall> calls) =>
        CanonicalJson.Write(json =>
        {
            json.WriteStartArray();
            foreach (var call in calls)
            {
                json.WriteStartObject();
                json.WriteString("name", call.Name);
                json.WritePropertyName(call.IsPermitted ? Permitted : "arguments");
                CanonicalJson.Write(json, call.Arguments);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        });

    /// <summary>The same with the defaults of its tool: what it leaves out is right at its default, given or not.</summary>
    /// <param name="schema">Schema of the tool's arguments.</param>
    public ExpectedCall Fill(JsonElement schema)
    {
        if (!IsPermitted)
        {
            return this with { Arguments = ArgumentSchema.Fill(schema, Arguments) };
        }

        var filled = new Dictionary<string, JsonElement>(Arguments, StringComparer.Ordinal);
        foreach (var (name, value) in ArgumentSchema.Defaults(schema))
        {
            if (!filled.TryGetValue(name, out var values))
            {
                filled[name] = List([value]);
            }
            else if (CanBeLeftOut(values))
            {
                filled[name] = List([.. values.EnumerateArray(), value]);
            }
        }

        return this with
        {
            Arguments = filled,
        };
    }

    /// <summary>Whether an argument may be left out by its list of permitted values.</summary>
    /// <param name="values">The list.</param>
    public static bool CanBeLeftOut(JsonElement values) =>
        values.ValueKind == JsonValueKind.Array
        && values.EnumerateArray().Any(one => one.ValueKind == JsonValueKind.String && one.GetString()!.Length == 0);

    private static JsonElement List(JsonElement[] values) => JsonSerializer.SerializeToElement(values);

    private static ExpectedCall? ReadOne(JsonElement json)
    {
        if (MadeCall.Read(json, out bool hasArguments) is { } call)
        {
            return CallJson.Find(json, Permitted, JsonValueKind.Object) is { } lists
                ? AreLists(lists)
                    ? new ExpectedCall(call.Name, CanonicalJson.Members(lists), IsPermitted: true)
                    : null
                : hasArguments
                    ? new ExpectedCall(call.Name, call.Arguments, IsPermitted: false)
                    : null;
        }

        return
            CanonicalJson.Members(json) is { Count: 1 } only
            && only.Single() is var (name, permitted)
            && permitted.ValueKind == JsonValueKind.Object
            && AreLists(permitted)
            ? new ExpectedCall(name, CanonicalJson.Members(permitted), IsPermitted: true)
            : null;
    }

    private static bool AreLists(JsonElement lists) =>
        lists.EnumerateObject().All(one => one.Value.ValueKind == JsonValueKind.Array);
}
