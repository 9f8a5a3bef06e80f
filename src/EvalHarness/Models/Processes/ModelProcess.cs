using System.Diagnostics;
using System.Text.Json;
using System.Threading.Channels;
using EvalHarness.Models.Wire;

namespace EvalHarness.Models.Processes;

/// <summary>One running copy of a program: sends it requests as lines and finds the answer to each by its number.</summary>
/// <remarks>
/// Nothing here waits for the program but the three loops that read and write its streams. When it ends, by itself or because of
/// what it did, all that it was started with goes too, and every request that it had fails at once.
/// </remarks>
internal sealed class ModelProcess : IDisposable
{
    /// <summary>How long what is left to be read of a process that has ended, or the end of one that closed its output, is waited for.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);

    private readonly Process process;
    private readonly ProcessMark mark;
    private readonly ProcessTerms terms;
    private readonly ErrorTail errors;
    private readonly Lock gate = new();
    private readonly Dictionary<long, Waiting> waiting = [];
    private readonly HashSet<long> givenUp = [];
    private readonly Channel<(long Id, ReadOnlyMemory<byte> Line)> outbox = Channel.CreateUnbounded<(
        long,
        ReadOnlyMemory<byte>
    )>();
    private readonly TaskCompletionSource ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long lastId;
    private long lastAnswer;
    private ProcessFault? fault;
    private bool isOver;

    private ModelProcess(Process process, ProcessMark mark, ErrorTail errors, ProcessTerms terms)
    {
        (this.process, this.mark, this.errors, this.terms) = (process, mark, errors, terms);
        lastAnswer = terms.Time.GetTimestamp();
        if (terms.StartTimeout is null)
        {
            ready.SetResult();
        }

        Ended = SuperviseAsync();
    }

    /// <summary>Whether it has answered anything.</summary>
    public bool HasAnswered { get; private set; }

    /// <summary>Done when the process and all that it started are gone, and every request that it had is settled.</summary>
    public Task Ended { get; }

    /// <summary>Done when it may be sent requests, or is over.</summary>
    public Task Ready => ready.Task;

    /// <summary>Requests that it has now; null when it takes none any more.</summary>
    public int? InFlight
    {
        get
        {
            lock (gate)
            {
                return isOver ? null : waiting.Count;
            }
        }
    }

    /// <summary>Starts a program.</summary>
    /// <param name="program">The program.</param>
    /// <param name="mark">What it and its descendants are known by.</param>
    /// <param name="errors">Where its error stream goes.</param>
    /// <param name="terms">What is asked of it.</param>
    /// <exception cref="System.ComponentModel.Win32Exception">It cannot be started.</exception>
    public static ModelProcess Start(ProgramStart program, ProcessMark mark, ErrorTail errors, ProcessTerms terms) =>
        new(program.Start(mark), mark, errors, terms);

    /// <summary>Sends a request; null when the process takes none any more.</summary>
    /// <param name="write">Writes the line of a request, by its number.</param>
    /// <param name="cancellationToken">Gives the request up; a process that answered nothing since it was sent hangs, and is ended.</param>
    public Task<JsonElement>? Ask(Func<long, ReadOnlyMemory<byte>> write, CancellationToken cancellationToken)
    {
        long id = Interlocked.Increment(ref lastId);
        var line = write(id);
        var mine = new Waiting(terms.Time.GetTimestamp());
        lock (gate)
        {
            if (isOver)
            {
                return null;
            }

            waiting.Add(id, mine);
            outbox.Writer.TryWrite((id, line));
        }

        return AnswerAsync(id, mine, cancellationToken);
    }

    /// <summary>Closes its input, by which a program ends in good order.</summary>
    public void Close() => outbox.Writer.TryComplete();

    /// <summary>Ends it with all that it started.</summary>
    /// <param name="why">What it did, for messages; null where it did nothing wrong.</param>
    public void End(ProcessFault? why)
    {
        lock (gate)
        {
            fault ??= why;
            isOver = true;
        }

        mark.Kill(process);
    }

    public void Dispose() => process.Dispose();

    private async Task<JsonElement> AnswerAsync(long id, Waiting mine, CancellationToken cancellationToken)
    {
        await using var registration = cancellationToken.UnsafeRegister(
            (_, token) => GiveUp(id, mine, token),
            state: null
        );
        return await mine.Answer.Task;
    }

    private void GiveUp(long id, Waiting given, CancellationToken token)
    {
        bool hangs;
        lock (gate)
        {
            if (!waiting.Remove(id))
            {
                return;
            }

            givenUp.Add(id);
            hangs = !isOver && ready.Task.IsCompleted && lastAnswer < given.Sent;
        }

        given.Answer.TrySetCanceled(token);
        if (hangs)
        {
            // Not on the caller's time: it cancels other requests with the same call.
            ThreadPool.UnsafeQueueUserWorkItem(
                static self => self.End(new("its program answered nothing until the time of a request was over")),
                this,
                preferLocal: false
            );
        }
    }

