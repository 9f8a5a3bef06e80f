using System.Text.Json;
using EvalHarness.Conclusions;
using EvalHarness.Reports.Records;
using EvalHarness.Tests.Models;
using NUnit.Framework;

namespace EvalHarness.Tests.Reports;

/// <summary>Every kind of token that has a price of its own stands where costs stand: page, Markdown, CSV and JSON.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class TokenKindsTests
{
    private const string Reply =
        """{"model":"stub","service_tier":"flex","choices":[{"message":{"content":"positive"},"finish_reason":"stop"}],"usage":{"prompt_tokens":1000,"completion_tokens":500,"total_tokens":1500,"prompt_tokens_details":{"cached_tokens":300,"cache_write_tokens":100},"completion_tokens_details":{"reasoning_tokens":400}}}""";

    // ((1000 - 300 - 100) * 1 + 300 * 0.1 + 100 * 2 + (500 - 400) * 10 + 400 * 12) / 2 millionths of a dollar.
    private const decimal Cost = 0.003315m;

    [Test]
    public async Task Cached_written_reasoning_and_batch_are_told_with_their_prices()
    {
        await using var server = new FaultServer(FaultReply.Status(200, Reply));
        var evaluation = await RunAsync(server.Url);
        string folder = Path.Combine(evaluation.Folder.Path, "report");
        string page = await File.ReadAllTextAsync(await evaluation.WriteReportAsync(folder));
        string markdown = await File.ReadAllTextAsync(Path.Combine(folder, "report.md"));
        string csv = string.Concat(
            Directory.GetFiles(Path.Combine(folder, "csv"), "*cost*").Select(file => File.ReadAllText(file))
        );
        var model = JsonDocument
            .Parse(ResultJson.Of(evaluation))
            .RootElement.GetProperty("tasks")[0]
            .GetProperty("models")[0];
        using (Assert.EnterMultipleScope())
        {
            foreach (string text in new[] { page, markdown })
            {
                Assert.That(
                    text,
                    Does.Contain("of these cached")
                        .And.Contain("written to a cache")
                        .And.Contain("of these reasoning")
                        .And.Contain("answers at batch price")
                );
            }

            Assert.That(page, Does.Contain("$10.00 out, $12.00 reasoning per 1M tokens, a batch at 50.0 % of it"));
            Assert.That(
                csv,
                Does.Contain("cached_input_tokens")
                    .And.Contain("cache_write_tokens")
                    .And.Contain("reasoning_tokens")
                    .And.Contain("batch_answers")
            );
            Assert.That(model.GetProperty("cost_usd").GetDecimal(), Is.EqualTo(Cost));
            Assert.That(
                model.GetProperty("tokens").EnumerateObject().Select(one => (one.Name, one.Value.GetInt64())),
                Is.EqualTo([
                    ("input", 1000L),
                    ("cached_input", 300L),
                    ("cache_write", 100L),
                    ("output", 500L),
                    ("reasoning", 400L),
                    ("batch_answers", 1L),
                ])
            );
        }
    }

    private static Task<Evaluation> RunAsync(string url)
    {
        string folder = ModelSetup.NewFolder();
        File.WriteAllText(Path.Combine(folder, "data.csv"), "id,text,label\ns1,Orders rose,positive\n");
        string suite = Path.Combine(folder, "suite.yaml");
        File.WriteAllText(
            suite,
            $$"""
            suite: kinds
            models:
              stub:
                provider: openai-compatible
                endpoint: {{url}}
                model: stub
                price: { input: 1, cached_input: 0.1, cache_write: 2, output: 10, reasoning: 12, batch: 0.5 }
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
}
