namespace EvalHarness.Fleet.Store;

/// <summary>What a worker wants.</summary>
/// <param name="Worker">Its name.</param>
/// <param name="Model">Name of the model.</param>
/// <param name="Most">Most requests.</param>
[GenerateSerializer, Immutable, Alias("evalharness.deal-order")]
internal sealed record DealOrder(
    [property: Id(0)] string Worker,
    [property: Id(1)] string Model,
    [property: Id(2)] int Most
);
