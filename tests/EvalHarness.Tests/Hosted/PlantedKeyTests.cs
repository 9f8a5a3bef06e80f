using System.Text;
using System.Text.Json;
using EvalHarness.Conclusions;
using EvalHarness.Tests.Models;
using NUnit.Framework;

namespace EvalHarness.Tests.Hosted;

/// <summary>Keys in every place that takes one, servers that echo them wherever a reply can hold a text, and all that is written searched for them.</summary>
public sealed class PlantedKeyTests
{
    private const string Token = "tok-Hm4Kx9Tq2Vw7Zb";

    /// <summary>Secrets by the variable that holds them.</summary>
    private static readonly Dictionary<string, string> Keys = new()
    {
        ["EVALHARNESS_PLANTED_1"] = "sk-Aa1Bb2Cc3Dd4Ee5Ff",
        ["EVALHARNESS_PLANTED_2"] = "sk-Gg6Hh7Ii8Jj9Kk0Ll",
        ["EVALHARNESS_PLANTED_3"] = "sk-Mm1Nn2Oo3Pp4Qq5Rr",
        ["EVALHARNESS_PLANTED_4"] = "az-Ss6Tt7Uu8Vv9Ww0Xx",
        ["EVALHARNESS_PLANTED_5"] = "an-Yy1Zz2Ab3Bc4Cd5De",
        ["EVALHARNESS_PLANTED_6"] = "ol-Ef6Fg7Gh8Hi9Ij0Jk",
        ["EVALHARNESS_PLANTED_7"] = "hd-Kl1Lm2Mn3No4Op5Pq",
    };

    [SetUp]
    public void Plant() => Set(key => key);

    [TearDown]
    public void Clear() => Set(_ => null);

    [TestCase(false)]
    [TestCase(true)]
    public async Task No_key_is_in_anything_that_is_written(bool isStreamed)
    {
        await using var server = new FaultServer(Echo);
        string folder = ModelSetup.NewFolder();
        await File.WriteAllTextAsync(
            Path.Combine(folder, "data.csv"),
            "id,text,label\n" + string.Concat(Enumerable.Range(0, 6).Select(i => $"s{i},Orders rose {i},positive\n"))
        );
        string suite = Path.Combine(folder, "suite.yaml");
        await File.WriteAllTextAsync(suite, Suite(server.Url, isStreamed));
        string results = Path.Combine(folder, "results");

        var evaluation = await Evaluation.RunAsync(suite, new EvaluationOptions { Results = results });
        await evaluation.WriteReportAsync();

        string sent = string.Join('\n', server.Requests.SelectMany(request => request.Headers.Values));
        using (Assert.EnterMultipleScope())
        {
            foreach (string secret in Keys.Values.Append(Token))
            {
                Assert.That(sent, Does.Contain(secret), "it was sent");
                Assert.That(evaluation.Notes.Select(note => note.Text), Has.None.Contains(secret));
                foreach (string file in Directory.EnumerateFiles(results, "*", SearchOption.AllDirectories))
                {
                    string written = Encoding.Latin1.GetString(await File.ReadAllBytesAsync(file));
                    Assert.That(written, Does.Not.Contain(secret), Path.GetFileName(file));
                }
            }

            string journal = Directory.GetFiles(results, "responses.jsonl", SearchOption.AllDirectories).Single();
            Assert.That(await File.ReadAllTextAsync(journal), Does.Contain("***"), "echoes came back");
        }
    }

    private static void Set(Func<string, string?> value)
    {
        foreach (var (name, key) in Keys)
        {
            Environment.SetEnvironmentVariable(name, value(key));
        }
    }

