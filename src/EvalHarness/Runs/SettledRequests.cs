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
    private readonly KeySet open = new();
    private readonly Dictionary<(string Task, string Model), decimal> spent = [];

    /// <summary>Requests that came to their outcome, failed ones included.</summary>
    public long Count { get; private set; }

    /// <summary>What the budget was charged so far, in US dollars: what costs are unknown count with the most that they could be.</summary>
    public decimal SpentUsd => spent.Values.Sum();

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

    /// <summary>Reads the journal of a run's judges.</summary>
    /// <param name="folder">The run folder.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task ReadJudgementsAsync(RunFolder folder, CancellationToken cancellationToken)
    {
        await foreach (var verdict in RunLog.ReadJudgementsAsync(folder, cancellationToken))
        {
            Add(verdict);
        }
    }

    /// <summary>Reads the journal of what was asked again.</summary>
    /// <param name="folder">The run folder.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task ReadRepeatsAsync(RunFolder folder, CancellationToken cancellationToken)
    {
        await foreach (var again in RunLog.ReadRepeatsAsync(folder, cancellationToken))
        {
            Add(again);
        }
    }

    /// <summary>What the budget was charged so far for one model in one task, in US dollars.</summary>
    /// <param name="task">Name of the task.</param>
    /// <param name="model">Name of the model.</param>
    public decimal SpentOn(string task, string model) => spent.GetValueOrDefault((task, model));

    /// <summary>Whether a response is a failure that may have passed, of a model that was no longer asked: no outcome.</summary>
    /// <param name="response">The response.</param>
    public bool IsOpen(Response response) =>
        stopped.Contains(response.Model) && AttemptFailures.MayPass(response.Failure);

    /// <summary>Whether a request is left to be asked.</summary>
    /// <param name="request">The request.</param>
    /// <param name="failedOnly">Whether only those that failed are to be asked again.</param>
    public bool IsLeft(Request request, bool failedOnly)
    {
        var key = RequestIdentity.InRun(request.Id, request.Task, request.Model);
        return !answered.Contains(key)
            && (failedOnly ? failed.Contains(key) || open.Contains(key) : !failed.Contains(key));
    }

    /// <summary>Whether a request came to its outcome, a failure included.</summary>
    /// <param name="key">Its key in the run.</param>
    public bool Has(UInt128 key) => answered.Contains(key) || failed.Contains(key);

    /// <summary>Whether the journal holds a failure of a request, and no answer.</summary>
    /// <param name="key">Its key in the run.</param>
    public bool HasFailure(UInt128 key) => !answered.Contains(key) && (failed.Contains(key) || open.Contains(key));

    private void Add(Response response)
    {
        var key = RequestIdentity.InRun(response.RequestId, response.Task, response.Model);
        bool isNew = !answered.Contains(key) && !failed.Contains(key);
        bool isOpen = IsOpen(response);
        (
            isOpen ? open
            : response.Outcome.IsMissing() ? failed
            : answered
        ).Add(key);

        if (response.AnsweredAt is null && !local.Contains(response.Model))
        {
            var cell = (response.Task, response.Model);
            spent[cell] = spent.GetValueOrDefault(cell) + (response.ChargedUsd ?? response.CostUsd ?? 0);
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
