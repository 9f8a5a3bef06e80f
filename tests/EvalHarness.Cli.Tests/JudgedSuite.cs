using System.Text.Json;
using EvalHarness.Tests.Models;

namespace EvalHarness.Cli.Tests;

/// <summary>A suite of one model whose answers another judges, and what its run folder says of that.</summary>
internal static class JudgedSuite
{
    public const int Samples = 60;

    public static FaultReply Good { get; } = FaultReply.Chat("It is complete.\nVerdict: good", input: 100, output: 10);

    public static bool IsJudged(FaultRequest request) =>
        request.Body.Contains("answer to grade", StringComparison.Ordinal);

    public static void Write(Tool tool, string url, string judge = "", string others = "", string gates = "") =>
        Suites.Write(
            tool,
            url,
            Samples,
            extra: $"  judge: {{ provider: openai-compatible, endpoint: {url}, model: j, only_in_teams: true, price: {{ input: 1, output: 2, as_of: 2026-11-30, source: test }} }}{others}",
            metrics: "[{ judged: quality }, accuracy]\n    judges:\n      quality: { kind: rubric, "
                + judge
                + "models: [judge], scores: { good: 1, poor: 0 }, guideline: Judge whether the answer is complete. }\n"
                + gates
        );

    public static List<JsonElement> Verdicts(Tool tool) =>
        [
            .. File.ReadAllLines(Path.Combine(tool.Runs("served").Single(), "judgements.jsonl"))
                .Select(line => JsonElement.Parse(line)),
        ];

    public static List<string> Scores(Tool tool) =>
        [
            .. File.ReadAllLines(Path.Combine(tool.Runs("served").Single(), "scores.jsonl"))
                .Select(line =>
                    JsonElement.Parse(line).GetProperty("scores").GetProperty("judged_quality").GetRawText()
                ),
        ];
}
