using System.Text.Json.Nodes;
using EvalHarness.Comparisons.Results;
using EvalHarness.Conclusions;
using EvalHarness.Suites;
using EvalHarness.Tests.Conclusions;
using EvalHarness.Tests.Models;
using Microsoft.Extensions.AI.Evaluation;

namespace EvalHarness.Tests.Evaluators;

/// <summary>A suite on disk whose metrics are evaluators given in code: 20 samples, s1 to s20, all answered <c>fine</c>.</summary>
internal sealed class EvaluatorSetup
{
    public const int Samples = 20;

    private readonly string folder = ModelSetup.NewFolder();

    public EvaluatorSetup(params (string Name, IEvaluator Evaluator)[] evaluators)
    {
        Options = new EvaluationOptions
        {
            Catalog = SuiteCatalog.With(typeof(EvaluatorSetup).Assembly),
            Results = Path.Combine(folder, "results"),
            Models = { ["ours"] = new ScriptedClient(_ => "fine") },
            Evaluators = evaluators.ToDictionary(one => one.Name, one => one.Evaluator, StringComparer.Ordinal),
        };
        File.WriteAllLines(
            Path.Combine(folder, "data.csv"),
            ["id,text,label", .. Enumerable.Range(1, Samples).Select(i => $"s{i},question {i},fine {i}")]
        );
    }

    public EvaluationOptions Options { get; }

    public string SuiteFile => Path.Combine(folder, "suite.yaml");

    /// <summary>Writes the suite.</summary>
    /// <param name="metrics">Its metrics, as a list on one line.</param>
    /// <param name="sections">Further sections.</param>
    public EvaluatorSetup Write(string metrics, string sections = "")
    {
        File.WriteAllText(
            SuiteFile,
            $$$"""
            suite: evaluated
            models:
              ours: { provider: openai-compatible, endpoint: http://127.0.0.1:9, model: m }
            tasks:
              - task: talk
                dataset: { file: data.csv, id: id, fields: [text], target: label }
                system: "Be kind."
                prompt: "{{text}}"
                answer: text
                metrics: [{{{metrics}}}]
            {{{sections}}}
            """
        );
        return this;
    }

    /// <summary>Adds a model whose client is given.</summary>
    /// <param name="model">Name of the model.</param>
    public void Add(string model) =>
        File.WriteAllText(
            SuiteFile,
            File.ReadAllText(SuiteFile)
                .Replace(
                    "tasks:",
                    $"  {model}: {{ provider: openai-compatible, endpoint: http://127.0.0.1:9, model: m }}\ntasks:",
                    StringComparison.Ordinal
                )
        );

    /// <summary>Adds the judge <c>meaning</c>, whose model is a client.</summary>
    /// <param name="judge">The client.</param>
    /// <param name="declared">The backend that it takes the place of, as keys on one line.</param>
    public EvaluatorSetup Judged(
        ScriptedClient judge,
        string declared = "provider: openai-compatible, endpoint: http://127.0.0.1:9, model: j"
    )
    {
        Options.Models["judge"] = judge;
        File.WriteAllText(
            SuiteFile,
            File.ReadAllText(SuiteFile)
                .Replace("tasks:", $"  judge: {{ {declared}, only_in_teams: true }}\ntasks:", StringComparison.Ordinal)
                .Replace(
                    "    answer: text",
                    "    answer: text\n    judges: { meaning: { kind: reference, models: [judge] } }",
                    StringComparison.Ordinal
                )
        );
        return this;
    }

    public Task<Evaluation> RunAsync() => Evaluation.RunAsync(SuiteFile, Options);

    public static LeaderboardRow Row(Evaluation run, int metric = 0) =>
        run.Comparison.Tasks[0].Metrics[metric].Leaderboard.Single();

    /// <summary>The evaluations in the line of scores of a sample.</summary>
    public static async Task<JsonArray?> LinesAsync(Evaluation run, string sample)
    {
        string[] lines = await File.ReadAllLinesAsync(run.Folder.ScoresFile);
        return lines
            .Select(line => JsonNode.Parse(line)!)
            .Single(line => (string?)line["sample"] == sample)["evaluations"]
            ?.AsArray();
    }
}
