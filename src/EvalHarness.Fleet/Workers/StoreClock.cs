namespace EvalHarness.Fleet.Workers;

/// <summary>The store's clock: the machines of a fleet may disagree on the time of day, and their logs must not.</summary>
internal sealed class StoreClock : TimeProvider
{
    private long offset;

    /// <summary>Sets the clock.</summary>
    /// <param name="now">What the store says.</param>
    public void Set(DateTimeOffset now) => Interlocked.Exchange(ref offset, (now - System.GetUtcNow()).Ticks);

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + TimeSpan.FromTicks(Interlocked.Read(ref offset));
}
