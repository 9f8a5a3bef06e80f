using System.Globalization;
using EvalHarness.Core;
using EvalHarness.Models;

namespace EvalHarness.Runs;

/// <summary>Notices that a model is out of order, so that a run does not ask it a hundred thousand times in vain.</summary>
/// <remarks>
/// It counts by what failures are about (<see cref="FailureReach"/>; a graver one counts with the lighter) and by share: it opens
/// when the last 5 requests, or 10 of the last 20, failed for what concerns every request; the last 20, or 40 of the last 50, for
/// what was attempted in vain, such as a dead host; the last 50, or 90 of the last 100, for what may lie in single requests. While
/// it is open, one request at a time probes whether the model is back, after waits that grow; an answer closes it, and when all
/// probes fail the model is left alone. The pattern: Michael Nygard, Release It!, 2007.
/// </remarks>
/// <param name="firstWait">Wait before the first probe of a model that may be out for a while.</param>
/// <param name="time">The clock.</param>
internal sealed class CircuitBreaker(TimeSpan firstWait, TimeProvider time)
{
    /// <summary>When it opens, the gravest first.</summary>
    private static readonly Rule[] Rules =
    [
        new(FailureReach.Model, InARow: 5, Of: 20, Share: 10, Probes: 2),
        new(FailureReach.World, InARow: 20, Of: 50, Share: 40, Probes: 3),
        new(FailureReach.Request, InARow: 50, Of: 100, Share: 90, Probes: 3),
    ];

    private const int WaitGrowth = 4;

    private readonly Lock gate = new();
    private readonly Queue<FailureReach?> recent = new();
    private Opening? open;
    private TaskCompletionSource changed = NewSignal();

    /// <summary>Waits until the model may be asked: at once, or as the next probe of one that seems out of order.</summary>
    /// <param name="stop">Ends the waiting.</param>
    /// <returns>Whether the request is a probe.</returns>
    public async ValueTask<bool> PassAsync(CancellationToken stop)
    {
        while (true)
        {
            Task? answer = null;
            var wait = TimeSpan.Zero;
            lock (gate)
            {
                if (open is null)
                {
                    return false;
                }

                if (open.IsProbing)
                {
                    answer = changed.Task;
                }
                else
                {
                    open.IsProbing = true;
                    wait =
                        open.Rule.Reach == FailureReach.Request ? wait : firstWait * Math.Pow(WaitGrowth, open.Failed);
                }
            }

            if (answer is null)
            {
                await Task.Delay(wait, time, stop);
                return true;
            }

            await answer.WaitAsync(stop);
        }
    }

    /// <summary>Notes what became of a request.</summary>
    /// <param name="failure">Why it failed; null where it did not.</param>
    /// <param name="reach">What the failure is about; null where it did not fail.</param>
    /// <param name="isProbe">Whether it was a probe.</param>
    /// <returns>Why the model is to be left alone from now on; null when it is not.</returns>
    public string? Observe(Failure? failure, FailureReach? reach, bool isProbe)
    {
        lock (gate)
        {
            if (failure is null || reach is not { } about)
            {
                Note(null);
                Close();
                return null;
            }

            Note(about);
            if (open is null && Rules.FirstOrDefault(IsBroken) is { } rule)
            {
                open = new Opening(rule);
            }

            return isProbe && open is not null ? CountProbe(open, failure) : null;
        }
    }

    /// <summary>A request came to no outcome; where it was a probe, the next one takes its place.</summary>
    /// <param name="isProbe">Whether it was a probe.</param>
    public void GiveUpProbe(bool isProbe)
    {
        lock (gate)
        {
            if (isProbe && open is not null)
            {
                open.IsProbing = false;
                Signal();
            }
        }
    }

    private string? CountProbe(Opening opening, Failure failure)
    {
        opening.IsProbing = false;
        opening.Failed++;
        Signal();
        return opening.Failed < opening.Rule.Probes
            ? null
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{recent.Count(reach => reach is not null)} of the last {recent.Count} requests failed, the last {opening.Failed} of them asked one by one: {failure.Message}"
            );
    }

    private void Close()
    {
        if (open is null)
        {
            return;
        }

        open = null;
        recent.Clear();
        Signal();
    }

    private bool IsBroken(Rule rule)
    {
        bool Counts(FailureReach? reach) => reach >= rule.Reach;
        return recent.Count >= rule.InARow && recent.TakeLast(rule.InARow).All(Counts)
            || recent.Count >= rule.Of && recent.TakeLast(rule.Of).Count(Counts) >= rule.Share;
    }

    private void Note(FailureReach? reach)
    {
        if (recent.Count == Rules[^1].Of)
        {
            recent.Dequeue();
        }

        recent.Enqueue(reach);
    }

    private void Signal()
    {
        changed.TrySetResult();
        changed = NewSignal();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>When failures open the breaker: so many in a row, or a share of so many; and how many probes it is given.</summary>
    private sealed record Rule(FailureReach Reach, int InARow, int Of, int Share, int Probes);

    /// <summary>How the probing of an open breaker goes.</summary>
    private sealed class Opening(Rule rule)
    {
        public Rule Rule => rule;

        public int Failed { get; set; }

        public bool IsProbing { get; set; }
    }
}
