using System.Buffers;
using System.Text.Json;
using System.Threading.Channels;
using EvalHarness.Core;

namespace EvalHarness.Logs;

/// <summary>The journal of a run: <c>responses.jsonl</c> with <c>prompts.jsonl</c> beside it, written by one loop.</summary>
/// <remarks>
/// A line is in the hands of the operating system before its response counts, so a killed process loses only what was in
/// flight. The disk is flushed behind that, many lines at a time: a power cut loses at most the last moments, which the
/// next run asks again. A prompt is written before the first response to it.
/// </remarks>
public sealed class ResponseJournal : IResponseJournal, IAsyncDisposable
{
    private const int Capacity = 1024;

    private readonly AppendFile responses;
    private readonly AppendFile prompts;
    private readonly KeySet knownPrompts;
    private readonly Channel<Entry> entries = Channel.CreateBounded<Entry>(
        new BoundedChannelOptions(Capacity) { SingleReader = true }
    );
    private readonly Task writing;
    private Task flushing = Task.CompletedTask;
    private volatile bool isDirty;

    private ResponseJournal(AppendFile responses, AppendFile prompts, KeySet knownPrompts)
    {
        this.responses = responses;
        this.prompts = prompts;
        this.knownPrompts = knownPrompts;
        writing = WriteAsync();
    }

    /// <summary>Opens the journal of a run folder to append to it, mending the line that a killed run left torn.</summary>
    /// <param name="folder">The run folder.</param>
    /// <param name="cancellationToken">Ends the opening.</param>
    public static async Task<ResponseJournal> OpenAsync(RunFolder folder, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(folder);
        var prompts = AppendFile.Open(folder.PromptsFile, IsObject);
        try
        {
            var known = new KeySet();
            await foreach (var line in JsonLines.ReadAsync(folder.PromptsFile, LogJson.Default.PromptLine, cancellationToken))
                known.Add(Key128.Of(line.Prompt));
            return new ResponseJournal(AppendFile.Open(folder.ResponsesFile, IsObject), prompts, known);
        }
        catch
        {
            prompts.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask AppendAsync(Response response, Prompt prompt, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(response);
        var line = new ArrayBufferWriter<byte>(512);
        JsonLines.Write(line, ResponseLine.From(response), LogJson.Default.ResponseLine);
        var entry = new Entry(line.WrittenMemory, prompt, new(TaskCreationOptions.RunContinuationsAsynchronously));
        await entries.Writer.WriteAsync(entry, cancellationToken);
        await entry.Written.Task.WaitAsync(cancellationToken);
    }

    /// <summary>Writes what is waiting, flushes the disk and closes the files.</summary>
    public async ValueTask DisposeAsync()
    {
        entries.Writer.TryComplete();
        try
        {
            await writing;
            await flushing;
            Flush();
        }
        finally
        {
            responses.Dispose();
            prompts.Dispose();
        }
    }

    private async Task WriteAsync()
    {
        var batch = new List<Entry>();
        var lines = new ArrayBufferWriter<byte>(64 * 1024);
        while (await entries.Reader.WaitToReadAsync())
        {
            while (batch.Count < Capacity && entries.Reader.TryRead(out var entry))
                batch.Add(entry);
            try
            {
                Write(batch, lines);
            }
            catch (IOException failed)
            {
                await FailAsync(batch, failed);
                throw;
            }
            batch.ForEach(entry => entry.Written.TrySetResult());
            batch.Clear();
        }
    }

    private void Write(List<Entry> batch, ArrayBufferWriter<byte> lines)
    {
        lines.ResetWrittenCount();
        foreach (var entry in batch)
            if (knownPrompts.Add(Key128.Of(entry.Prompt.Hash)))
                JsonLines.Write(lines, PromptLine.From(entry.Prompt), LogJson.Default.PromptLine);
        if (lines.WrittenCount > 0)
            prompts.Append(lines.WrittenSpan);
        lines.ResetWrittenCount();
        foreach (var entry in batch)
            lines.Write(entry.Line.Span);
        responses.Append(lines.WrittenSpan);
        isDirty = true;
        if (!flushing.IsCompleted)
            return;
        flushing.GetAwaiter().GetResult();
        flushing = FlushBehindAsync();
    }

    /// <summary>A full disk: whoever waits must know, and nobody may go on paying for answers that cannot be kept.</summary>
    private async Task FailAsync(List<Entry> batch, IOException failed)
    {
        entries.Writer.TryComplete(failed);
        while (entries.Reader.TryRead(out var entry))
            batch.Add(entry);
        batch.ForEach(entry => entry.Written.TrySetException(failed));
        await flushing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>Flushes beside the writing, so that nobody waits for the disk; lines gather for the next flush meanwhile.</summary>
    private async Task FlushBehindAsync()
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        while (isDirty)
            Flush();
    }

    private void Flush()
    {
        isDirty = false;
        prompts.Flush();
        responses.Flush();
    }

    private static bool IsObject(ReadOnlySpan<byte> line)
    {
        try
        {
            var reader = new Utf8JsonReader(line);
            return reader.Read() && reader.TokenType == JsonTokenType.StartObject && reader.TrySkip() && !reader.Read();
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private readonly record struct Entry(ReadOnlyMemory<byte> Line, Prompt Prompt, TaskCompletionSource Written);
}
