using System.Globalization;
using EvalHarness.Conclusions;
using EvalHarness.Suites;
using EvalHarness.Tests.Conclusions;
using EvalHarness.Tests.Models;

namespace EvalHarness.Tests.Reports.Exports;

/// <summary>
/// A run with all that an export meets: repeats, groups, a request that failed, a cost that nobody knows, a metric of the whole set, a
/// task without right or wrong, and texts that are formulas, lines, quotes, control characters and other scripts.
/// </summary>
internal sealed class ExportSetup
{
    /// <summary>Stands in each prompt and in answers, and may stand nowhere else.</summary>
    public const string Secret = "Confidential";

    public const int Samples = 8;

    public const int Repeats = 2;

    private readonly string folder = ModelSetup.NewFolder();

    private ExportSetup()
    {
        string[] odd =
        [
            "=SUM(A1)",
            "two, \"quoted\"",
            "日本語 😀",
            "-3.5",
            "@plain",
            "\u0001 bell",
            "<b>&amp;</b>",
            "last",
        ];
        File.WriteAllLines(
            Path.Combine(folder, "data.csv"),
            [
                "id,text,label,number,part,firm",
                .. odd.Select(
                    (text, i) =>
                        string.Create(
                            CultureInfo.InvariantCulture,
                            $"\"../s<{i}>\",\"{Secret} {i} {text.Replace("\"", "\"\"", StringComparison.Ordinal)}\",{(i % 4 == 0 ? "bad" : "good")},{i - 3},{(i % 2 == 0 ? "=even" : "odd")},firm {i / 2}"
                        )
                ),
            ]
        );
        File.WriteAllText(
            Path.Combine(folder, "suite.yaml"),
            $$$"""
            suite: front/door
            models:
              ours: { provider: openai-compatible, endpoint: http://127.0.0.1:9, model: m }
              chance: { provider: random, labels: [good, bad] }
            tasks:
              - task: tone
                dataset: { file: data.csv, id: id, fields: [text], target: label, slices: [part], cluster: firm }
                system: "You judge the tone."
                prompt: "{{text}}"
                repeats: {{{Repeats}}}
                answer: { choice: [good, bad] }
                metrics: [accuracy, macro_f1]
              - task: wording
                dataset: { file: data.csv, id: id, fields: [text], target: label }
                prompt: "{{text}}"
                answer: { choice: [good, bad] }
                metrics: [edit_similarity]
              - task: whole
                dataset: { file: data.csv, id: id, fields: [text], target: label }
                prompt: "{{text}}"
                answer: { choice: [good, bad] }
                metrics: [macro_f1]
            compare: { max_failed: 0.9, resamples: 200 }
            """
        );
    }

    /// <summary>Runs the suite; the requests about sample 5 fail, that about sample 6 has no usable answer.</summary>
    public static Task<Evaluation> RunAsync()
    {
        var setup = new ExportSetup();
        return Evaluation.RunAsync(
            Path.Combine(setup.folder, "suite.yaml"),
            new EvaluationOptions
            {
                Catalog = SuiteCatalog.With(),
                Results = Path.Combine(setup.folder, "results"),
                Models = { ["ours"] = new ScriptedClient(Answer) },
            }
        );
    }

    /// <summary>Writes a form into a folder of its own, and gives all files of it.</summary>
    public static async Task<string[]> ExportAsync(Evaluation evaluation, string form, string name = "export")
    {
        string to = Path.Combine(evaluation.Folder.Path, name, form);
        await evaluation.WriteAsync(form, to);
        return [.. Directory.EnumerateFiles(to, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
    }

    private static string Answer(string text) =>
        text.Split(' ')[1] switch
        {
            "5" => throw new InvalidOperationException("broken"),
            "6" => $"{Secret}: I cannot say.",
            "0" or "1" => "bad",
            _ => "good",
        };
}
