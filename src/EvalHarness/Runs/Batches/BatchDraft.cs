using EvalHarness.Core;
using EvalHarness.Models;
using EvalHarness.Models.Batches;

namespace EvalHarness.Runs.Batches;

/// <summary>Requests that gather for a batch.</summary>
/// <param name="service">The service that it is for.</param>
/// <param name="size">Most requests in it.</param>
internal sealed class BatchDraft(IBatchService service, int size)
{
    /// <summary>Stands for the tag, which is drawn when the batch is written down; all are as long.</summary>
    private static readonly BatchTicket Sketch = new(new string('0', TagLength), "", 0, default);

    private readonly int most = Math.Min(size, service.MostRequests);
    private readonly List<Request> requests = [];
    private long bytes;

    /// <summary>Length of a tag.</summary>
    public const int TagLength = 26;

    /// <summary>The requests, in order.</summary>
    public IReadOnlyList<Request> Requests => requests;

    /// <summary>Whether no more requests fit.</summary>
    public bool IsFull => requests.Count >= most;

    /// <summary>Adds a request; false where it would make the batch too long, and it is not the only one.</summary>
    /// <param name="request">The request.</param>
    public bool TryAdd(Request request)
    {
        string id = Sketch.CustomId(HeldBatch.KeyOf(request));
        long more = service.Write(id, request.Prompt.ToMessages(), request.ToChatOptions()).Length + 1;
        if (requests.Count > 0 && bytes + more > service.MostBytes)
        {
            return false;
        }

        requests.Add(request);
        bytes += more;
        return true;
    }

    /// <summary>Takes the first requests out.</summary>
    /// <param name="count">How many.</param>
    public List<Request> Take(int count)
    {
        var taken = requests[..count];
        requests.RemoveRange(0, count);
        bytes = requests.Count == 0 ? 0 : bytes;
        return taken;
    }
}
