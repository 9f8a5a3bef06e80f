using System.Collections.Immutable;

namespace EvalHarness.Decisions;

/// <summary>What one answer is worth: per right and wrong answer, or per true and given class.</summary>
/// <remarks>
/// A matrix of utilities u becomes the scalar form exactly: an answer is worth worst + quality·(best - worst), where best
/// and worst are the values of always giving the best and the worst answer at the prevalence of production.
/// </remarks>
public sealed record ValueSpec
{
    /// <summary>What one answer is worth.</summary>
    /// <param name="perCorrect">The gain from a right answer.</param>
    /// <param name="perError">The loss from a wrong answer, as a positive number.</param>
    /// <param name="classes">The true classes, in place of the two above.</param>
    /// <param name="utility">The value of an answer by true class (row) and given class (column); the last column may be abstaining.</param>
    /// <param name="prevalence">The share of each class in production.</param>
    /// <exception cref="ArgumentException">Neither form is whole, or both are given.</exception>
    public ValueSpec(
        Quantity? perCorrect = null,
        Quantity? perError = null,
        ImmutableArray<string>? classes = null,
        ImmutableArray<ImmutableArray<double>>? utility = null,
        IReadOnlyDictionary<string, double>? prevalence = null
    )
    {
        Classes = classes ?? [];
        Utility = utility ?? [];
        if (perCorrect is not null && perError is not null && Utility.IsEmpty)
        {
            (PerCorrect, PerError) = (perCorrect, perError);
            return;
        }

        if (perCorrect is not null || perError is not null || Classes.IsEmpty || prevalence is null)
        {
            throw new ArgumentException(
                "a value needs 'per_correct' and 'per_error', or 'classes', 'utility' and 'prevalence'"
            );
        }

        if (Utility.Length != Classes.Length || Classes.Any(name => !prevalence.ContainsKey(name)))
        {
            throw new ArgumentException("'utility' needs a row and 'prevalence' a share for each of 'classes'");
        }

        Prevalence = [.. Classes.Select(name => prevalence[name])];
        (double best, double worst) = ConfusionValue.Range([.. Utility.Select(row => row.ToArray())], [.. Prevalence]);
        (PerCorrect, PerError) = (best, -worst);
    }

    /// <summary>The gain from a right answer.</summary>
    public Quantity PerCorrect { get; init; }

    /// <summary>The loss from a wrong answer.</summary>
    public Quantity PerError { get; init; }

    /// <summary>The true classes; empty in the scalar form.</summary>
    public ImmutableArray<string> Classes { get; }

    /// <summary>The value of an answer by true and given class; empty in the scalar form.</summary>
    public ImmutableArray<ImmutableArray<double>> Utility { get; }

    /// <summary>The share of each class in production; empty in the scalar form.</summary>
    public ImmutableArray<double> Prevalence { get; } = [];
}
