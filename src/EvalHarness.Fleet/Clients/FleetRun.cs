using System.Collections.Concurrent;
using System.Text.Json;
using EvalHarness.Core;
using EvalHarness.Fleet.Store;
using EvalHarness.Logs;
using EvalHarness.Runs.Fleets;

namespace EvalHarness.Fleet.Clients;

/// <summary>A run whose models a fleet asks: hands requests to the store, many at a time, and reads their answers from there.</summary>
internal sealed class FleetRun : IFleet
{
    private const int Most = 1000;
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan SlowPace = TimeSpan.FromSeconds(2);

    private readonly FleetStore store;
    private readonly RunTables tables;
    private readonly FleetWork work;
    private readonly int run;
    private readonly Gaps gaps;
    private readonly ConcurrentDictionary<Guid, Waiting> waiting = new();
    private readonly ConcurrentDictionary<string, byte> knownPrompts = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, byte> stopping = new(StringComparer.Ordinal);
    private readonly Batcher<FleetQuestion, bool> handingIn;
    private readonly CancellationTokenSource ended = new();
    private Task reading = Task.CompletedTask;
    private volatile Exception? fault;

    private FleetRun(FleetStore store, FleetWork work, int run, long last)
    {
        (this.store, this.work, this.run) = (store, work, run);
        (tables, gaps) = (new RunTables(store), new Gaps(last));
        handingIn = new Batcher<FleetQuestion, bool>(HandInAsync, Most);
    }

    /// <summary>Tells the store of a run, and begins to read its answers.</summary>
    /// <param name="store">The store; this run's from now on.</param>
    /// <param name="work">The run.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task<FleetRun> OpenAsync(FleetStore store, FleetWork work, CancellationToken cancellationToken)
    {
        var tables = new RunTables(store);
        int id = await tables.OpenAsync(work, cancellationToken);
        var run = new FleetRun(store, work, id, await tables.LastAnswerAsync(id, cancellationToken));
        run.reading = run.ReadOrTellAsync();
        return run;
    }

    /// <inheritdoc/>
    public async Task<FleetAnswer> AskAsync(FleetQuestion question, CancellationToken stop, CancellationToken abandon)
    {
        var one = new Waiting(question.Model);
        waiting[question.Key.ToGuid()] = one;
        try
        {
            if (fault is { } broken)
            {
                throw new IOException($"the store cannot be read: {broken.Message}", broken);
            }

            await handingIn.AddAsync(question);
            await using var stopped = stop.UnsafeRegister(_ => TakeBack(question.Model, null), null);
            return await one.Answer.Task.WaitAsync(abandon);
        }
        finally
        {
            waiting.TryRemove(question.Key.ToGuid(), out _);
        }
    }

    /// <inheritdoc/>
    public async ValueTask<FleetTally> ReadAsync(CancellationToken cancellationToken) =>
        await tables.TallyAsync(run, work.Version, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask CloseAsync() => await tables.CloseAsync(run, CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        await ended.CancelAsync();
        await reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await store.DisposeAsync();
        ended.Dispose();
    }

    private async Task<IReadOnlyList<bool>> HandInAsync(IReadOnlyList<FleetQuestion> questions)
    {
        var prompts = questions
            .Where(one => !knownPrompts.ContainsKey(one.Prompt.Hash))
            .DistinctBy(one => one.Prompt.Hash)
            .ToDictionary(
                one => one.Prompt.Hash,
                one => JsonSerializer.Serialize(PromptLine.From(one.Prompt), LogJson.Default.PromptLine)
            );
        await tables.HandInAsync(run, questions, prompts, CancellationToken.None);
        foreach (string hash in prompts.Keys)
        {
            knownPrompts[hash] = 0;
        }

        // What the store had the answer to before, from an execution of the run that ended meanwhile.
        Take(await tables.AnswersToAsync(run, [.. questions.Select(one => one.Key.ToGuid())], CancellationToken.None));
        return new bool[questions.Count];
    }

    /// <summary>Whoever waits for an answer must not wait for a reading that ended.</summary>
    private async Task ReadOrTellAsync()
    {
        try
        {
            await ReadOnAsync();
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            // Nobody waits any more.
        }
#pragma warning disable CA1031 // It is told to all who wait.
        catch (Exception e)
#pragma warning restore CA1031
        {
            fault = e;
            foreach (var one in waiting.Values)
            {
                one.Answer.TrySetException(new IOException($"the store cannot be read: {e.Message}", e));
            }
        }
    }

    private async Task ReadOnAsync()
    {
        long looked = 0;
        while (!ended.IsCancellationRequested)
        {
            var came = await tables.AnswersAfterAsync(run, gaps.Last, Most, ended.Token);
            gaps.Note(came.Select(one => one.Place), Environment.TickCount64);
            Take(came);
            if (Environment.TickCount64 - looked > SlowPace.TotalMilliseconds)
            {
                looked = Environment.TickCount64;
                await LookAsync();
            }

            if (came.Count < Most)
            {
                await Task.Delay(Pace, ended.Token);
            }
        }
    }

    /// <summary>What the quick reading does not see: answers that became visible late, and models that are asked no more.</summary>
    private async Task LookAsync()
    {
        if (gaps.Open(Environment.TickCount64) is { Length: > 0 } places)
        {
            var late = await tables.AnswersAtAsync(run, places, ended.Token);
            gaps.Close(late.Select(one => one.Place));
            Take(late);
        }

        foreach (var (model, reason) in await tables.StopsAsync(run, ended.Token))
        {
            TakeBack(model, reason);
        }
    }

    private void Take(IEnumerable<StoredAnswer> answers)
    {
        foreach (var answer in answers)
        {
            if (waiting.TryGetValue(answer.Key, out var one))
            {
                one.Answer.TrySetResult(new FleetAnswer(Read(answer), answer.Reach));
            }
        }
    }

    /// <summary>The response, with what lost workers may have paid for the same request.</summary>
    private static Response Read(StoredAnswer answer)
    {
        var response = JsonSerializer.Deserialize(answer.Line, LogJson.Default.ResponseLine)!.ToResponse();
        return answer.LostAttempts == 0
            ? response
            : response with
            {
                Attempts = response.Attempts + answer.LostAttempts,
                ChargedUsd = (response.ChargedUsd ?? response.CostUsd ?? 0) + answer.LostUsd,
            };
    }

    private void TakeBack(string model, string? reason)
    {
        if (stopping.TryAdd(model, 0))
        {
            _ = TakeBackAsync(model, reason);
        }
    }

    /// <summary>Takes back what no worker has sent, until nothing is waited for: what was being handed in comes later.</summary>
    private async Task TakeBackAsync(string model, string? reason)
    {
        try
        {
            while (!ended.IsCancellationRequested && waiting.Values.Any(one => one.Model == model))
            {
                foreach (var key in await tables.TakeBackAsync(run, model, ended.Token))
                {
                    if (waiting.TryGetValue(key, out var one))
                    {
                        one.End(reason);
                    }
                }

                await Task.Delay(Pace, ended.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // Nobody waits any more.
        }
        finally
        {
            stopping.TryRemove(model, out _);
        }
    }

    /// <summary>A request that is with the fleet.</summary>
    private sealed class Waiting(string model)
    {
        public string Model => model;

        public TaskCompletionSource<FleetAnswer> Answer { get; } =
            new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>It will not be asked.</summary>
        public void End(string? reason)
        {
            if (reason is null)
            {
                Answer.TrySetCanceled();
            }
            else
            {
                Answer.TrySetResult(new FleetAnswer(null, Refused: reason));
            }
        }
    }
}
