using System.Collections.Immutable;

namespace EvalHarness.Scoring;

/// <summary>A sum over samples followed by a formula.</summary>
/// <remarks>
/// A metric reads one scored sample and writes a short vector of sufficient statistics; its value is a formula of the
/// vector's total. So every metric can be resampled, sliced, clustered and merged by the same code. Implementations are
/// sealed records marked with a keyword, whose constructor parameters are their YAML keys; pure, and safe for use by
/// many threads.
/// </remarks>
public interface IMetric : IMeasure
{
    /// <summary>Length of the vector of sufficient statistics.</summary>
    int Width { get; }

    /// <summary>Whether each sample is simply right or wrong: the vector is (right, 1) and the value their ratio.</summary>
    bool IsBinary => false;

    /// <summary>
    /// Whether the value is the mean of one number a sample: the vector is (number, 1) and the value their ratio. A sample that has
    /// no such number is (0, 0): it is left out, and counted as missing.
    /// </summary>
    bool IsMean => IsBinary;

    /// <summary>
    /// The metric made ready for a task whose labels are known: confusion matrices need them to fix their width.
    /// </summary>
    /// <param name="labels">Labels of the answer format, or those seen in the targets; sorted, distinct.</param>
    IMetric Over(ImmutableArray<string> labels) => this;

    /// <summary>Writes what this metric sees in one sample.</summary>
    /// <param name="sample">The sample; an unusable answer counts as wrong.</param>
    /// <param name="statistics">Zeroed vector of <see cref="Width"/> numbers to add to.</param>
    void Observe(in ScoredSample sample, Span<double> statistics);

    /// <summary>The value of the metric for a total of vectors; null when it is undefined there.</summary>
    /// <param name="totals">Sum of the vectors of some samples, possibly weighted.</param>
    double? Value(ReadOnlySpan<double> totals);
}
