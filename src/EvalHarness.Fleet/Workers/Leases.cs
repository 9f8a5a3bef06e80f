using System.Collections.Concurrent;
using EvalHarness.Core;
using EvalHarness.Fleet.Grains;
using EvalHarness.Models;

namespace EvalHarness.Fleet.Workers;

/// <summary>The requests of a run that are leased to this worker, from being dealt to being answered.</summary>
internal sealed class Leases
{
    private readonly ConcurrentDictionary<(string, string, string, int, int), Lease> held = new();

    /// <summary>All that is held of a model.</summary>
    /// <param name="model">Its name.</param>
    public IReadOnlyList<(Guid Key, long Token)> HeldOf(string model) =>
        [.. held.Where(one => one.Key.Item3 == model).Select(one => (one.Value.Key, one.Value.Token))];

    /// <summary>Notes a lease.</summary>
    /// <param name="request">The request.</param>
    /// <param name="dealt">The lease.</param>
    /// <returns>Whether it was noted; not where this worker still has the request by an older lease, as after a freeze.</returns>
    public bool TryTake(Request request, DealtRequest dealt) =>
        held.TryAdd(Of(request), new Lease(dealt.Key, dealt.Token));

    /// <summary>The lease of a request; null where it is not held.</summary>
    /// <param name="request">The request.</param>
    public Lease? Find(Request request) => held.GetValueOrDefault(Of(request));

    /// <summary>Ends a lease.</summary>
    /// <param name="request">The request.</param>
    public void Drop(Request request) => held.TryRemove(Of(request), out _);

    /// <summary>Ends the leases of a model.</summary>
    /// <param name="model">Its name.</param>
    /// <returns>What was held.</returns>
    public IReadOnlyList<Lease> DropAll(string model) =>
        [
            .. held
                .Keys.Where(one => one.Item3 == model)
                .Select(one => held.TryRemove(one, out var lease) ? lease : null)
                .OfType<Lease>(),
        ];

    /// <summary>Ends the lease of a request that was answered.</summary>
    /// <param name="response">The response.</param>
    public void Drop(Response response) =>
        held.TryRemove((response.RequestId, response.Task, response.Model, response.Epoch, response.Repeat), out _);

    /// <summary>The lease of a request that was answered.</summary>
    /// <param name="response">The response.</param>
    public Lease? Find(Response response) =>
        held.GetValueOrDefault((response.RequestId, response.Task, response.Model, response.Epoch, response.Repeat));

    private static (string, string, string, int, int) Of(Request request) =>
        (request.Id, request.Task, request.Model, request.Epoch, request.Repeat);
}

/// <summary>A request that is leased to this worker.</summary>
/// <param name="key">Its key.</param>
/// <param name="token">The token of the lease.</param>
internal sealed class Lease(Guid key, long token)
{
    /// <summary>Its key.</summary>
    public Guid Key => key;

    /// <summary>The token of the lease.</summary>
    public long Token => token;

    /// <summary>Completes when what was charged for the last attempt is in the store.</summary>
    public Task Settling { get; set; } = Task.CompletedTask;

    /// <summary>The attempt that was answered, and what it was charged in US dollars; 0 and 0 while none was.</summary>
    public (int Attempt, decimal ChargedUsd) Answered { get; set; }

    /// <summary>What its failure is about; null while it has not failed.</summary>
    public FailureReach? Reach { get; set; }
}
