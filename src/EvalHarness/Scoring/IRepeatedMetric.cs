namespace EvalHarness.Scoring;

/// <summary>A metric of all repeats of a sample together: what they come to is no sum over them.</summary>
/// <remarks>
/// Its vector begins with a number and 1, as that of any mean. Once the repeats of a sample are at hand, <see cref="Gather"/> puts the number
/// of the whole sample in place of each repeat's own; from there on it is a mean of one number a sample.
/// </remarks>
public interface IRepeatedMetric : IMetric
{
    /// <summary>Fewest repeats of which it can be told.</summary>
    int Fewest { get; }

    /// <summary>Puts what the repeats of one sample come to in place of what each is by itself.</summary>
    /// <param name="answers">The answer of each repeat; null for none.</param>
    /// <param name="vectors">
    /// The vectors, one after the other, as <see cref="IMetric.Observe"/> wrote them; zeros for a repeat without response, which stay. All are zeros
    /// afterwards where there are too few: the sample has no number.
    /// </param>
    void Gather(ReadOnlySpan<string?> answers, Span<double> vectors);
}
