using System.Collections.Immutable;
using System.ComponentModel;
using EvalHarness.Core;
using Microsoft.Extensions.AI;

namespace EvalHarness.Models.Processes;

/// <summary>Asks copies of a program, each started when it is first needed and again when it has ended.</summary>
internal sealed class CommandClient : WholeAnswerClient
{
    /// <summary>Ends in a row without a single answer after which the program is taken to be broken, and not a request.</summary>
    private const int EndsInVain = 5;

    /// <summary>How long a program may take to end in good order once its input is closed.</summary>
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(2);

    private readonly ProgramStart program;
    private readonly CommandWire wire;
    private readonly string model;
    private readonly ImmutableArray<ErrorTail> errors;
    private readonly (int MaxReplyBytes, TimeSpan? StartTimeout) limits;
    private readonly TimeProvider time;
    private readonly ProcessMark mark = ProcessMark.Create();
    private readonly Lock gate = new();
    private readonly ModelProcess?[] processes;
    private OrphanWatch? watch;
    private ModelException? untold;
    private int started;
    private int inVain;
    private bool isDisposed;

    /// <summary>A client that has started nothing yet.</summary>
    /// <param name="program">The program.</param>
    /// <param name="model">Name of the model, for messages.</param>
    /// <param name="wire">Writes requests and reads answers.</param>
    /// <param name="errors">Where the error stream of each copy goes that may run side by side with the others.</param>
    /// <param name="limits">Longest line of an answer; how long a copy may take to say that it is ready, null where it is not asked to.</param>
    /// <param name="time">The clock.</param>
    public CommandClient(
        ProgramStart program,
        string model,
        CommandWire wire,
        ImmutableArray<ErrorTail> errors,
        (int MaxReplyBytes, TimeSpan? StartTimeout) limits,
        TimeProvider time
    )
    {
        (this.program, this.model, this.wire) = (program, model, wire);
        (this.errors, this.limits, this.time) = (errors, limits, time);
        processes = new ModelProcess?[errors.Length];
        AppDomain.CurrentDomain.ProcessExit += EndAll;
    }

    /// <summary>Starts all copies and waits until they say that they are ready, or are over: loading is no part of an answer's time.</summary>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var starting = new List<Task>();
        try
        {
            lock (gate)
            {
                starting.AddRange(Enumerable.Range(0, processes.Length).Select(place => Start(place).Ready));
            }
        }
        catch (ModelException)
        {
            // The requests will be told.
        }

        await Task.WhenAll(starting).WaitAsync(cancellationToken);
    }

    public override async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        CancellationToken cancellationToken = default
    )
    {
        var line = CommandWire.Prepare(messages, options);
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (process, closing) = Take();
            if (process?.Ask(line, cancellationToken) is { } answer)
            {
                return wire.Read(await answer);
            }

            await closing.WaitAsync(cancellationToken);
        }
    }

    protected override void Dispose(bool disposing)
    {
        AppDomain.CurrentDomain.ProcessExit -= EndAll;
        ModelProcess[] running;
        lock (gate)
        {
            isDisposed = true;
            running = [.. processes.OfType<ModelProcess>()];
        }

        Task[] ends = [.. running.Select(process => process.Ended)];
        Array.ForEach(running, process => process.Close());
        Task.WaitAll(ends, Farewell);
        Array.ForEach(running, process => process.End(null));
        Task.WaitAll(ends, Farewell);
        // Of copies that ended before, something may be left.
        mark.KillAll();
        watch?.Dispose();
        base.Dispose(disposing);
    }

    /// <summary>
    /// The copy with the least to do; a new one where all are busy and more may run. No copy takes the place of one that is not
    /// gone yet: what it held, the memory of a card or a lock, is free only then.
    /// </summary>
    /// <returns>The copy; null where none may run before a place is free, and when one is.</returns>
    private (ModelProcess? Process, Task Closing) Take()
    {
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(isDisposed, this);
            if (untold is { } told)
            {
                untold = null;
                throw told;
            }

            (ModelProcess Process, int InFlight)? idlest = null;
            int free = -1;
            for (int place = processes.Length - 1; place >= 0; place--)
            {
                if (processes[place] is not { Ended.IsCompleted: false } running)
                {
                    free = place;
                }
                else if (running.InFlight is { } inFlight && !(inFlight > idlest?.InFlight))
                {
                    idlest = (running, inFlight);
                }
            }

            return idlest is { } one && (one.InFlight == 0 || free < 0) ? (one.Process, one.Process.Ended)
                : free >= 0 ? (Start(free), Task.CompletedTask)
                : (null, Task.WhenAny(processes.Select(process => process!.Ended)));
        }
    }

    private ModelProcess Start(int place)
    {
        try
        {
            watch ??= OrphanWatch.Start(mark);
            var tail = errors[place];
            var terms = new ProcessTerms(
                limits.MaxReplyBytes,
                limits.StartTimeout,
                time,
                (process, end, left) => NoteEnd(process, end, left, tail.Shown)
            );
            return processes[place] = ModelProcess.Start(program, mark.Of(++started), tail, terms);
        }
        catch (Exception e) when (e is Win32Exception or IOException)
        {
            throw new ModelException(
                new Failure("connection", null, $"model '{model}': its program cannot be started"),
                isTransient: false,
                null,
                e
            )
            {
                Reach = FailureReach.Model,
            };
        }
    }

    /// <summary>Notes the end of a process; gives what makes the failure of each request that it had.</summary>
    private Func<ModelException> NoteEnd(ModelProcess process, ProcessEnd end, int left, string shown)
    {
        lock (gate)
        {
            inVain = process.HasAnswered ? 0 : inVain + 1;
            int times = inVain;
            ModelException Failure() => Describe(end, times, shown);
            if (left == 0 && end.Fault is not null && !isDisposed)
            {
                // Nobody was waiting to be told, and what it did must not go unnoticed.
                untold = Failure();
            }

            return Failure;
        }
    }

    private ModelException Describe(ProcessEnd end, int times, string shown)
    {
        bool isBroken = times >= EndsInVain;
        string code = end.ExitCode is { } known ? FormattableString.Invariant($"exit code {known}") : "no exit code";
        string what = end.Fault?.What ?? $"its program ended with {code} before it had answered";
        string often = isBroken ? FormattableString.Invariant($", {times} times in a row without any answer") : "";
        string where = end.HasErrors ? $"; what it wrote to its error stream is in {shown}" : "";
        bool isUntrue = end.Fault?.IsUntrue == true;
        string kind = end.Fault is null ? "connection" : "body";
        return new ModelException(
            new Failure(kind, null, $"model '{model}': {what}{often}{where}"),
            isTransient: !isBroken && !isUntrue
        )
        {
            Reach = isBroken || isUntrue ? FailureReach.Model : FailureReach.World,
        };
    }

    private void EndAll(object? sender, EventArgs e)
    {
        lock (gate)
        {
            Array.ForEach(processes, process => process?.End(null));
        }
    }
}
