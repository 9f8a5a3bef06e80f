using EvalHarness.Core;
using EvalHarness.Logs;

namespace EvalHarness.Runs;

/// <summary>What the journal of a run says of its requests: twenty to forty bytes a request, and no response.</summary>
/// <param name="local">Names of the models that cost nothing.</param>
/// <param name="stopped">Models that were no longer asked: what failed of theirs for a reason that may have passed is not settled. None by default.</param>
internal sealed class SettledRequests(IReadOnlySet<string> local, IEnumerable<string>? stopped = null)
{
    private readonly HashSet<string> stopped = new(stopped ?? [], StringComparer.Ordinal);
    private readonly KeySet answered = new();
    private readonly KeySet failed = new();

    /// <summary>Requests that came to their outcome, failed ones included.</summary>
    public long Count { get; private set; }

    /// <summary>What the budget was charged so far, in US dollars: what costs are unknown count with the most that they could be.</summary>
    public decimal SpentUsd { get; private set; }

    /// <summary>Attempts sent so far to models that cost.</summary>
    public long Sent { get; private set; }

    /// <summary>Requests that came to their outcome, by model.</summary>
    public Dictionary<string, long> ByModel { get; } = new(StringComparer.Ordinal);

    /// <summary>Reads the journal of a run.</summary>
    /// <param name="folder">The run folder.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task ReadAsync(RunFolder folder, CancellationToken cancellationToken)
    {
        await foreach (var response in RunLog.ReadResponsesAsync(folder, cancellationToken))
        {
            Add(response);
        }
    }

    /// <summary>Whether a request is left to be asked.</summary>
    /// <param name="request">The request.</param>
    /// <param name="failedOnly">Whether only those that failed are to be asked again.</param>
    public bool IsLeft(Request request, bool failedOnly)
    {
        var key = RequestIdentity.InRun(request.Id, request.Task, request.Model);
        bool hasFailed = failed.Contains(key) && !answered.Contains(key);
        return failedOnly ? hasFailed : !hasFailed && !answered.Contains(key);
    }

    /// <summary>Whether a request came to its outcome, a failure included.</summary>
    /// <param name="key">Its key in the run.</param>
    public bool Has(UInt128 key) => answered.Contains(key) || failed.Contains(key);

    private void Add(Response response)
    {
        var key = RequestIdentity.InRun(response.RequestId, response.Task, response.Model);
        bool isNew = !answered.Contains(key) && !failed.Contains(key);
        bool isOpen = stopped.Contains(response.Model) && AttemptFailures.MayPass(response.Failure);
        if (!isOpen)
        {
            (response.Outcome.IsMissing() ? failed : answered).Add(key);
        }

        if (response.AnsweredAt is null && !local.Contains(response.Model))
        {
            SpentUsd += response.ChargedUsd ?? response.CostUsd ?? 0;
            Sent += response.Attempts;
        }
        if (isOpen || !isNew)
        {
            return;
        }

        Count++;
        ByModel[response.Model] = ByModel.GetValueOrDefault(response.Model) + 1;
    }
}
