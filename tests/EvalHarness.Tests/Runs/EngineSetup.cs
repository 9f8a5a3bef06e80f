using System.Collections.Concurrent;
using EvalHarness.Core;
using EvalHarness.Logs;
using EvalHarness.Models;
using EvalHarness.Models.Providers;
using EvalHarness.Runs;
using EvalHarness.Tests.Logs;
using EvalHarness.Tests.Models;

namespace EvalHarness.Tests.Runs;

/// <summary>An engine over a real server on loopback and a real journal.</summary>
internal sealed class EngineSetup : IAsyncDisposable
{
    private readonly FaultServer server;

    private EngineSetup(FaultServer server, ConnectedModel model) => (this.server, Model) = (server, model);

    public static RetryPolicy Quick { get; } =
        new() { FirstWait = TimeSpan.FromMilliseconds(1), LongestWait = TimeSpan.FromMilliseconds(5) };

    public ConnectedModel Model { get; set; }

    public RunFolder Folder { get; } = LogSetup.NewFolder();

    public RecordingProgress Progress { get; } = new();

    public IReadOnlyCollection<FaultRequest> Sent => server.Requests;

    public static async Task<EngineSetup> StartAsync(Func<FaultRequest, FaultReply> script, TimeProvider? time = null)
    {
#pragma warning disable CA2000 // The setup owns it.
        var server = new FaultServer(script);
#pragma warning restore CA2000
        var context = ModelSetup.Context(time: time);
        var client = await new OpenAICompatible(server.Url, "m").ConnectAsync(context, CancellationToken.None);
        return new EngineSetup(server, new ConnectedModel("candidate", client) { Retries = Quick });
    }

    public static Task<EngineSetup> StartAsync(params FaultReply[] replies) =>
        StartAsync(request => replies[Math.Min(request.Number, replies.Length) - 1]);

    /// <summary>A server of its own that bears so many requests at a time, found by trying.</summary>
    public static ServerLimit Server(int most) =>
        new(new ConcurrencyWindow(most, 4), new RateLimit(null, null, TimeProvider.System));

    public static ModelLimit Limit(int most) => new(new RateLimit(null, null, TimeProvider.System), Server(most));

    public async Task RunAsync(IReadOnlyList<ModelRequests> work)
    {
        await using var journal = await ResponseJournal.OpenAsync(Folder, CancellationToken.None);
        await new RunEngine(journal, Progress).RunAsync(work);
    }

    public async Task<ModelRun> RunAsync(
        int requests,
        IBudget? budget = null,
        IResponseCache? cache = null,
        TimeProvider? time = null,
        CancellationToken drain = default,
        CancellationToken abandon = default
    )
    {
        await using var journal = await ResponseJournal.OpenAsync(Folder, CancellationToken.None);
        var engine = new RunEngine(journal, Progress)
        {
            Budget = budget ?? new RunBudget(null, null),
            Cache = cache,
            Time = time ?? TimeProvider.System,
        };
        return (
            await engine.RunAsync([new ModelRequests(Model, Requests(requests).ToAsyncEnumerable())], drain, abandon)
        )[0];
    }

    public Task<List<Response>> ReadAsync() => LogSetup.ReadAsync(Folder);

    public static IEnumerable<Request> Requests(int count, int? maxTokens = 8) =>
        Enumerable
            .Range(1, count)
            .Select(i => new Request(
                Digest.Of($"s{i}"),
                "sentiment",
                LogSetup.Sample($"s{i}", "positive"),
                "candidate",
                0,
                LogSetup.Prompt($"headline {i}"),
                new Generation(MaxTokens: maxTokens)
            ));

    public async ValueTask DisposeAsync()
    {
        Model.Client.Dispose();
        await server.DisposeAsync();
    }

    /// <summary>Remembers what it was told.</summary>
    internal sealed class RecordingProgress : IRunProgress
    {
        public ConcurrentQueue<string> Events { get; } = new();

        public event Action? OnSent;
        public event Action<TimeSpan>? OnRetrying;
        public event Action? OnSettled;

        public void Began(string model, long planned, long settled) => Events.Enqueue("began");

        public void Sent(string model)
        {
            Events.Enqueue("sent");
            OnSent?.Invoke();
        }

        public void Returned(string model) => Events.Enqueue("returned");

        public void Retrying(string model, Failure failure, TimeSpan wait)
        {
            Events.Enqueue("retrying");
            OnRetrying?.Invoke(wait);
        }

        public void Settled(Response response)
        {
            Events.Enqueue("settled");
            OnSettled?.Invoke();
        }

        public void Stopped(string model, string reason) => Events.Enqueue($"stopped: {reason}");
    }
}