    /// <summary>All headers of the request, in every text that a reply of its format has; every third is refused with them.</summary>
    private static FaultReply Echo(FaultRequest request)
    {
        string said = string.Join(
            ' ',
            request.Headers.Where(header => header.Key is not ("Host" or "Content-Length")).Select(pair => pair.Value)
        );
        string text = JsonSerializer.Serialize(said);
        string key = JsonSerializer.Serialize(said.Split(' ').MaxBy(word => Keys.ContainsValue(word) ? 2 : 1));
        if (request.Number % 3 == 0)
        {
            return FaultReply.Status(
                429,
                $$$"""{"error":{"message":{{{text}}},"code":{{{key}}},"type":{{{key}}},"param":{{{key}}}}}""",
                "retry-after-ms: 1",
                $"x-request-id: {said.Split(' ')[^1]}"
            );
        }

        string body = request.Path switch
        {
            _ when request.Path.EndsWith("/responses", StringComparison.Ordinal) => """
                {"id":KEY,"status":"incomplete","incomplete_details":{"reason":KEY},"model":KEY,"output":[{"type":"reasoning","summary":[{"text":TEXT}]},
                 {"type":"message","content":[{"type":"output_text","text":TEXT,"logprobs":[{"token":KEY,"logprob":-1}]}]},{"type":"function_call","name":KEY,"arguments":TEXT}]}
                """,
            _ when request.Path.EndsWith("/messages", StringComparison.Ordinal) => """
                {"id":KEY,"type":"message","model":KEY,"stop_reason":KEY,"content":[{"type":"thinking","thinking":TEXT},{"type":"text","text":TEXT},
                 {"type":"tool_use","name":KEY,"input":{"a":TEXT}}]}
                """,
            _ when request.Path.EndsWith("/api/chat", StringComparison.Ordinal) => """
                {"model":KEY,"done":true,"done_reason":KEY,"message":{"content":TEXT,"thinking":TEXT,"tool_calls":[{"function":{"name":KEY,"arguments":{"a":TEXT}}}]}}
                """,
            _ => """
                {"id":KEY,"model":KEY,"system_fingerprint":KEY,"choices":[{"index":0,"finish_reason":KEY,"logprobs":{"content":[{"token":KEY,"logprob":-1}]},
                 "message":{"content":TEXT,"refusal":TEXT,"reasoning_content":TEXT,"tool_calls":[{"function":{"name":KEY,"arguments":TEXT}}]}}]}
                """,
        };
        return FaultReply.Status(
            200,
            body.ReplaceLineEndings(" ")
                .Replace("KEY", key, StringComparison.Ordinal)
                .Replace("TEXT", text, StringComparison.Ordinal),
            $"x-request-id: {said.Split(' ')[^1]}",
            $"x-ms-region: {said.Split(' ')[^1]}"
        );
    }

    private static string Suite(string url, bool isStreamed)
    {
        string stream = isStreamed ? ", stream: true" : "";
        return $$"""
            suite: planted
            seed: 7
            models:
              compatible: { provider: openai-compatible, endpoint: "{{url}}", model: m, api_key: "${EVALHARNESS_PLANTED_1}", headers: { X-Key: "${EVALHARNESS_PLANTED_7}" }{{stream}} }
              openai: { provider: openai, endpoint: "{{url}}/v1", model: m, api_key: "${EVALHARNESS_PLANTED_2}"{{stream}} }
              responses: { provider: openai, interface: responses, endpoint: "{{url}}/v1", model: m, api_key: "${EVALHARNESS_PLANTED_3}"{{stream}} }
              azure: { provider: azure-openai, endpoint: "{{url}}", deployment: m, api_key: "${EVALHARNESS_PLANTED_4}"{{stream}} }
              token: { provider: azure-openai, endpoint: "{{url}}", deployment: m, token_command: [/bin/sh, -c, "echo {{Token[
                ..7
            ]}}''{{Token[7..]}}"]{{stream}} }
              anthropic: { provider: anthropic, endpoint: "{{url}}", model: m, api_key: "${EVALHARNESS_PLANTED_5}"{{stream}} }
              ollama: { provider: ollama, endpoint: "{{url}}", model: m, api_key: "${EVALHARNESS_PLANTED_6}"{{stream}} }
            tasks:
              - task: sentiment
                dataset: { file: data.csv, id: id, fields: [text], target: label }
                prompt: "Is it good news? {{"{{text}}"}}"
                answer: { choice: [positive, neutral, negative] }
                metrics: [accuracy]
            """;
    }
}
