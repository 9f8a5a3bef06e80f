using EvalHarness.Core;
using EvalHarness.Fleet.Grains;
using EvalHarness.Fleet.Store;
using EvalHarness.Fleet.Workers;
using EvalHarness.Logs;
using EvalHarness.Models;
using EvalHarness.Runs;
using EvalHarness.Runs.Fleets;

namespace EvalHarness.Fleet.Tests;

/// <summary>What the engine needs of the world around it, and how a test looks at what became of it.</summary>
internal interface IBackend : IAsyncDisposable
{
    /// <summary>Makes requests that the engine may ask.</summary>
    Task<IReadOnlyList<Request>> RequestsAsync(int count);

    IBudget Budget(decimal? usd, long? requests);

    ILimit Limit(int inFlight);

    /// <summary>Another user of the same cache: another process, or a worker for another run.</summary>
    Task<IResponseCache> CacheAsync();

    Task<IResponseJournal> JournalAsync();

    /// <summary>What the journal holds, as another process reads it.</summary>
    Task<IReadOnlyList<Response>> JournalledAsync();
}

/// <summary>One machine: files and memory.</summary>
internal sealed class FileBackend : IBackend
{
    private readonly string root = Directory.CreateTempSubdirectory("evalharness-backend-").FullName;
    private readonly List<IAsyncDisposable> opened = [];
    private RunFolder? folder;

    public Task<IReadOnlyList<Request>> RequestsAsync(int count) =>
        Task.FromResult<IReadOnlyList<Request>>([.. Enumerable.Range(0, count).Select(Samples.Request)]);

    public IBudget Budget(decimal? usd, long? requests) => new RunBudget(usd, requests);

    public ILimit Limit(int inFlight) =>
        new ModelLimit(
            new RateLimit(null, null, TimeProvider.System),
            new ServerLimit(new ConcurrencyWindow(inFlight, inFlight), new RateLimit(null, null, TimeProvider.System))
        );

    public async Task<IResponseCache> CacheAsync()
    {
        var store = new RunStore(root);
        var run = await NewFolderAsync();
        var cache = await ResponseCache.OpenAsync(store, run, _ => { }, CancellationToken.None);
        opened.Add(cache!);
        return cache!;
    }

    public async Task<IResponseJournal> JournalAsync()
    {
        folder ??= await NewFolderAsync();
        var journal = await ResponseJournal.OpenAsync(folder, CancellationToken.None);
        opened.Add(journal);
        return journal;
    }

    public async Task<IReadOnlyList<Response>> JournalledAsync() =>
        await RunLog.ReadResponsesAsync(folder!, CancellationToken.None).ToListAsync();

    public async ValueTask DisposeAsync()
    {
        foreach (var one in opened)
        {
            await one.DisposeAsync();
        }

        Directory.Delete(root, recursive: true);
    }

    private async Task<RunFolder> NewFolderAsync() =>
        await new RunStore(root).CreateAsync(
            "suite",
            TimeProvider.System.GetUtcNow(),
            Digest.Of(Guid.NewGuid().ToString()),
            (_, _) => Task.CompletedTask
        );
}

/// <summary>A fleet: a store that many machines share.</summary>
internal sealed class StoreBackend : IBackend
{
    private readonly string address = StoreServer.NewStore().Address;
    private readonly Leases leases = new();
    private FleetStore? store;
    private int run;

    public async Task<IReadOnlyList<Request>> RequestsAsync(int count)
    {
        await OpenAsync();
        return await DealAsync(count);
    }

    public IBudget Budget(decimal? usd, long? requests)
    {
        store!
            .DoAsync(
                "UPDATE budgets SET usd = $2, requests = $3 WHERE run = $1",
                () =>
                    [
                        Parameters.Of(run),
                        Parameters.OrNull(usd, NpgsqlTypes.NpgsqlDbType.Numeric),
                        Parameters.OrNull(requests, NpgsqlTypes.NpgsqlDbType.Bigint),
                    ],
                CancellationToken.None
            )
            .GetAwaiter()
            .GetResult();
        return new StoreBudget(
            run,
            "worker",
            new WorkTables(store!),
            leases,
            _ => TimeSpan.FromMinutes(1),
            new BudgetLimits(usd, requests),
            TimeProvider.System,
            CancellationToken.None
        );
    }

