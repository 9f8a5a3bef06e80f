using System.Globalization;
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

    /// <summary>Score of each answer, and whether it has one; what people say, which nobody was asked, is left out.</summary>
    public static List<string> Scores(Tool tool, string metric = "judged_quality") =>
        [
            .. File.ReadAllLines(Path.Combine(tool.Runs("served").Single(), "scores.jsonl"))
                .Select(line => JsonElement.Parse(line).GetProperty("scores").GetProperty(metric))
                .Select(ScoreIn),
        ];

    /// <summary>The score in a vector of a judged metric, and whether there is one.</summary>
    public static string ScoreIn(JsonElement vector) => $"[{Place(vector, 0)},{Place(vector, 1)}]";

    /// <summary>A number of a vector, which is written as an array or by its places that are not 0.</summary>
    private static string Place(JsonElement vector, int place) =>
        vector.ValueKind == JsonValueKind.Array ? vector[place].GetRawText()
        : vector.TryGetProperty(place.ToString(CultureInfo.InvariantCulture), out var number) ? number.GetRawText()
        : "0";
}
