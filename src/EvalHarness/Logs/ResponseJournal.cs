using System.Buffers;
using System.Text.Json;
using EvalHarness.Core;

namespace EvalHarness.Logs;

/// <summary>The journal of a run: <c>responses.jsonl</c> with <c>prompts.jsonl</c> beside it.</summary>
/// <remarks>
/// A line is in the hands of the operating system before its response counts, so a killed process loses only what was in
/// flight. The disk is flushed behind that, many lines at a time, and once more at the end: a power cut loses at most the
/// last moments, which the next run asks again. A prompt is written before the first response to it.
/// </remarks>
internal sealed class ResponseJournal : IResponseJournal, IAsyncDisposable
{
    /// <summary>Flushing without a pause would keep a core busy with it; so a power cut may take this much with it.</summary>
    private static readonly TimeSpan FlushPace = TimeSpan.FromMilliseconds(50);

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? responseLine;

    private readonly string file;
    private readonly AppendFile responses;
    private readonly AppendFile prompts;
    private readonly KeySet knownPrompts;
    private readonly Lock gate = new();
    private readonly ArrayBufferWriter<byte> promptLine = new(1024);
    private readonly TaskCompletionSource closing = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private JournalRecall? recall;
    private Task flushing = Task.CompletedTask;
    private volatile bool isDirty;

    private ResponseJournal(string file, AppendFile responses, AppendFile prompts, KeySet knownPrompts) =>
        (this.file, this.responses, this.prompts, this.knownPrompts) = (file, responses, prompts, knownPrompts);

    /// <summary>Opens the journal of a run folder to append to it, mending the line that a killed run left torn.</summary>
    /// <param name="folder">The run folder.</param>
    /// <param name="cancellationToken">Ends the opening.</param>
    public static Task<ResponseJournal> OpenAsync(RunFolder folder, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(folder);
        return OpenAsync(folder, folder.ResponsesFile, cancellationToken);
    }

    /// <summary>Opens the journal of a run's judges in the same way.</summary>
    /// <param name="folder">The run folder.</param>
    /// <param name="cancellationToken">Ends the opening.</param>
    public static Task<ResponseJournal> OpenJudgementsAsync(RunFolder folder, CancellationToken cancellationToken) =>
        OpenAsync(folder, folder.JudgementsFile, cancellationToken);

    /// <summary>Opens the journal of what is asked again in the same way.</summary>
    /// <param name="folder">The run folder.</param>
    /// <param name="cancellationToken">Ends the opening.</param>
    public static Task<ResponseJournal> OpenRepeatsAsync(RunFolder folder, CancellationToken cancellationToken) =>
        OpenAsync(folder, folder.RepeatsFile, cancellationToken);

    private static async Task<ResponseJournal> OpenAsync(
        RunFolder folder,
        string responsesFile,
        CancellationToken cancellationToken
    )
    {
#pragma warning disable CA2000 // The journal owns both files, and what fails before it exists disposes of the first.
        var prompts = AppendFile.Open(folder.PromptsFile, IsObject);
        try
        {
            var known = new KeySet();
            var lines = JsonLines.ReadAsync(folder.PromptsFile, LogJson.Default.PromptLine, cancellationToken);
            await foreach (var line in lines)
            {
                known.Add(Key128.Of(line.Prompt));
            }

            return new ResponseJournal(responsesFile, AppendFile.Open(responsesFile, IsObject), prompts, known);
        }
        catch
        {
            prompts.Dispose();
            throw;
        }
#pragma warning restore CA2000
    }

    /// <summary>From now on finds the responses of some models again.</summary>
    /// <param name="models">Names of the models.</param>
    /// <param name="isOutcome">Whether an earlier failure counts as a response; where it does not, it is to be asked again.</param>
    /// <param name="cancellationToken">Ends the reading of what is there already.</param>
    internal async Task RememberAsync(
        IReadOnlySet<string> models,
        Func<Response, bool> isOutcome,
        CancellationToken cancellationToken
    ) => recall = await JournalRecall.ReadAsync(file, models, isOutcome, cancellationToken);

    /// <summary>The response to a request of a model that is remembered; null when there is none yet.</summary>
    /// <param name="request">The request.</param>
    internal Response? Recall(Request request) => recall?.Find(request);

    /// <inheritdoc/>
    /// <exception cref="IOException">It cannot be written, or what was written before cannot be flushed: a full disk.</exception>
    public ValueTask AppendAsync(Response response, Prompt prompt, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(response);
        ArgumentNullException.ThrowIfNull(prompt);
        cancellationToken.ThrowIfCancellationRequested();
        // Written by whoever has it, in a few microseconds: handing it to a writing task costs more than the write.
        var line = responseLine ??= new ArrayBufferWriter<byte>(1024);
        line.ResetWrittenCount();
        JsonLines.Write(line, ResponseLine.From(response), LogJson.Default.ResponseLine);
        var promptKey = Key128.Of(prompt.Hash);
        lock (gate)
        {
            if (!knownPrompts.Contains(promptKey))
            {
                AppendPrompt(prompt, promptKey);
            }

            long at = responses.Append(line.WrittenSpan);
            recall?.Note(response, at);
            FlushBehind();
        }
        return ValueTask.CompletedTask;
    }

    /// <summary>Flushes the disk and closes the files.</summary>
    public async ValueTask DisposeAsync()
    {
        closing.TrySetResult();
        try
        {
            await flushing;
            Flush();
        }
        finally
        {
            responses.Dispose();
            prompts.Dispose();
            recall?.Dispose();
        }
    }

    private void AppendPrompt(Prompt prompt, UInt128 key)
    {
        promptLine.ResetWrittenCount();
        JsonLines.Write(promptLine, PromptLine.From(prompt), LogJson.Default.PromptLine);
        prompts.Append(promptLine.WrittenSpan);
        knownPrompts.Add(key);
    }

    /// <summary>Lines gather for the next flush meanwhile, and nobody waits for the disk.</summary>
    private void FlushBehind()
    {
        isDirty = true;
        if (!flushing.IsCompleted)
        {
            return;
        }
        // A flush that failed must end the run: what it was for may be lost.
        flushing.GetAwaiter().GetResult();
        flushing = FlushAsync();
    }

    private async Task FlushAsync()
    {
        do
        {
            await Task.WhenAny(closing.Task, Task.Delay(FlushPace));
            Flush();
        } while (isDirty);
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
}
