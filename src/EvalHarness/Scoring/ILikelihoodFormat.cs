using System.Collections.Immutable;
using EvalHarness.Core;

namespace EvalHarness.Scoring;

/// <summary>An answer format whose answer is chosen by likelihood and not read from a text.</summary>
public interface ILikelihoodFormat : IAnswerFormat
{
    /// <summary>What is asked in place of an answer.</summary>
    LikelihoodQuestion Question { get; }

    /// <summary>Whether the likelihood of whole texts is needed, for which that of their first token does not stand.</summary>
    bool NeedsWhole { get; }

    /// <summary>The answer.</summary>
    /// <param name="likelihoods">How likely the choices are.</param>
    Answer Choose(ImmutableArray<ChoiceLikelihood> likelihoods);
}
