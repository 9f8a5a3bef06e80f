namespace EvalHarness.Fleet.Workers;

/// <summary>How often the other workers gave this one up soon after it had joined them: a cut network does it once, a shut port always.</summary>
/// <param name="time">The clock.</param>
internal sealed class Losses(TimeProvider time)
{
    private const int Most = 3;

    private static readonly TimeSpan Soon = TimeSpan.FromMinutes(1);

    private long begun;
    private int soon;

    /// <summary>Whether it was never given up.</summary>
    public bool AreNone => soon == 0;

    /// <summary>Whether it is of no use to join again.</summary>
    public bool AreTooMany => soon >= Most;

    /// <summary>It is among the others.</summary>
    public void Begin() => begun = time.GetTimestamp();

    /// <summary>It was given up.</summary>
    public void Add() => soon = time.GetElapsedTime(begun) < Soon ? soon + 1 : 1;
}
