using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using EvalHarness.Core;

namespace EvalHarness.Decisions.Specs;

/// <summary>What one answer is worth: per right and wrong answer, or per true and given class.</summary>
/// <remarks>
/// A matrix of utilities u becomes the scalar form exactly: an answer is worth worst + quality·(best - worst), where best
/// and worst are the values of always giving the best and the worst answer at the prevalence of production. A quality that
/// an option states is on that scale; one from runs comes from its confusion matrix, (u - worst)/(best - worst).
/// </remarks>
[Keyword("value")]
public sealed record ValueSpec
{
    /// <summary>What one answer is worth.</summary>
    /// <param name="perCorrect">The gain from a right answer.</param>
    /// <param name="perError">The loss from a wrong answer, as a positive number.</param>
    /// <param name="classes">The true classes, in place of the two above.</param>
    /// <param name="utility">
    /// The value of an answer by true class (row) and given class (column); a column more is for abstaining and answers that
    /// are no class, which otherwise count as the worst of their row.
    /// </param>
    /// <param name="prevalence">The share of each class in production; they sum to 1.</param>
    /// <exception cref="ArgumentException">Neither form is whole, or both are given.</exception>
    public ValueSpec(
        [Range(0, double.MaxValue)] Quantity? perCorrect = null,
        [Range(0, double.MaxValue)] Quantity? perError = null,
        ImmutableArray<string>? classes = null,
        ImmutableArray<ImmutableArray<double>>? utility = null,
        [Range(0, 1)] IReadOnlyDictionary<string, double>? prevalence = null
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
                "a value that is not whole; expected 'per_correct' and 'per_error', or 'classes', 'utility' and 'prevalence'"
            );
        }

        if (Problem(Classes, Utility, prevalence) is { } problem)
        {
            throw new ArgumentException(problem);
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

    /// <summary>The share of right answers that is worth what answers are worth; null where a class has none.</summary>
    /// <param name="counts">Weighted answers as <see cref="ConfusionValue.Expected"/> takes them.</param>
    internal double? QualityOf(ReadOnlySpan<double> counts)
    {
        (double best, double worst) = (PerCorrect.Distribution.Mean, -PerError.Distribution.Mean);
        return (ConfusionValue.Expected(counts, Utility, Prevalence) - worst) / (best - worst);
    }

    private static string? Problem(
        ImmutableArray<string> classes,
        ImmutableArray<ImmutableArray<double>> utility,
        IReadOnlyDictionary<string, double> prevalence
    )
    {
        if (classes.Distinct(StringComparer.Ordinal).Count() < classes.Length)
        {
            return "'classes' names one of them twice";
        }

        if (utility.Length != classes.Length || !prevalence.Keys.ToHashSet().SetEquals(classes))
        {
            return "'utility' needs a row and 'prevalence' a share for each of 'classes', and for no other";
        }

        if (utility.Any(row => row.Length != utility[0].Length || row.Length - classes.Length is not (0 or 1)))
        {
            return "every row of 'utility' needs a column for each of 'classes', or one more for abstaining";
        }

        if (prevalence.Values.Any(share => !(share is >= 0 and <= 1)) || Math.Abs(prevalence.Values.Sum() - 1) > 1e-6)
        {
            return FormattableString.Invariant(
                $"'prevalence' must sum to 1, sums to {prevalence.Values.Sum():0.######}"
            );
        }

        if (utility.Any(row => row.Any(worth => !double.IsFinite(worth))))
        {
            return "'utility' must be finite";
        }

        return classes.Zip(utility).Any(row => prevalence[row.First] > 0 && row.Second.Max() > row.Second.Min())
            ? null
            : "every row of 'utility' is the same in all columns: no answer is better than another";
    }
}
