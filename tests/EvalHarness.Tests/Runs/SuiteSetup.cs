using EvalHarness.Core;
using EvalHarness.Logs;
using EvalHarness.Runs;
using EvalHarness.Scoring;
using EvalHarness.Suites;
using EvalHarness.Tests.Models;
using EvalHarness.Yaml;

namespace EvalHarness.Tests.Runs;

/// <summary>A metric of a team's own: right or wrong.</summary>
[Keyword("right")]
public sealed record Right : IMetric
{
    public string Name => "right";

    public int Width => 2;

    public void Observe(in ScoredSample sample, Span<double> statistics)
    {
        statistics[0] = sample.Answer is { } answer && sample.Targets.Contains(answer) ? 1 : 0;
        statistics[1] = 1;
    }

    public double? Value(ReadOnlySpan<double> totals) => totals[1] > 0 ? totals[0] / totals[1] : null;
}

/// <summary>A suite on disk over a real server, and its results.</summary>
internal sealed class SuiteSetup : IAsyncDisposable
{
    private readonly string folder = ModelSetup.NewFolder();
    private readonly FaultServer server;

    public SuiteSetup(Func<FaultRequest, FaultReply>? script = null, int samples = 12)
    {
        server = new FaultServer(script ?? (_ => FaultReply.Chat("positive")));
        Store = new RunStore(Path.Combine(folder, "results"));
        Write(samples);
    }

    public static Catalog Catalog { get; } = SuiteCatalog.With(typeof(Right).Assembly);

    public RunStore Store { get; }

    public FaultServer Server => server;

    public string Budget { get; set; } = "{}";

    public string Prompt { get; set; } = "Is it good news? {{text}}";

    /// <summary>Several prompts, as a mapping on a line; null for the one.</summary>
    public string? Prompts { get; set; }

    public string Name { get; set; } = "news/headlines";

    public string Extra { get; set; } = "";

    /// <summary>Further keys of the model that is served, on a line.</summary>
    public string Served { get; set; } = "";

    public void Write(int samples, IEnumerable<int>? order = null) =>
        File.WriteAllLines(
            Path.Combine(folder, "data.csv"),
            [
                "id,text,label",
                .. (order ?? Enumerable.Range(1, samples)).Select(i =>
                    $"s{i},headline number {i},{(i % 2 == 0 ? "positive" : "negative")}"
                ),
            ]
        );

    public async Task<RunPlan> PlanAsync()
    {
        string file = Path.Combine(folder, "suite.yaml");
        await File.WriteAllTextAsync(
            file,
            $$$"""
            suite: {{{Name}}}
            seed: 7
            models:
              served:
                provider: openai-compatible
                endpoint: {{{server.Url}}}
                model: m
                price: { input: 1, output: 2 }
                limits: { in_flight: 4, retries: 1 }
                {{{Served}}}
              chance: { provider: random }
            {{{Extra}}}
            tasks:
              - task: sentiment
                dataset: { file: data.csv, id: id, fields: [text], target: label }
                {{{(Prompts is null ? $"prompt: \"{Prompt}\"" : $"prompts: {Prompts}")}}}
                generation: { temperature: 0, max_tokens: 8 }
                answer: { choice: [positive, negative] }
                metrics: [right]
            budget: {{{Budget}}}
            """
        );
        var suite = SuiteReader.Read(file, Catalog, _ => null);
        return await new RunPlanner(suite, new PlanContext(Catalog, Store, TimeProvider.System, "1.0")).PlanAsync();
    }

    public async Task<RunResult> RunAsync(RunOptions? options = null, CancellationToken drain = default)
    {
        using var plan = await PlanAsync();
        return await new Runner(plan, new SilentProgress(), options).RunAsync(drain);
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();
}
