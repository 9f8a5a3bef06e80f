namespace EvalHarness.Statistics.Intervals;

/// <summary>A closed interval of the real line.</summary>
/// <param name="Low">Lower limit.</param>
/// <param name="High">Upper limit.</param>
public readonly record struct Interval(double Low, double High)
{
    /// <summary>The distance of the limits.</summary>
    public double Width => High - Low;

    /// <summary>Whether the value lies within the limits, which belong to the interval.</summary>
    public bool Contains(double value) => Low <= value && value <= High;

    /// <summary>The part of the interval inside the limits given.</summary>
    public Interval ClipTo(double low, double high) => new(Math.Max(Low, low), Math.Min(High, high));
}
