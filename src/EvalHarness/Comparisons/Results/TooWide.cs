using System.Globalization;
using EvalHarness.Core;

namespace EvalHarness.Comparisons.Results;

/// <summary>A margin that no difference of a metric can exceed, so that everything would be equivalent.</summary>
/// <param name="Margin">The margin.</param>
/// <param name="Metric">Name of the metric.</param>
/// <param name="Widest">The largest difference that there can be.</param>
internal sealed record TooWide(double Margin, string Metric, double Widest)
{
    /// <summary>The fault of writing it.</summary>
    /// <param name="at">Where it stands.</param>
    public Fault FaultAt(Location at) => new(at, $"found {Found}", Expected);

    /// <summary>What was found, in words.</summary>
    public string Found => string.Create(CultureInfo.InvariantCulture, $"a margin of {Margin}");

    /// <summary>What was expected, in words.</summary>
    public string Expected =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"at most {Widest}, the largest difference of {Metric}{(Widest <= 2 ? "; two points are 0.02" : "")}"
        );
}
