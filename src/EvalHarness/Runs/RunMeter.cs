using System.Collections.Concurrent;
using System.Collections.Immutable;
using EvalHarness.Core;

namespace EvalHarness.Runs;

/// <summary>Counts how a run goes, for whoever shows it.</summary>
/// <param name="time">The clock.</param>
/// <param name="note">Is given each note; nobody by default.</param>
public sealed class RunMeter(TimeProvider time, Action<string>? note = null) : IRunProgress
{
    private readonly ConcurrentDictionary<string, Lane> lanes = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> order = new();
    private volatile bool isAsking;

    /// <summary>Whether models are being asked.</summary>
    public bool IsAsking => isAsking;

    /// <summary>How it stands now, model by model in the order in which they began.</summary>
    public ImmutableArray<ModelProgress> Snapshot() => [.. order.Select(model => lanes[model].Snapshot(time))];

    /// <inheritdoc/>
    public void Asking() => isAsking = true;

    /// <inheritdoc/>
    public void Asked() => isAsking = false;

    /// <inheritdoc/>
    public void Began(string model, long planned, long settled)
    {
        // A run that looks at its data on the way begins each stretch anew.
        if (lanes.TryAdd(model, new Lane(model, planned, settled, time.GetTimestamp())))
        {
            order.Enqueue(model);
        }
    }

    /// <inheritdoc/>
    public void Sent(string model) => Interlocked.Increment(ref lanes[model].InFlight);

    /// <inheritdoc/>
    public void Returned(string model) => Interlocked.Decrement(ref lanes[model].InFlight);

    /// <inheritdoc/>
    public void Retrying(string model, Failure failure, TimeSpan wait) =>
        Interlocked.Increment(ref lanes[model].Retries);

    /// <inheritdoc/>
    public void Settled(Response response)
    {
        ArgumentNullException.ThrowIfNull(response);
        lanes[response.Model].Add(response);
    }

    /// <inheritdoc/>
    public void Waiting(string model, string? what)
    {
        // What is waited for may be known before the model is asked.
        if (lanes.TryGetValue(model, out var lane))
        {
            lane.Waiting = what;
        }
    }

    /// <inheritdoc/>
    public void Stopped(string model, string reason) => lanes[model].Stopped = reason;

    /// <inheritdoc/>
    void IRunProgress.Noted(string text) => note?.Invoke(text);

    private sealed class Lane(string model, long planned, long settled, long begun)
    {
        private readonly Lock gate = new();
        private long done;
        private long cached;
        private long failed;
        private decimal spentUsd;

        public long InFlight;
        public long Retries;
        public volatile string? Stopped;
        public volatile string? Waiting;

        public void Add(Response response)
        {
            lock (gate)
            {
                done++;
                if (response.Outcome == Outcome.Failed)
                {
                    failed++;
                }

                if (response.AnsweredAt is not null)
                {
                    cached++;
                }
                else
                {
                    spentUsd += response.CostUsd ?? 0;
                }
            }
        }

        public ModelProgress Snapshot(TimeProvider time)
        {
            lock (gate)
            {
                double elapsed = time.GetElapsedTime(begun).TotalSeconds;
                double rate = elapsed > 0 ? done / elapsed : 0;
                long left = Math.Max(0, planned - settled - done);
                return new ModelProgress(model, planned, settled + done)
                {
                    Failed = failed,
                    Cached = cached,
                    InFlight = Interlocked.Read(ref InFlight),
                    Retries = Interlocked.Read(ref Retries),
                    PerSecond = rate,
                    SpentUsd = spentUsd,
                    Left = rate > 0 && Stopped is null ? TimeSpan.FromSeconds(Math.Min(left / rate, 1e9)) : null,
                    Stopped = Stopped,
                    Waiting = Stopped is null ? Waiting : null,
                };
            }
        }
    }
}
