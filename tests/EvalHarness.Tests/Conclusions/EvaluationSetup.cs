using System.Globalization;
using EvalHarness.Conclusions;
using EvalHarness.Core;
using EvalHarness.Suites;
using EvalHarness.Tests.Models;

namespace EvalHarness.Tests.Conclusions;

/// <summary>A suite on disk whose model <c>ours</c> is a client given in code, and its results.</summary>
internal sealed class EvaluationSetup
{
    public const int Samples = 24;

    private readonly string folder = ModelSetup.NewFolder();

    public EvaluationSetup()
    {
        Options = new EvaluationOptions
        {
            Catalog = SuiteCatalog.With(typeof(EvaluationSetup).Assembly),
            Results = Path.Combine(folder, "results"),
            Models = { ["ours"] = Client },
        };
        File.WriteAllLines(
            Path.Combine(folder, "data.csv"),
            [
                "id,text,label,part",
                .. Enumerable
                    .Range(1, Samples)
                    .Select(i => $"s{i},headline {i},{(i % 4 == 0 ? "bad" : "good")},{(i % 2 == 0 ? "even" : "odd")}"),
            ]
        );
        Write();
    }

    /// <summary>Right on every sample.</summary>
    public ScriptedClient Client { get; } =
        new(text => int.Parse(text.Split(' ')[^1], CultureInfo.InvariantCulture) % 4 == 0 ? "bad" : "good");

    public EvaluationOptions Options { get; }

    public string SuiteFile => Path.Combine(folder, "suite.yaml");

    /// <summary>Writes the suite.</summary>
    /// <param name="ours">Keys of the model that is given in code, on its line.</param>
    /// <param name="sections">Further sections.</param>
    public void Write(
        string ours = "provider: openai-compatible, endpoint: http://127.0.0.1:9, model: m",
        string sections = ""
    ) =>
        File.WriteAllText(
            SuiteFile,
            $$$"""
            suite: front/door
            models:
              ours: { {{{ours}}} }
              chance: { provider: random }
            tasks:
              - task: tone
                dataset: { file: data.csv, id: id, fields: [text], target: label, slices: [part] }
                prompt: "{{text}}"
                answer: { choice: [good, bad] }
                metrics: [accuracy]
            {{{sections}}}
            """
        );

    public Task<Evaluation> RunAsync(
        EvaluationOptions? options = null,
        CancellationToken cancellationToken = default
    ) => Evaluation.RunAsync(SuiteFile, options ?? Options, cancellationToken);

    public Task<Evaluation> OpenAsync(Evaluation run) => Evaluation.OpenAsync(run.Folder.Path, Options);

    public const string Gates = "gates: [{ model: ours, metric: tone/accuracy, better_than: chance }]\n";

    /// <summary>A decision between the two models, measured by the run.</summary>
    public static string Decision(double perError, string run = "latest") =>
        FormattableString.Invariant(
            $$"""
            decision:
              id: change
              incumbent: chance
              volume: { v0_per_month: 1000 }
              value: { per_correct: 0.1, per_error: {{perError}} }
              market: { frontier_error_reduction_per_year: 0 }
              options:
                - { id: chance, quality: { from_runs: [latest] } }
                - { id: ours, quality: { from_runs: [{{run}}] } }
              monte_carlo: { draws: 500 }
            """
        );
}

/// <summary>A report of a team's own: one line a model.</summary>
[Keyword("ledger")]
public sealed record Ledger : IReportWriter
{
    public async Task<string> WriteAsync(Evaluation evaluation, string folder, CancellationToken cancellationToken)
    {
        string path = Path.Combine(folder, "ledger.txt");
        var lines = evaluation.Comparison.Tasks[0].Headline.Leaderboard.Select(row => row.Model);
        await File.WriteAllLinesAsync(path, lines, cancellationToken);
        return path;
    }
}
