using EvalHarness.Fleet.Store;

namespace EvalHarness.Fleet.Grains;

/// <summary>Deals the requests of a run to workers. What it must not forget lies in the store: another of its kind may take over at any moment.</summary>
[Alias("evalharness.run")]
internal interface IRunGrain : IGrainWithIntegerKey
{
    /// <summary>Requests for a worker; returns at once, with none where none waits.</summary>
    /// <param name="order">What the worker wants.</param>
    [Alias("deal")]
    Task<Deal> DealAsync(DealOrder order);
}

/// <summary>What a worker is given.</summary>
/// <param name="Requests">The requests; none where none waits.</param>
/// <param name="IsOver">Whether the run is closed.</param>
[GenerateSerializer, Immutable, Alias("evalharness.deal")]
internal sealed record Deal([property: Id(0)] DealtRequest[] Requests, [property: Id(1)] bool IsOver);

/// <summary>A request that is leased to a worker.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Token">The token of the lease.</param>
/// <param name="Prompt">Its prompt, as a line of a log.</param>
/// <param name="Line">All else of it.</param>
[GenerateSerializer, Immutable, Alias("evalharness.dealt")]
internal sealed record DealtRequest(
    [property: Id(0)] Guid Key,
    [property: Id(1)] long Token,
    [property: Id(2)] string Prompt,
    [property: Id(3)] string Line
);
