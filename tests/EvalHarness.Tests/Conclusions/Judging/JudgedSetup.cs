using System.Globalization;
using EvalHarness.Conclusions;
using EvalHarness.Suites;
using EvalHarness.Tests.Models;

namespace EvalHarness.Tests.Conclusions.Judging;

/// <summary>
/// Two models whose answers a judge grades and people too: people like gold alone, the judge likes whatever shines, and of the two
/// only <c>ours</c> writes what shines and is no gold.
/// </summary>
internal sealed class JudgedSetup
{
    public const int Samples = 120;
    public const int ClusterSize = 4;

    private readonly string folder = ModelSetup.NewFolder();

    public JudgedSetup()
    {
        Options = new EvaluationOptions
        {
            Catalog = SuiteCatalog.With(typeof(JudgedSetup).Assembly),
            Results = Path.Combine(folder, "results"),
            Models =
            {
                ["ours"] = new ScriptedClient(text => AnswerOf("ours", NumberIn(text)), "m"),
                ["rival"] = new ScriptedClient(text => AnswerOf("rival", NumberIn(text)), "r"),
                ["judge"] = Judge,
            },
        };
        File.WriteAllLines(
            Path.Combine(folder, "data.csv"),
            [
                "id,text,group,part",
                .. Enumerable
                    .Range(1, Samples)
                    .Select(i => $"s{i},question {i},g{i / ClusterSize},{(i % 2 == 0 ? "even" : "odd")}"),
            ]
        );
    }

    public ScriptedClient Judge { get; } =
        new(
            text =>
                text.Contains("gold", StringComparison.Ordinal) || text.Contains("shiny", StringComparison.Ordinal)
                    ? "It <b>shines</b>.\nVerdict: good"
                    : "It is dull.\nVerdict: poor",
            "j"
        );

    public EvaluationOptions Options { get; }

    public string SuiteFile => Path.Combine(folder, "suite.yaml");

    public string LabelsFile => Path.Combine(folder, "human.csv");

    /// <summary>Whether people like an answer.</summary>
    public static bool IsGold(string model, int sample) => Chance(model, sample, 1) < (model == "ours" ? 35 : 55);

    /// <summary>Whether the judge likes it.</summary>
    public static bool Shines(string model, int sample) =>
        IsGold(model, sample) || (model == "ours" && Chance(model, sample, 2) < 75);

    /// <summary>What a model says.</summary>
    public static string AnswerOf(string model, int sample) =>
        $"{model} on {sample}: "
        + (
            IsGold(model, sample) ? "gold"
            : Shines(model, sample) ? "shiny, and much longer than it would have to be"
            : "lead"
        );

    /// <summary>Every third sample, which has nothing to do with what is said of it.</summary>
    public static IEnumerable<int> Labelled => Enumerable.Range(1, Samples).Where(i => i % 3 == 0);

    /// <summary>Writes the suite, and the labels that people gave.</summary>
    /// <param name="calibration">Whether the judge is compared with people.</param>
    /// <param name="judge">Further keys of the judge, each with a comma after it.</param>
    /// <param name="sections">Further sections.</param>
    /// <param name="cluster">Whether samples lie in clusters.</param>
    public void Write(bool calibration = true, string judge = "", string sections = "", bool cluster = true) =>
        File.WriteAllText(
            SuiteFile,
            $$$"""
            suite: judged
            models:
              ours: { provider: openai-compatible, endpoint: http://127.0.0.1:9, model: m }
              rival: { provider: openai-compatible, endpoint: http://127.0.0.1:9, model: r }
              judge: { provider: openai-compatible, endpoint: http://127.0.0.1:9, model: j, only_in_teams: true }
            tasks:
              - task: words
                dataset: { file: data.csv, id: id, fields: [text], slices: [part]{{{(cluster ? ", cluster: group" : "")}}} }
                prompt: "{{text}}"
                answer: text
                metrics: [{ judged: quality }]
                judges:
                  quality:
                    { {{{judge}}} kind: rubric, models: [judge], scores: { good: 1, poor: 0 }, guideline: "Is it good?"{{{(
                calibration ? ", calibration: { file: human.csv, id: id, answer: answer, raters: [anna, ben] }" : ""
            )}}} }
            {{{sections}}}
            """
        );

    /// <summary>Writes a table of labels: Anna rates all of the labelled, Ben every second one, and sees one in ten otherwise.</summary>
    /// <param name="models">The models whose answers they rate.</param>
    /// <param name="also">Further lines.</param>
    public void WriteLabels(string[]? models = null, params string[] also) =>
        File.WriteAllLines(
            LabelsFile,
            [
                "id,answer,anna,ben",
                .. from model in models ?? ["ours", "rival"]
                from i in Labelled
                select $"s{i},\"{AnswerOf(model, i)}\",{Grade(IsGold(model, i))},{Ben(model, i)}",
                .. also,
            ]
        );

    /// <summary>The mean label of an answer.</summary>
    public static double LabelOf(string model, int sample)
    {
        double anna = IsGold(model, sample) ? 1 : 0;
        return Ben(model, sample) switch
        {
            "good" => (anna + 1) / 2,
            "poor" => anna / 2,
            _ => anna,
        };
    }

    public Task<Evaluation> RunAsync(EvaluationOptions? options = null) =>
        Evaluation.RunAsync(SuiteFile, options ?? Options);

    public Task<Evaluation> OpenAsync(Evaluation run) => Evaluation.OpenAsync(run.Folder.Path, Options);

    private static string Ben(string model, int sample) =>
        sample % 2 == 1 ? "" : Grade(IsGold(model, sample) != Chance(model, sample, 3) < 10);

    private static string Grade(bool isGood) => isGood ? "good" : "poor";

    private static int Chance(string model, int sample, int use) =>
        (int)((((uint)sample * 2654435761u) ^ ((uint)model[0] * 40503u * (uint)use)) * 2246822519u >> 12) % 100;

    private static int NumberIn(string text) => int.Parse(text.Split(' ')[^1], CultureInfo.InvariantCulture);
}
