using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using EvalHarness.Scoring.Statements;

namespace EvalHarness.Scoring.Calls;

/// <summary>Finds calls that a model wrote into its text, as models do that have no interface for them.</summary>
/// <remarks>
/// Read are JSON between the marks of open models (<c>&lt;tool_call&gt;</c> of Hermes and Qwen, <c>[TOOL_CALLS]</c> of Mistral,
/// <c>&lt;|python_tag|&gt;</c> and <c>&lt;function=name&gt;</c> of Llama 3), in fenced blocks, and the first JSON of the text that is a call or
/// a list of them. Calls written as code, <c>f(a=1)</c>, are not read.
/// </remarks>
internal static partial class WrittenCalls
{
    /// <summary>The JSON of the calls, each a call or a list of some; empty where there is none. Marks without JSON behind them give nothing, which is no JSON.</summary>
    /// <param name="text">The text.</param>
    /// <returns>Calls; null where a mark announces one and none can be read; and whether the text has a thought without an end.</returns>
    public static (IReadOnlyList<JsonElement>? Calls, bool IsUnfinished) Find(string text)
    {
        if (Said.Of(text) is not { } said)
        {
            return ([], true);
        }

        var marked = Marked().Matches(said);
        if (marked.Count > 0)
        {
            var calls = new List<JsonElement>();
            foreach (Match mark in marked)
            {
                if (First(said[(mark.Index + mark.Length)..].TrimStart(), startsHere: true) is not { } json)
                {
                    return (null, false);
                }

                calls.Add(mark.Groups["name"] is { Success: true } name ? Named(name.Value, json) : json);
            }

            return (calls, false);
        }

        return (
            Fenced().Matches(said).Select(block => First(block.Groups["json"].Value.TrimStart(), startsHere: true))
                is var blocks
            && blocks.OfType<JsonElement>().Where(IsCall).ToList() is { Count: > 0 } found
                ? found
            : First(said, startsHere: false) is { } one ? [one]
            : [],
            false
        );
    }

    /// <summary>The single calls of what was found.</summary>
    /// <param name="found">A call, a list of some, or an object that holds the list.</param>
    public static IEnumerable<JsonElement> Single(JsonElement found) =>
        found.ValueKind == JsonValueKind.Array ? found.EnumerateArray()
        : CallJson.Find(found, "tool_calls", JsonValueKind.Array) is { } list ? list.EnumerateArray()
        : [found];

    private static bool IsCall(JsonElement json) =>
        Single(json).Any() && Single(json).All(one => MadeCall.Read(one, out _) is not null);

    private static JsonElement Named(string name, JsonElement arguments) =>
        JsonSerializer.SerializeToElement(
            new Dictionary<string, object> { ["name"] = name, ["arguments"] = arguments }
        );

    /// <summary>The first JSON value of a text that is a call, or the one that it starts with; null where there is none.</summary>
    private static JsonElement? First(string text, bool startsHere)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        for (int from = 0; from < bytes.Length; from++)
        {
            if (
                bytes[from] is (byte)'{' or (byte)'['
                && Read(bytes.AsSpan(from)) is { } json
                && (startsHere || IsCall(json))
            )
            {
                return json;
            }

            if (startsHere)
            {
                return null;
            }
        }

        return null;
    }

    private static JsonElement? Read(ReadOnlySpan<byte> bytes)
    {
        var reader = new Utf8JsonReader(bytes);
        try
        {
            return JsonElement.TryParseValue(ref reader, out var value) ? value : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    [GeneratedRegex(
        @"<tool_call>|\[TOOL_CALLS\]|<\|python_tag\|>|<function=(?<name>[^>\s]+)>",
        RegexOptions.NonBacktracking
    )]
    private static partial Regex Marked();

    [GeneratedRegex(@"```[A-Za-z_]*\s*\n(?<json>.*?)```", RegexOptions.Singleline | RegexOptions.NonBacktracking)]
    private static partial Regex Fenced();
}
