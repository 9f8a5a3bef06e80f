using System.Diagnostics;
using System.Globalization;
using NUnit.Framework;

namespace EvalHarness.Fleet.Tests;

/// <summary>A suite, a counting server, a store and workers as processes of this machine.</summary>
internal sealed class FleetSetup : IDisposable
{
    private readonly List<ToolProcess> processes = [];

    public FleetSetup(
        Postgres? postgres = null,
        int samples = 80,
        int delayMilliseconds = 200,
        string extra = "",
        int timeoutSeconds = 5,
        string host = "127.0.0.1"
    )
    {
        Postgres = postgres ?? StoreServer.Server;
        (Store, Database) = postgres is null ? StoreServer.NewStore() : (postgres.Create("own"), "own");
        Server = new CountingServer(TimeSpan.FromMilliseconds(delayMilliseconds), host);
        Folder = Directory.CreateTempSubdirectory("evalharness-fleet-").FullName;
        File.WriteAllLines(
            Path.Combine(Folder, "rows.csv"),
            Enumerable
                .Range(0, samples)
                .Select(i =>
                    FormattableString.Invariant($"s{i},Shares move {i},{(i % 2 == 0 ? "positive" : "negative")}")
                )
                .Prepend("id,headline,label")
        );
        File.WriteAllText(
            Path.Combine(Folder, "suite.yaml"),
            string.Create(
                CultureInfo.InvariantCulture,
                $$"""
                suite: shares
                models:
                  one:
                    provider: openai-compatible
                    endpoint: http://{{host}}:{{Server.Port}}/v1
                    model: one
                    api_key: ${FLEET_TEST_KEY}
                    price: { input: 1000, output: 1000, as_of: 2026-01-01, source: a test }
                    limits: { timeout: {{timeoutSeconds}}s, in_flight: 4 }
                  common: { provider: majority-class }
                tasks:
                  - task: sentiment
                    dataset: { file: rows.csv, id: id, target: label }
                    prompt: "Is this positive or negative? {{"{{headline}}"}}"
                    answer: { choice: [positive, negative] }
                    generation: { max_tokens: 10 }
                    metrics: [accuracy]
                {{extra}}
                """
            )
        );
    }

    public Postgres Postgres { get; }

    public string Store { get; }

    public string Database { get; }

    public CountingServer Server { get; }

    public string Folder { get; }

    /// <summary>Starts a worker and waits until it is there.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="margin">Seconds that a lease is longer than a call.</param>
    /// <param name="store">Where it finds the store; at its own address by default.</param>
    /// <param name="variables">Variables beside its key.</param>
    /// <param name="host">Its address.</param>
    /// <param name="within">What it is started with, before its own program.</param>
    public async Task<ToolProcess> WorkerAsync(
        string name,
        int margin = 3,
        string? store = null,
        IReadOnlyDictionary<string, string>? variables = null,
        string host = "127.0.0.1",
        string[]? within = null
    )
    {
        var worker = Keep(
            Tool.Start(
                new Dictionary<string, string>(variables ?? new Dictionary<string, string>())
                {
                    ["FLEET_TEST_KEY"] = $"sk-test-key-of-{name}",
                },
                Folder,
                within ?? [],
                [
                    "worker",
                    "--store",
                    store ?? Store,
                    "--name",
                    name,
                    "--host",
                    host,
                    "--port",
                    Postgres.FreePort().ToString(CultureInfo.InvariantCulture),
                    "--margin",
                    margin.ToString(CultureInfo.InvariantCulture),
                ]
            )
        );
        await UntilAsync(() => worker.Said.Contains("is there", StringComparison.Ordinal), () => worker.Said);
        return worker;
    }

    /// <summary>Starts a run that the fleet asks; the machine that runs it has no key.</summary>
    public ToolProcess Run(params string[] more) => Run(new Dictionary<string, string>(), more);

    /// <summary>Starts a run that the fleet asks, with variables of its own.</summary>
    public ToolProcess Run(IReadOnlyDictionary<string, string> variables, params string[] more) =>
        Keep(Tool.Start(variables, Folder, [], ["run", "suite.yaml", "--fleet", Store, "--results", Results, .. more]));

    public string Results => Path.Combine(Folder, "results");

    /// <summary>Lines of the run's journal about the model that is elsewhere.</summary>
    public string[] Journal() =>
        [
            .. Directory
                .EnumerateFiles(Results, "responses.jsonl", SearchOption.AllDirectories)
                .SelectMany(File.ReadLines)
                .Where(line => line.Contains("\"model\":\"one\"", StringComparison.Ordinal)),
        ];

    /// <summary>A count in the store.</summary>
    public long Count(string sql) =>
        Convert.ToInt64(Postgres.Read(Database, $"SELECT {sql}"), CultureInfo.InvariantCulture);

    /// <summary>Waits until something holds.</summary>
    public static async Task UntilAsync(Func<bool> holds, Func<string> otherwise, int seconds = 60)
    {
        for (var begun = Stopwatch.StartNew(); !holds(); )
        {
            if (begun.Elapsed.TotalSeconds > seconds)
            {
                Assert.Fail($"it did not come to that in {seconds} s: {otherwise()}");
            }

            await Task.Delay(50);
        }
    }

    /// <summary>Waits until a worker that the others gave up is there again.</summary>
    public static Task IsAmongThemAsync(ToolProcess worker) =>
        UntilAsync(
            () =>
                !worker.Said.Contains("given this one up", StringComparison.Ordinal)
                || worker.Said.Split("is there").Length > 2,
            () => worker.Said,
            seconds: 120
        );

    public void Dispose()
    {
        foreach (var process in processes)
        {
            process.Dispose();
        }

        Server.Dispose();
        Directory.Delete(Folder, recursive: true);
    }

    private ToolProcess Keep(ToolProcess process)
    {
        processes.Add(process);
        return process;
    }
}