    private async Task SuperviseAsync()
    {
        var reading = ReadAsync();
        var writing = WriteAsync();
        var complaining = errors.ReadAsync(process.StandardError.BaseStream);
        var exit = process.WaitForExitAsync();
        var starting = StartAsync();
        await Task.WhenAny(reading, exit);
        bool wasSilent = !exit.IsCompleted && fault is null;
        lock (gate)
        {
            isOver = true;
        }

        // A child of it may hold its output open, and it may live on without any: neither is waited for long.
        await Task.WhenAny(Task.WhenAll(reading, exit), Task.Delay(Grace, terms.Time));
        wasSilent &= !exit.IsCompleted;
        mark.Kill(process);
        outbox.Writer.TryComplete();
        ready.TrySetResult();
        await Task.WhenAny(Task.WhenAll(reading, exit, writing, complaining, starting), Task.Delay(Grace, terms.Time));
        bool hasErrors = errors.Save();
        Settle(
            new ProcessEnd(
                fault ?? (wasSilent ? new ProcessFault("its program closed its output") : null),
                ExitCode(exit),
                hasErrors
            )
        );
        process.Dispose();
    }

    private int? ExitCode(Task exit) => exit.IsCompletedSuccessfully ? process.ExitCode : null;

    private void Settle(ProcessEnd end)
    {
        Waiting[] left;
        lock (gate)
        {
            left = [.. waiting.Values];
            waiting.Clear();
        }

        var failure = terms.OnEnded(this, end, left.Length);
        foreach (var one in left)
        {
            one.Answer.TrySetException(failure());
        }
    }

    /// <summary>A program that is given time to start must say that it has.</summary>
    private async Task StartAsync()
    {
        if (terms.StartTimeout is { } patience)
        {
            await Task.WhenAny(ready.Task, Task.Delay(patience, terms.Time));
            if (!ready.Task.IsCompleted)
            {
                string what = FormattableString.Invariant(
                    $"its program did not say {{\"ready\": true}} within {patience.TotalSeconds:0.###} s"
                );
                End(new ProcessFault(what));
            }
        }
    }

    private async Task WriteAsync()
    {
        var stream = process.StandardInput.BaseStream;
        try
        {
            await ready.Task;
            await foreach (var (id, line) in outbox.Reader.ReadAllAsync())
            {
                if (IsWanted(id))
                {
                    await stream.WriteAsync(line);
                    await stream.FlushAsync();
                }
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // It reads no more: what its output and its end tell is said there.
        }
        finally
        {
            await CloseAsync(stream);
        }
    }

    private static async Task CloseAsync(Stream stream)
    {
        try
        {
            await stream.DisposeAsync();
        }
        catch (IOException)
        {
            // The other end is gone.
        }
    }

    private bool IsWanted(long id)
    {
        lock (gate)
        {
            return !givenUp.Remove(id);
        }
    }

    private async Task ReadAsync()
    {
        try
        {
            var lines = LineReader.ReadAsync(
                process.StandardOutput.BaseStream,
                terms.MaxReplyBytes,
                CancellationToken.None
            );
            await foreach (var line in lines)
            {
                if (!Take(line))
                {
                    return;
                }
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // The process is gone.
        }
    }

    /// <summary>Takes a line; says whether more can be believed of this process.</summary>
    private bool Take(OutputLine line)
    {
        var (answer, wrong) = AnswerLine.Read(line, terms.MaxReplyBytes);
        if (answer is { } said && Take(said) is { } untrue)
        {
            wrong = new ProcessFault(untrue, IsUntrue: true);
        }

        if (wrong is not null)
        {
            End(wrong);
        }

        return wrong is null;
    }

    /// <summary>Takes an answer; says what is untrue about it, null where nothing is.</summary>
    private string? Take(JsonElement answer)
    {
        if (!answer.TryGetProperty("id", out var named))
        {
            if (answer.TryGetProperty("ready", out var said) && said.ValueKind == JsonValueKind.True)
            {
                lastAnswer = terms.Time.GetTimestamp();
                ready.TrySetResult();
                return null;
            }

            return "its program wrote an answer without 'id'";
        }

        long id = WireText.Count(named) ?? -1;
        Waiting? asked;
        lock (gate)
        {
            if (!waiting.Remove(id, out asked))
            {
                return givenUp.Remove(id) ? null
                    : id >= 1 && id <= Volatile.Read(ref lastId) ? "its program answered one request twice"
                    : "its program wrote an answer with an 'id' that it was never sent";
            }

            lastAnswer = terms.Time.GetTimestamp();
            HasAnswered = true;
        }

        asked.Answer.TrySetResult(answer);
        return null;
    }

    /// <summary>A request that the process has.</summary>
    private sealed class Waiting(long sent)
    {
        public long Sent => sent;

        public TaskCompletionSource<JsonElement> Answer { get; } =
            new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
