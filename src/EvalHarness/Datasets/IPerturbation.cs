using EvalHarness.Core;

namespace EvalHarness.Datasets;

/// <summary>
/// A change of a sample that a person would answer alike: a word under <c>perturb:</c>. What a model loses by it is how much it hangs on the
/// form of a question.
/// </summary>
/// <remarks>
/// Implementations are sealed records marked with a keyword. A change depends on the seed, the sample's id and the field alone: the same
/// copies on every machine and in every order. Words that stand in a right answer stay as they are, so that it stays right.
/// </remarks>
public interface IPerturbation
{
    /// <summary>Its name beside others, which is that of the copies: <c>task@name</c>.</summary>
    string Name { get; }

    /// <summary>Makes the change ready for the samples of a task.</summary>
    /// <param name="task">What it needs to know of the task.</param>
    /// <param name="cancellationToken">Ends the reading of files.</param>
    /// <returns>The changed sample; null for one of which there is no changed copy.</returns>
    /// <exception cref="DocumentException">The change cannot be made, and where that is declared.</exception>
    ValueTask<Func<Sample, Sample?>> OverAsync(Perturbing task, CancellationToken cancellationToken);
}
