namespace EvalHarness.Fleet.Store;

/// <summary>What all workers may use together, and who asks for a part of it; null where it is not bounded.</summary>
/// <param name="Limit">Name of the limit.</param>
/// <param name="Worker">Name of the worker.</param>
/// <param name="RequestsPerMinute">Requests a minute.</param>
/// <param name="TokensPerMinute">Tokens a minute.</param>
/// <param name="InFlight">Requests at a time.</param>
[GenerateSerializer, Immutable, Alias("evalharness.slice-order")]
internal sealed record SliceOrder(
    [property: Id(0)] string Limit,
    [property: Id(1)] string Worker,
    [property: Id(2)] long? RequestsPerMinute,
    [property: Id(3)] long? TokensPerMinute,
    [property: Id(4)] int? InFlight
);

/// <summary>The part of a limit that a worker may use until its lease ends; null where it is not bounded.</summary>
/// <param name="RequestsPerMinute">Requests a minute.</param>
/// <param name="TokensPerMinute">Tokens a minute.</param>
/// <param name="InFlight">Requests at a time.</param>
/// <param name="PausedSeconds">For how long the server wants to be left alone.</param>
[GenerateSerializer, Immutable, Alias("evalharness.slice")]
internal sealed record Slice(
    [property: Id(0)] double? RequestsPerMinute,
    [property: Id(1)] double? TokensPerMinute,
    [property: Id(2)] int? InFlight,
    [property: Id(3)] double PausedSeconds
)
{
    /// <summary>How long a part may be used.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(15);

    /// <summary>Whether anything may be sent.</summary>
    public bool IsUsable => RequestsPerMinute is not <= 0 && TokensPerMinute is not <= 0 && InFlight is not <= 0;
}
