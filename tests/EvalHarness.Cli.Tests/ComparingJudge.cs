using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using EvalHarness.Tests.Models;

namespace EvalHarness.Cli.Tests;

/// <summary>A suite whose judge compares answers, and the server that answers and judges.</summary>
internal static partial class ComparingJudge
{
    public const int Samples = 40;

    public static string Longer(string first, string second) =>
        first.Length > second.Length ? "It says more.\nVerdict: A"
        : first.Length < second.Length ? "It says more.\nVerdict: B"
        : "Verdict: tie";

    /// <summary>The model <c>small</c> says yes; all others say more to every second sample.</summary>
    public static FaultServer Server(Func<string, string, string> judge) =>
        new(request =>
        {
            if (IsJudged(request))
            {
                var (first, second) = Shown(request);
                return FaultReply.Chat(judge(first, second), input: 100, output: 10);
            }

            int sample = int.Parse(Number().Match(request.Body).Groups[1].Value, CultureInfo.InvariantCulture);
            bool isShort = request.Body.Contains("\"small\"", StringComparison.Ordinal) || sample % 2 == 0;
            return FaultReply.Chat(isShort ? "yes" : "yes, and at length");
        });

    public static bool IsJudged(FaultRequest request) =>
        request.Body.Contains("answers to compare", StringComparison.Ordinal);

    private static (string First, string Second) Shown(FaultRequest request)
    {
        string asked = JsonElement.Parse(request.Body).GetProperty("messages")[1].GetProperty("content").GetString()!;
        var shown = Block().Matches(asked).ToDictionary(block => block.Groups["place"].Value);
        return (shown["A"].Groups["text"].Value, shown["B"].Groups["text"].Value);
    }

    public static void Write(Tool tool, string url, string against, params string[] others) =>
        Write(tool, url, against, others, gates: "");

    public static void Write(Tool tool, string url, string against, string[] others, string gates) =>
        Suites.Write(
            tool,
            url,
            Samples,
            extra: string.Join(
                '\n',
                others
                    .Select(name => $"  {name}: {{ provider: openai-compatible, endpoint: {url}, model: {name} }}")
                    .Prepend(
                        $"  judge: {{ provider: openai-compatible, endpoint: {url}, model: j, only_in_teams: true, price: {{ input: 1, output: 2, as_of: 2026-11-30, source: test }} }}"
                    )
            ),
            metrics: "[{ judged: better }, accuracy]\n    judges:\n      better: { kind: pairwise, models: [judge], against: "
                + against
                + " }\n"
                + gates
        );

    public static List<JsonElement> Verdicts(Tool tool) =>
        [
            .. File.ReadAllLines(Path.Combine(tool.Runs("served")[^1], "judgements.jsonl"))
                .Where(line => line.EndsWith('}'))
                .Select(line => JsonElement.Parse(line)),
        ];

    public static List<string> Scores(Tool tool, string model) =>
        [
            .. File.ReadAllLines(Path.Combine(tool.Runs("served")[^1], "scores.jsonl"))
                .Select(line => JsonElement.Parse(line))
                .Where(line => line.GetProperty("model").GetString() == model)
                .Select(line => line.GetProperty("scores").GetProperty("judged_better"))
                .Select(JudgedSuite.ScoreIn),
        ];

    [GeneratedRegex(@"headline number (\d+)")]
    private static partial Regex Number();

    [GeneratedRegex(
        @"\[answer (?<place>[AB]) (?<mark>[0-9a-f]{16})\]\n(?<text>.*?)\n\[answer \k<place> \k<mark>\]",
        RegexOptions.Singleline
    )]
    private static partial Regex Block();
}
