namespace EvalHarness.Core;

/// <summary>A value that a record carries without being another record for it: where something stands, not what it is.</summary>
/// <typeparam name="T">Type of the value.</typeparam>
/// <param name="value">The value.</param>
internal readonly struct Aside<T>(T value) : IEquatable<Aside<T>>
{
    /// <summary>The value.</summary>
    public T Value { get; } = value;

    /// <inheritdoc/>
    public bool Equals(Aside<T> other) => true;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Aside<T>;

    /// <inheritdoc/>
    public override int GetHashCode() => 0;
}
