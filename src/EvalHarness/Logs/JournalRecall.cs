using EvalHarness.Core;
using Microsoft.Win32.SafeHandles;

namespace EvalHarness.Logs;

/// <summary>Finds responses of some models in a journal that is still being written: twenty-four bytes a response, and none held.</summary>
internal sealed class JournalRecall : IDisposable
{
    private readonly Dictionary<UInt128, long> places = [];
    private readonly IReadOnlySet<string> models;
    private readonly SafeFileHandle journal;
    private readonly Lock gate = new();

    private JournalRecall(IReadOnlySet<string> models, string file)
    {
        this.models = models;
        journal = File.OpenHandle(file, share: FileShare.ReadWrite | FileShare.Delete);
    }

    /// <summary>Reads what the journal holds already.</summary>
    /// <param name="file">The journal; it is there.</param>
    /// <param name="models">Names of the models whose responses may be asked for.</param>
    /// <param name="isOutcome">Whether an earlier failure counts as a response; where it does not, it is to be asked again.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async Task<JournalRecall> ReadAsync(
        string file,
        IReadOnlySet<string> models,
        Func<Response, bool> isOutcome,
        CancellationToken cancellationToken
    )
    {
        var recall = new JournalRecall(models, file);
        try
        {
            await using var reader = LineReader.Open(file);
            while (await reader.MoveNextAsync(cancellationToken))
            {
                if (LineKeys.TryRead(reader, out var keys) && models.Contains(keys.Model))
                {
                    recall.Note(keys, reader, isOutcome);
                }
            }

            return recall;
        }
        catch
        {
            recall.Dispose();
            throw;
        }
    }

    /// <summary>Takes note of a response that was just written.</summary>
    /// <param name="response">The response.</param>
    /// <param name="at">Where its line begins.</param>
    public void Note(Response response, long at)
    {
        if (!models.Contains(response.Model))
        {
            return;
        }

        lock (gate)
        {
            places[KeyOf(response.RequestId, response.Task, response.Model)] = at;
        }
    }

    /// <summary>The response to a request; null when the journal has none.</summary>
    /// <param name="request">The request.</param>
    public Response? Find(Request request)
    {
        long at;
        lock (gate)
        {
            if (!places.TryGetValue(KeyOf(request.Id, request.Task, request.Model), out at))
            {
                return null;
            }
        }

        byte[] buffer = new byte[4096];
        return ResponseText.Parse(PlainFile.ReadLine(journal, at, ref buffer).Span)
            ?? throw new IOException("the journal changed while it was read");
    }

    public void Dispose() => journal.Dispose();

    /// <summary>Of several lines for one request a settled one counts, whatever failed after it.</summary>
    private void Note(in LineKeys keys, LineReader reader, Func<Response, bool> isOutcome)
    {
        var key = KeyOf(keys.Request, keys.Task, keys.Model);
        if (
            JournalIndex.IsSettled(keys)
            || (!places.ContainsKey(key) && ResponseText.Parse(reader.Line.Span) is { } failed && isOutcome(failed))
        )
        {
            places[key] = reader.Offset;
        }
    }

    private static UInt128 KeyOf(string request, string task, string model) =>
        Key128.Of(Digest.Of(request, task, model));
}
