using System.Globalization;
using System.Text;
using System.Text.Json;

namespace EvalHarness.Cli.Tests;

/// <summary>A suite of recorded answers of which it is known which are right and how sure each model was of them.</summary>
internal static class Studies
{
    public const int Samples = 120;

    /// <summary>Models on a curve with the number of their right answers.</summary>
    public static readonly (int Rows, int Right)[] Sizes = [(25, 48), (50, 60), (100, 70), (200, 76), (400, 84)];

    /// <summary>Whether the small model is right: on two of three samples, more often where it is sure.</summary>
    public static bool IsSmallRight(int i) => i % 3 != 0 || (i % 2 == 0 && i % 4 != 0);

    public static bool IsBigRight(int i) => i % 10 != 0;

    /// <summary>How sure the small model is: 20 different grades, so that some are shared.</summary>
    public static double Confidence(int i) =>
        Math.Round((IsSmallRight(i) ? 0.5 : 0.35) + (i * 7 % 20 / 40.0), 3, MidpointRounding.ToEven);

    public const double SmallUsd = 0.001;

    public const double BigUsd = 0.02;

    /// <summary>Writes suite, data and answers.</summary>
    public static void Write(Tool tool)
    {
        var data = new StringBuilder("id,text,label\n");
        for (int i = 0; i < Samples; i++)
        {
            data.Append(CultureInfo.InvariantCulture, $"s{i},text {i},yes\n");
        }

        tool.Write("data.csv", data.ToString());
        Answers(tool, "small", IsSmallRight, SmallUsd, Confidence);
        Answers(tool, "big", IsBigRight, BigUsd);
        Answers(tool, "mute", IsSmallRight, SmallUsd);
        foreach (var (rows, right) in Sizes)
        {
            Answers(tool, Invariant($"checkpoint-{rows}"), i => i < right, SmallUsd);
        }

        tool.Write("suite.yaml", Suite());
        tool.Write(
            "plain.yaml",
            Suite()
                .Replace("suite: studies", "suite: plain", StringComparison.Ordinal)
                .Replace("learning_curve", "#", StringComparison.Ordinal)
        );
    }

    private static void Answers(
        Tool tool,
        string model,
        Func<int, bool> isRight,
        double usd,
        Func<int, double>? confidence = null
    )
    {
        var lines = new StringBuilder();
        for (int i = 0; i < Samples; i++)
        {
            string answer = isRight(i) ? "yes" : "no";
            var probabilities = confidence is null ? null : new Dictionary<string, double> { [answer] = confidence(i) };
            lines
                .Append(
                    JsonSerializer.Serialize(
                        new
                        {
                            id = Invariant($"s{i}"),
                            text = answer,
                            cost_usd = usd,
                            probabilities,
                        }
                    )
                )
                .Append('\n');
        }

        tool.Write($"{model}.jsonl", lines.ToString());
    }

    private static string Suite() =>
        $$$"""
            suite: studies
            models:
              small: { provider: replay, answers: small.jsonl }
              big: { provider: replay, answers: big.jsonl }
              mute: { provider: replay, answers: mute.jsonl, custom: true }
              both: { provider: cascade, first: small, then: big, accept_when: { confidence: { at_least: 0.7 } }, custom: true }
            {{{string.Join(
                '\n',
                Sizes.Select(size =>
                    Invariant(
                        $"  checkpoint-{size.Rows}:\n    provider: replay\n    answers: checkpoint-{size.Rows}.jsonl\n    custom: true\n    learning_curve: {{ of: checkpoint, size: {size.Rows} }}"
                    )
                )
            )}}}
            tasks:
              - task: answer
                dataset: { file: data.csv, id: id, fields: [text], target: label }
                prompt: "Is it so? {{text}}"
                answer: { choice: ["yes", "no"] }
                metrics: [accuracy]
            """;

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
