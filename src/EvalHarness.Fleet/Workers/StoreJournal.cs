using System.Text.Json;
using EvalHarness.Core;
using EvalHarness.Fleet.Store;
using EvalHarness.Logs;

namespace EvalHarness.Fleet.Workers;

/// <summary>Where a worker keeps responses: in the store, each under the key of its request.</summary>
/// <remarks>While the store is away, whoever brings a response waits: no worker takes more than it can keep in hand.</remarks>
/// <param name="run">Number of the run.</param>
/// <param name="worker">Name of the worker.</param>
/// <param name="tables">The store.</param>
/// <param name="leases">What this worker holds.</param>
internal sealed class StoreJournal(int run, string worker, WorkTables tables, Leases leases) : IResponseJournal
{
    private readonly Batcher<NewAnswer, bool> answering = new(async answers =>
    {
        await tables.AnswerAsync(run, worker, answers, CancellationToken.None);
        return new bool[answers.Count];
    });

    /// <inheritdoc/>
    public async ValueTask AppendAsync(Response response, Prompt prompt, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var lease =
            leases.Find(response)
            ?? throw new InvalidOperationException("a response to a request that this worker does not hold");
        await lease.Settling;
        string line = JsonSerializer.Serialize(ResponseLine.From(response), LogJson.Default.ResponseLine);
        await answering.AddAsync(
            new NewAnswer(
                lease.Key,
                lease.Token,
                lease.Answered.Attempt,
                lease.Answered.ChargedUsd,
                line,
                lease.Reach,
                response.Outcome.IsMissing()
            )
        );
        leases.Drop(response);
    }
}
