using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using EvalHarness.Tests.Models;

namespace EvalHarness.Cli.Tests;

/// <summary>Suites of teams over a small and a big server on this machine, and what their runs left.</summary>
internal static partial class TwoServers
{
    /// <summary>The small server is sure of three samples in four.</summary>
    public static bool IsSure(int sample) => sample % 4 != 0;

    public static FaultServer Small() => new(request => Certain("positive", IsSure(SampleOf(request)) ? 0.95 : 0.5));

    public static FaultServer Big() => new(_ => Certain("negative", 0.9, input: 50, output: 4));

    /// <summary>An answer of one token with its probability.</summary>
    public static FaultReply Certain(
        string text,
        double probability,
        int input = 20,
        int output = 3,
        string end = "stop"
    )
    {
        string completion = FaultReply.Completion(text, end, input, output);
        string logprobs = string.Create(
            CultureInfo.InvariantCulture,
            $$"""{"content":[{"token":"{{text}}","logprob":{{Math.Log(probability):R}},"top_logprobs":[]}]}"""
        );
        return FaultReply.Status(
            200,
            completion.Replace("\"index\":0,", $"\"index\":0,\"logprobs\":{logprobs},", StringComparison.Ordinal)
        );
    }

    public static int[] Asked(FaultServer server) => [.. server.Requests.Select(SampleOf).Order()];

    public static int SampleOf(FaultRequest request) =>
        int.Parse(Number().Match(request.Body).Groups[1].Value, CultureInfo.InvariantCulture);

    public static void Write(
        Tool tool,
        string small,
        string big,
        int samples,
        string team,
        string helper = "only_in_teams: true",
        string limits = "{ in_flight: 4, retries: 3 }",
        string extra = "",
        bool words = false
    )
    {
        var data = new StringBuilder("id,text,desk,label\n");
        for (int i = 0; i < samples; i++)
        {
            data.Append(
                CultureInfo.InvariantCulture,
                $"s{i:0000},{(i % 2 == 0 ? "loss" : "gain")} number {i:0000},{(i % 3 == 0 ? "bonds" : "fx")},positive\n"
            );
        }

        tool.Write("data.csv", data.ToString());
        tool.Write(
            "rules.yaml",
            "default: neutral\ninput: text\nrules:\n  - { label: positive, match: gain }\n  - { label: negative, match: loss }\n"
        );
        tool.Write(
            "suite.yaml",
            $$$"""
            suite: served
            {{{extra}}}
            models:
              small:
                provider: openai-compatible
                endpoint: {{{small}}}
                model: small
                price: { input: 1, output: 1, as_of: 2026-01-01, source: test }
                limits: {{{limits}}}
                {{{helper}}}
              big:
                provider: openai-compatible
                endpoint: {{{big}}}
                model: big
                price: { input: 10, output: 10, as_of: 2026-01-01, source: test }
                limits: {{{limits}}}
                {{{helper}}}
              {{{(words ? "words: { provider: rules, rules: rules.yaml }" : "")}}}
              {{{team}}}
            tasks:
              - task: sentiment
                dataset: { file: data.csv, id: id, fields: [text], slices: [desk], target: label }
                prompt: "Headline: {{text}}"
                generation: { temperature: 0, max_tokens: 8, logprobs: 1 }
                answer: { choice: [positive, neutral, negative] }
                metrics: [accuracy]
            """
        );
    }

    public static JsonElement Model(Tool.Ended ended, string name) =>
        JsonDocument
            .Parse(ended.Output)
            .RootElement.GetProperty("tasks")[0]
            .GetProperty("models")
            .EnumerateArray()
            .Single(model => model.GetProperty("model").GetString() == name);

    /// <summary>The simulated cascade that accepts from a confidence on.</summary>
    public static JsonElement Simulated(Tool.Ended ended, double atLeast) =>
        JsonDocument
            .Parse(ended.Output)
            .RootElement.GetProperty("curve")
            .EnumerateArray()
            .Last(point =>
                point.GetProperty("threshold") is not { ValueKind: JsonValueKind.Number } threshold
                || threshold.GetDouble() >= atLeast
            );

    public static double Accuracy(Tool.Ended ended, string name) =>
        JsonDocument
            .Parse(ended.Output)
            .RootElement.GetProperty("tasks")[0]
            .GetProperty("metrics")[0]
            .GetProperty("leaderboard")
            .EnumerateArray()
            .Single(row => row.GetProperty("model").GetString() == name)
            .GetProperty("value")
            .GetDouble();

    public static List<Line> Journal(Tool tool) =>
        [
            .. File.ReadLines(Path.Combine(tool.Runs("served")[^1], "responses.jsonl"))
                .Select(line => JsonDocument.Parse(line).RootElement)
                .Select(line => new Line(
                    line.GetProperty("model").GetString()!,
                    line.GetProperty("sample").GetString()!,
                    line.GetProperty("outcome").GetString()!,
                    line.TryGetProperty("text", out var text) ? text.GetString() : null,
                    line.TryGetProperty("usage", out var usage) ? usage.GetProperty("input").GetInt32() : 0,
                    line.GetProperty("latency_seconds").GetDecimal(),
                    line.TryGetProperty("route", out var route)
                        ? [.. route.GetProperty("asked").EnumerateArray().Select(one => one.GetString()!)]
                        : []
                )),
        ];

    [GeneratedRegex(@"number (\d{4})")]
    private static partial Regex Number();

    internal sealed record Line(
        string Model,
        string Sample,
        string Outcome,
        string? Text,
        int Input,
        decimal Seconds,
        string[] Asked
    )
    {
        public int Number => int.Parse(Sample[1..], CultureInfo.InvariantCulture);
    }
}
