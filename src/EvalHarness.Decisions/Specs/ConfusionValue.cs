using System.Collections.Immutable;

namespace EvalHarness.Decisions.Specs;

/// <summary>The value of an answer from a confusion matrix and a matrix of utilities, at the prevalence of production.</summary>
/// <remarks>Each row of counts is a sample of a multinomial with a symmetric Dirichlet prior; rows are independent.</remarks>
/// <param name="Mean">The posterior mean value of one answer.</param>
/// <param name="Sd">Its posterior standard deviation.</param>
public sealed record ConfusionValue(double Mean, double Sd)
{
    /// <summary>Exact moments under a Dirichlet posterior of every row.</summary>
    /// <param name="counts">Answers by true class (row) and given class (column, the last may be abstaining).</param>
    /// <param name="utility">The value of each cell, of the same shape.</param>
    /// <param name="prevalence">The share of each true class in production; they sum to one.</param>
    /// <param name="alpha">The prior count of each cell, above 0.</param>
    public static ConfusionValue Of(double[][] counts, double[][] utility, double[] prevalence, double alpha = 0.5)
    {
        ArgumentNullException.ThrowIfNull(counts);
        ArgumentNullException.ThrowIfNull(utility);
        ArgumentNullException.ThrowIfNull(prevalence);
        if (counts.Length != utility.Length || counts.Length != prevalence.Length || !(alpha > 0))
        {
            throw new ArgumentException("counts, utility and prevalence need as many rows, and alpha must be above 0");
        }

        (double mean, double variance) = (0, 0);
        for (int row = 0; row < counts.Length; row++)
        {
            double size = counts[row].Sum() + (alpha * counts[row].Length);
            (double first, double second) = (0, 0);
            for (int column = 0; column < counts[row].Length; column++)
            {
                double share = (counts[row][column] + alpha) / size;
                first += share * utility[row][column];
                second += share * utility[row][column] * utility[row][column];
            }

            mean += prevalence[row] * first;
            variance += prevalence[row] * prevalence[row] * (second - (first * first)) / (size + 1);
        }

        return new(mean, Math.Sqrt(variance));
    }

    /// <summary>The expected value of an answer from counts as they are: no prior, each true class by its share in production.</summary>
    /// <remarks>
    /// E[U] = Σ_i π_i Σ_j P(j|i) U_ij with P(j|i) the share of the row, so that the prevalence of the test set plays no part
    /// (C. Elkan, "The foundations of cost-sensitive learning", IJCAI 2001, section 1). A utility of as many columns as
    /// classes has none for abstaining: what is none of the classes is then worth the worst of its row, as of a wrong answer.
    /// </remarks>
    /// <param name="counts">Weighted answers, row by row: by true class, by given class and a last column for none of them.</param>
    /// <param name="utility">The value of each cell by true and given class; the last column may be abstaining.</param>
    /// <param name="prevalence">The share of each true class in production.</param>
    /// <returns>Null where a class has no answers.</returns>
    public static double? Expected(
        ReadOnlySpan<double> counts,
        ImmutableArray<ImmutableArray<double>> utility,
        ImmutableArray<double> prevalence
    )
    {
        int columns = prevalence.Length + 1;
        double value = 0;
        for (int row = 0; row < prevalence.Length; row++)
        {
            var answers = counts.Slice(row * columns, columns);
            (double total, double worth) = (0, 0);
            for (int column = 0; column < columns; column++)
            {
                total += answers[column];
                worth += answers[column] * (column < utility[row].Length ? utility[row][column] : utility[row].Min());
            }

            if (!(total > 0))
            {
                return null;
            }

            value += prevalence[row] * worth / total;
        }

        return value;
    }

    /// <summary>The stake that turns utilities into the scalar form: a share of right answers between the worst and the best that could be done.</summary>
    /// <param name="utility">The value of each cell by true and given class.</param>
    /// <param name="prevalence">The share of each true class in production.</param>
    /// <returns>The value of an answer when all are the best, and when all are the worst.</returns>
    /// <remarks>
    /// With per_correct = best, per_error = -worst and quality = (u - worst)/(best - worst) the cash flows of the scalar
    /// form are exactly those of the matrix form.
    /// </remarks>
    public static (double Best, double Worst) Range(double[][] utility, double[] prevalence) =>
        (
            prevalence.Zip(utility, (share, row) => share * row.Max()).Sum(),
            prevalence.Zip(utility, (share, row) => share * row.Min()).Sum()
        );
}
