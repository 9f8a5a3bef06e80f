using EvalHarness.Statistics.Intervals;

namespace EvalHarness.Comparisons.Comparators;

/// <summary>What is said of one value, or of one difference: its interval, and one-sided tests that agree with it.</summary>
internal interface IInference
{
    /// <summary>Whether the value exists; without it there is neither interval nor test.</summary>
    bool IsDefined { get; }

    /// <summary>Whether there are units enough for an interval.</summary>
    bool HasUnits { get; }

    /// <summary>Whether resamples tell how far the value could lie off; elsewhere units are counted.</summary>
    bool IsSpread { get; }

    /// <summary>Name of the test.</summary>
    string Test { get; }

    /// <summary>The t statistic of no difference; null where there is none.</summary>
    double? Statistic { get; }

    /// <summary>Degrees of freedom of the standard error; null where there are none.</summary>
    double? DegreesOfFreedom { get; }

    /// <summary>Two-sided p of a value of 0; null where nothing can be tested.</summary>
    double? TwoSided => IsDefined && HasUnits ? Math.Min(1, 2 * Math.Min(Above(0), Below(0))) : null;

    /// <summary>The value with its interval.</summary>
    Estimate Report(double level);

    /// <summary>p of the hypothesis that the true value is at most the bound.</summary>
    double Above(double bound);

    /// <summary>p of the hypothesis that the true value is at least the bound.</summary>
    double Below(double bound);
}
