using System.Text;
using System.Text.Json;
using EvalHarness.Conclusions;
using EvalHarness.Tests.Models;
using NUnit.Framework;

namespace EvalHarness.Tests.Runs;

/// <summary>A server that says the key that it was sent, wherever it can.</summary>
[NonParallelizable]
public sealed class EchoedSecretTests
{
    private const string Variable = "EVALHARNESS_TEST_ECHOED_KEY";
    private const string Key = "kj-5TgBnH8uJm3Ko0PqX";

    [SetUp]
    public void SetKey() => Environment.SetEnvironmentVariable(Variable, Key);

    [TearDown]
    public void ForgetKey() => Environment.SetEnvironmentVariable(Variable, null);

    [TestCase(200)]
    [TestCase(400)]
    [TestCase(500)]
    public async Task Nothing_that_is_written_holds_a_key_or_half_of_it(int status)
    {
        string half = Key[..12];
        string body =
            status == 200
                ? JsonSerializer.Serialize(
                    new
                    {
                        id = Key,
                        model = $"stub {half}",
                        system_fingerprint = Key,
                        choices = new[]
                        {
                            new
                            {
                                message = new
                                {
                                    content = $"positive {Key}",
                                    reasoning_content = $"my key is {half}",
                                    tool_calls = new[] { new { function = new { name = half, arguments = Key } } },
                                },
                                finish_reason = half,
                                logprobs = new { content = new[] { new { token = half, logprob = -0.1 } } },
                            },
                        },
                    }
                )
                : JsonSerializer.Serialize(
                    new
                    {
                        error = new
                        {
                            message = Key,
                            code = half,
                            type = Key[8..],
                            param = half,
                        },
                    }
                );
        await using var server = new FaultServer(_ => FaultReply.Status(status, body));
        string folder = ModelSetup.NewFolder();
        await File.WriteAllTextAsync(Path.Combine(folder, "data.csv"), "id,text,label\ns1,Orders rose,positive\n");
        string suite = Path.Combine(folder, "suite.yaml");
        await File.WriteAllTextAsync(
            suite,
            $$$"""
            suite: echo
            seed: 7
            models:
              stub:
                provider: openai-compatible
                endpoint: {{{server.Url}}}
                model: stub
                api_key: ${{{{Variable}}}}
                limits: { retries: 0 }
            tasks:
              - task: sentiment
                dataset: { file: data.csv, id: id, fields: [text], target: label }
                prompt: "Is it good news? {{text}}"
                answer: { choice: [positive, negative] }
                metrics: [accuracy]
            """
        );
        var evaluation = await Evaluation.RunAsync(
            suite,
            new EvaluationOptions { Results = Path.Combine(folder, "results") }
        );
        await evaluation.WriteReportAsync();
        string[] holding =
        [
            .. Directory
                .GetFiles(Path.Combine(folder, "results"), "*", SearchOption.AllDirectories)
                .Where(file => Holds(file, half)),
        ];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(server.Requests.First().Headers["Authorization"], Does.EndWith(Key));
            Assert.That(holding, Is.Empty);
            Assert.That(evaluation.Notes.Select(note => note.Text), Has.None.Contains(Key[4..12]));
        }
    }

    private static bool Holds(string file, string text)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(stream, Encoding.Latin1);
        return reader.ReadToEnd().Contains(text, StringComparison.OrdinalIgnoreCase);
    }
}
