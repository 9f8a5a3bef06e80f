using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace EvalHarness.Tests.Models;

/// <summary>A server that can do all that a checkup tries, as far as a test lets it; what it may not do it ignores, or refuses.</summary>
public sealed class FaultTalents
{
    private int greedy;

    /// <summary>Fields of requests that it takes and ignores.</summary>
    public string[] Ignores { get; init; } = [];

    /// <summary>Fields of requests that it refuses with status 400.</summary>
    public string[] Refuses { get; init; } = [];

    /// <summary>Whether it answers the same prompt otherwise each time at temperature 0.</summary>
    public bool IsNoisy { get; init; }

    /// <summary>Whether it counts tokens.</summary>
    public bool Counts { get; init; } = true;

    /// <summary>Further header lines of each reply.</summary>
    public string[] Headers { get; init; } = [];

    /// <summary>The reply to a request.</summary>
    public FaultReply Answer(FaultRequest request)
    {
        var body = JsonNode.Parse(request.Body)!.AsObject();
        if (!request.Path.EndsWith("/chat/completions", StringComparison.Ordinal))
        {
            return Refuses.Contains("echo") ? FaultReply.Status(404) : FaultEcho.Of(request);
        }

        if (Refuses.FirstOrDefault(field => body.ContainsKey(field)) is { } refused)
        {
            return FaultReply.Status(400, $"{{\"error\":{{\"message\":\"no {refused}\",\"param\":\"{refused}\"}}}}");
        }

        foreach (string field in Ignores)
        {
            body.Remove(field);
        }

        string text = Text(body);
        return body["stream"]?.GetValue<bool>() == true
            ? Pieces(text)
            : FaultReply.Status(200, Whole(text, (int?)body["top_logprobs"]), Headers);
    }

    private string Text(JsonObject body)
    {
        var turns = body["messages"]!.AsArray();
        string last = turns[^1]!["content"]!.GetValue<string>();
        if (turns[0]!["role"]!.GetValue<string>() == "system")
        {
            return Ignores.Contains("system") ? "It is blue." : "BANANA";
        }

        if ((string?)body["response_format"]?["type"] is { } format)
        {
            return format == "json_object" ? "{\"sum\": 4}" : "{\"verdict\":\"alpha\"}";
        }

        if (last.EndsWith("1 2 3 4 5 6 7 8 9", StringComparison.Ordinal))
        {
            return body.ContainsKey("stop") ? "1 2 3 4 " : "1 2 3 4 5 6 7 8 9";
        }

        return body["seed"] is { } seed ? FormattableString.Invariant($"tree {seed}")
            : last.Contains("the sea", StringComparison.Ordinal) && IsNoisy
                ? FormattableString.Invariant($"wave {Interlocked.Increment(ref greedy)}")
            : "ready";
    }

    private string Whole(string text, int? alternatives)
    {
        var completion = JsonNode.Parse(FaultReply.Completion(text, "stop", 20, 3))!;
        if (!Counts)
        {
            completion.AsObject().Remove("usage");
        }

        if (alternatives is { } count)
        {
            completion["choices"]![0]!["logprobs"] = new JsonObject
            {
                ["content"] = new JsonArray(
                    new JsonObject
                    {
                        ["token"] = "yes",
                        ["logprob"] = -0.1,
                        ["top_logprobs"] = new JsonArray([
                            .. Enumerable
                                .Range(0, count)
                                .Select(i =>
                                    (JsonNode)
                                        new JsonObject
                                        {
                                            ["token"] = i == 0 ? "yes" : i.ToString(CultureInfo.InvariantCulture),
                                            ["logprob"] = -0.1 - i,
                                        }
                                ),
                        ]),
                    }
                ),
            };
        }

        return completion.ToJsonString();
    }

    private FaultReply Pieces(string text)
    {
        string usage = Counts ? ",\"usage\":{\"prompt_tokens\":20,\"completion_tokens\":3}" : "";
        string body =
            $"data: {{\"model\":\"served-model\",\"choices\":[{{\"index\":0,\"delta\":{{\"content\":{JsonSerializer.Serialize(text)}}}}}]}}\n\n"
            + $"data: {{\"choices\":[{{\"index\":0,\"delta\":{{}},\"finish_reason\":\"stop\"}}]{usage}}}\n\n"
            + "data: [DONE]\n\n";
        return FaultReply.Raw(
            200,
            System.Text.Encoding.UTF8.GetBytes(body),
            ["Content-Type: text/event-stream", .. Headers]
        );
    }
}
