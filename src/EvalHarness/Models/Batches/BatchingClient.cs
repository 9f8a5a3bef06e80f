using Microsoft.Extensions.AI;

namespace EvalHarness.Models.Batches;

/// <summary>A client that asks one by one and gives a batch service beside.</summary>
/// <param name="inner">Asks one by one; disposed with this one.</param>
/// <param name="batches">The batch service.</param>
internal sealed class BatchingClient(IChatClient inner, IBatchService batches) : DelegatingChatClient(inner)
{
    public override object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is null && serviceType == typeof(IBatchService) ? batches : base.GetService(serviceType, serviceKey);
}