    public ILimit Limit(int inFlight)
    {
        // Two limits of one worker's process would be one limit twice: this is the whole of a limit, cut for one worker.
        var tables = new WorkTables(store!);
        var window = new ConcurrencyWindow(64, 64);
        var rate = new RateLimit(null, null, TimeProvider.System);
        var slice = tables
            .SliceAsync(new SliceOrder("server", "worker#1", null, null, inFlight), CancellationToken.None)
            .GetAwaiter()
            .GetResult();
        window.Bound(slice.InFlight!.Value);
        return new FleetLimit(
            new ModelLimit(new RateLimit(null, null, TimeProvider.System), new ServerLimit(window, rate)),
            []
        );
    }

    public async Task<IResponseCache> CacheAsync()
    {
        await OpenAsync();
        int other = await new RunTables(store!).OpenAsync(
            Samples.Work(Guid.NewGuid().ToString()),
            CancellationToken.None
        );
        return new StoreCache(other, new CacheTable(store!), TimeSpan.FromSeconds(30), TimeProvider.System);
    }

    public async Task<IResponseJournal> JournalAsync()
    {
        await OpenAsync();
        return new StoreJournal(run, "worker", new WorkTables(store!), leases);
    }

    public async Task<IReadOnlyList<Response>> JournalledAsync()
    {
        var answers = await new RunTables(store!).AnswersAfterAsync(run, 0, 1000, CancellationToken.None);
        return
        [
            .. answers.Select(one =>
                System.Text.Json.JsonSerializer.Deserialize(one.Line, LogJson.Default.ResponseLine)!.ToResponse()
            ),
        ];
    }

    public async ValueTask DisposeAsync()
    {
        if (store is not null)
        {
            await store.DisposeAsync();
        }
    }

    private async Task OpenAsync()
    {
        if (store is null)
        {
            store = await FleetStore.OpenAsync(address, _ => { }, CancellationToken.None);
            run = await new RunTables(store).OpenAsync(Samples.Work("suite/run"), CancellationToken.None);
        }
    }

    private async Task<IReadOnlyList<Request>> DealAsync(int count)
    {
        var all = Enumerable.Range(0, count).Select(Samples.Request).ToArray();
        await Samples.HandInAsync(store!, run, all);
        var dealt = await new WorkTables(store!).DealAsync(
            run,
            [new DealOrder("worker", "model", count)],
            TimeSpan.FromMinutes(1),
            CancellationToken.None
        );
        foreach (var one in dealt[0])
        {
            var request = all.Single(request => Samples.Key(request).ToGuid() == one.Key);
            leases.TryTake(request, new DealtRequest(one.Key, one.Token, one.Prompt, one.Line));
        }

        return all;
    }
}

/// <summary>Requests, responses and runs for tests.</summary>
internal static class Samples
{
    public static Request Request(int number)
    {
        string text = FormattableString.Invariant($"question {number}");
        var sample = new Sample(
            FormattableString.Invariant($"s{number}"),
            new Dictionary<string, string>(),
            [],
            default
        );
        return new Request(
            Digest.Of(text),
            "task",
            sample,
            "model",
            0,
            new Prompt([new Turn(Role.User, text)], Digest.Of("prompt", text)),
            new Generation(MaxTokens: 8)
        );
    }

    public static Response Response(Request request, string text = "yes") =>
        new(
            request.Id,
            request.Task,
            request.Sample.Id,
            request.Model,
            request.Epoch,
            request.Prompt.Hash,
            Outcome.Answered
        )
        {
            Text = text,
            Attempts = 1,
            At = DateTimeOffset.UnixEpoch.AddDays(20_000),
        };

    public static FleetWork Work(string name) => new(name, "models: {}", "build", null, null, 0, 0, true);

    public static UInt128 Key(Request request) => Key128.Of(Digest.Of(request.Id, request.Task, request.Model));

    public static Task HandInAsync(FleetStore store, int run, IReadOnlyList<Request> requests, bool isAgain = false) =>
        new RunTables(store).HandInAsync(
            run,
            [
                .. requests.Select(one => new FleetQuestion(
                    Key(one),
                    one.Model,
                    one.Prompt,
                    FleetLine.Write(one),
                    isAgain
                )),
            ],
            requests
                .DistinctBy(one => one.Prompt.Hash)
                .ToDictionary(
                    one => one.Prompt.Hash,
                    one =>
                        System.Text.Json.JsonSerializer.Serialize(
                            PromptLine.From(one.Prompt),
                            LogJson.Default.PromptLine
                        )
                ),
            CancellationToken.None
        );
}
