using System.Text;
using System.Text.Json;
using EvalHarness.Conclusions;
using EvalHarness.Core;
using EvalHarness.Logs;
using NUnit.Framework;

namespace EvalHarness.Tests.Models;

/// <summary>Replies of servers, good and odd, through a whole run of each client: what is logged, charged, scored and told.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class ReplyCaseTests
{
    private const string Variable = "EVALHARNESS_TEST_REPLY_KEY";

    /// <summary>Files of cases, one a wire format, and the clients that speak it.</summary>
    private static readonly (string File, string[] Providers)[] Formats =
    [
        ("reply-cases.jsonl", ["openai-compatible", "openai"]),
        ("responses-cases.jsonl", ["openai, interface: responses", "azure-openai, interface: responses"]),
        ("azure-cases.jsonl", ["azure-openai"]),
        ("messages-cases.jsonl", ["anthropic"]),
        ("ollama-cases.jsonl", ["ollama"]),
    ];

    private static string PathOf(string file) =>
        (file == "reply-cases.jsonl" ? Environment.GetEnvironmentVariable("REPLY_CASES") : null)
        ?? Path.Combine(Repository.Root, "tests", "EvalHarness.Tests", "Models", "Cases", file);

    [OneTimeSetUp]
    public static void SetKey() => Environment.SetEnvironmentVariable(Variable, "sk-7Qm2Zr9Lw4Xt6Bv1");

    [OneTimeTearDown]
    public static void ForgetKey() => Environment.SetEnvironmentVariable(Variable, null);

    private static IEnumerable<TestCaseData> Cases() =>
        from format in Formats
        from line in File.ReadLines(PathOf(format.File))
        where line.Length > 0
        let json = JsonDocument.Parse(line).RootElement
        from provider in format.Providers
        select new TestCaseData(json, provider).SetName($"A_reply({json.GetProperty("id").GetString()}, {provider})");

    [TestCaseSource(nameof(Cases))]
    public async Task A_reply_is_logged_charged_and_scored_for_what_it_is(JsonElement reply, string provider)
    {
        await using var server = new FaultServer(_ => ReplyOf(reply));
        string folder = ModelSetup.NewFolder();
        var evaluation = await RunAsync(folder, server.Url, reply, provider);
        var expected = reply.GetProperty("expected");
        string journal = Directory.GetFiles(folder, "responses.jsonl", SearchOption.AllDirectories).Single();
        string line = File.ReadLines(journal).Last(one => one.Contains("\"outcome\"", StringComparison.Ordinal));
        var response = ResponseText.Parse(Encoding.UTF8.GetBytes(line))!;
        using (Assert.EnterMultipleScope())
        {
            Allows(expected, "outcome", response.Outcome.ToString().ToLowerInvariant());
            Allows(expected, "attempts", response.Attempts);
            Allows(expected, "text", response.Text);
            Allows(
                expected,
                "answer",
                evaluation.Scores.Tasks[0].Cells[0].Answers[0],
                nullCounts: response.Outcome is Outcome.Answered or Outcome.Truncated
            );
            AllowsCost(expected, response.CostUsd);
            foreach (string kept in Texts(expected, "line_has"))
            {
                Assert.That(line, Does.Contain(kept));
            }

            if (response.Failure is { } failure)
            {
                AllowsMessage(expected, failure.Message);
            }
        }

        await TellsAsync(evaluation, expected);
    }

    private static async Task TellsAsync(Evaluation evaluation, JsonElement expected)
    {
        string[] said = [.. Texts(expected, "report_says")];
        if (said.Length == 0)
        {
            return;
        }

        string text = await File.ReadAllTextAsync(await evaluation.WriteReportAsync());
        foreach (string one in said)
        {
            Assert.That(text, Does.Contain(one));
            Assert.That(evaluation.Notes.Select(note => note.Text), Has.Some.Contains(one));
        }
    }

    private static Task<Evaluation> RunAsync(string folder, string url, JsonElement reply, string provider)
    {
        File.WriteAllText(Path.Combine(folder, "data.csv"), "id,text,label\ns1,Orders rose,positive\n");
        string price = reply.TryGetProperty("price", out var given)
            ? given.GetRawText()
            : """{ "input": 1, "output": 10, "cached_input": 0.1 }""";
        string suite = Path.Combine(folder, "suite.yaml");
        bool isStreamed = reply.TryGetProperty("stream", out var streamed) && streamed.GetBoolean();
        File.WriteAllText(
            suite,
            $$"""
            suite: reply
            seed: 7
            models:
              stub:
                {{ModelOf(provider, url, reply)}}
                api_key: ${{{Variable}}}
                price: {{price}}
                limits: { retries: 2 }
                {{(isStreamed ? "stream: true" : "")}}
            tasks:
              - task: sentiment
                dataset: { file: data.csv, id: id, fields: [text], target: label }
                prompt: "Is it good news? {{"{{text}}"}}"
                answer: { choice: [positive, neutral, negative] }
                metrics: [accuracy]
            """
        );
        return Evaluation.RunAsync(suite, new EvaluationOptions { Results = Path.Combine(folder, "results") });
    }

    private static string ModelOf(string provider, string url, JsonElement reply)
    {
        string served = reply.TryGetProperty("served", out var given) ? given.GetString()! : "stub";
        bool isHeld = reply.TryGetProperty("served", out _) || provider.Contains("responses", StringComparison.Ordinal);
        string[] keys =
        [
            $"provider: {provider.Split(", ")[0]}",
            .. provider.Split(", ")[1..],
            .. provider switch
            {
                _ when provider.StartsWith("azure-openai", StringComparison.Ordinal) => (string[])
                    [$"endpoint: {url}", "deployment: stub", .. isHeld ? [$"model: {served}"] : (string[])[]],
                "ollama" or "anthropic" => [$"endpoint: {url}", "model: stub"],
                _ => [$"endpoint: {url}/v1", "model: stub"],
            },
        ];
        return string.Join("\n    ", keys);
    }

    private static FaultReply ReplyOf(JsonElement reply)
    {
        byte[] body = reply.TryGetProperty("body_base64", out var packed)
            ? packed.GetBytesFromBase64()
            : Encoding.UTF8.GetBytes(reply.GetProperty("body").GetString()!);
        string[] headers =
        [
            .. reply.GetProperty("headers").EnumerateObject().Select(one => $"{one.Name}: {one.Value.GetString()}"),
        ];
        return FaultReply.Raw(reply.GetProperty("status").GetInt32(), body, headers);
    }

    private static IEnumerable<string> Texts(JsonElement expected, string name) =>
        expected.TryGetProperty(name, out var texts) ? texts.EnumerateArray().Select(one => one.GetString()!) : [];

    private static JsonElement[] Values(JsonElement expected, string name) =>
        !expected.TryGetProperty(name, out var value) ? []
        : value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray()]
        : [value];

    private static void Allows(JsonElement expected, string name, object? seen, bool nullCounts = false)
    {
        var allowed = Values(expected, name);
        if (allowed.Length == 0 || (!nullCounts && allowed is [{ ValueKind: JsonValueKind.Null }]))
        {
            return;
        }

        var texts = allowed.Select(one => one.ValueKind == JsonValueKind.Null ? null : one.ToString());
        Assert.That(texts, Has.Some.EqualTo(seen?.ToString()), name);
    }

    private static void AllowsCost(JsonElement expected, decimal? cost)
    {
        var allowed = Values(expected, "cost_usd").Where(one => one.ValueKind != JsonValueKind.Null).ToArray();
        if (allowed.Length > 0)
        {
            Assert.That(
                allowed.Any(one =>
                    one.ValueKind == JsonValueKind.String
                        ? cost is null
                        : cost is { } usd && Math.Abs((double)usd - one.GetDouble()) < 1e-12
                ),
                $"cost {cost} is not among {string.Join(", ", allowed)}"
            );
        }
    }

    private static void AllowsMessage(JsonElement expected, string message)
    {
        foreach (var word in Values(expected, "message_has"))
        {
            string[] any =
                word.ValueKind == JsonValueKind.Array
                    ? [.. word.EnumerateArray().Select(one => one.GetString()!)]
                    : [word.GetString()!];
            Assert.That(
                any.Any(one => message.Contains(one, StringComparison.OrdinalIgnoreCase)),
                $"'{message}' has none of {string.Join(", ", any)}"
            );
        }

        foreach (string word in Texts(expected, "message_lacks"))
        {
            Assert.That(message, Does.Not.Contain(word).IgnoreCase);
        }
    }
}
