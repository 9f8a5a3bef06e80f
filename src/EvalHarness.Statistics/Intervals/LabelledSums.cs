namespace EvalHarness.Statistics.Intervals;

/// <summary>
/// Sums over answers of which all have a score (a judge's) and some a label (people's): what the corrected mean is a formula of.
/// </summary>
/// <remarks>
/// The formula is the mean of the labels, moved by how far the scores of the labelled answers lie off those of all:
/// h + λ (j - j of the labelled). With λ = 1 this is prediction-powered inference (Angelopoulos et al. 2023,
/// 10.1126/science.adi6000); the λ here is that of PPI++ (Angelopoulos, Duchi and Zrnic 2023, arXiv:2311.01453), which gives
/// the smallest variance, written over all answers and not over the unlabelled ones alone: covariance over variance. Held
/// against <see cref="PredictionPowered.Tuned"/>, which is held against ppi_py 0.2.3.
/// </remarks>
/// <param name="Scores">Sum of the scores.</param>
/// <param name="Answers">Number of answers with a score.</param>
/// <param name="Labels">Sum of the labels.</param>
/// <param name="LabelledScores">Sum of the scores of the labelled answers.</param>
/// <param name="Labelled">Number of answers with a label.</param>
/// <param name="Squares">Sum of the squares of the scores.</param>
/// <param name="Products">Sum of label times score over the labelled answers.</param>
internal readonly record struct LabelledSums(
    double Scores,
    double Answers,
    double Labels,
    double LabelledScores,
    double Labelled,
    double Squares,
    double Products
)
{
    /// <summary>How many numbers they are.</summary>
    public const int Width = 7;

    /// <summary>A spread of the scores below this share of their square is rounding noise.</summary>
    private const double Noise = 1e-12;

    /// <summary>The sums of one answer.</summary>
    /// <param name="score">Its score.</param>
    /// <param name="label">Its label; null where it has none.</param>
    public static LabelledSums Of(double score, double? label) =>
        label is { } known
            ? new(score, 1, known, score, 1, score * score, known * score)
            : new(score, 1, 0, 0, 0, score * score, 0);

    /// <summary>The sums in a vector, in the order of the parameters.</summary>
    /// <param name="vector">The vector.</param>
    public static LabelledSums From(ReadOnlySpan<double> vector) =>
        new(vector[0], vector[1], vector[2], vector[3], vector[4], vector[5], vector[6]);

    /// <summary>Writes the sums into a vector.</summary>
    /// <param name="vector">The vector.</param>
    public void WriteTo(Span<double> vector) =>
        (vector[0], vector[1], vector[2], vector[3], vector[4], vector[5], vector[6]) = (
            Scores,
            Answers,
            Labels,
            LabelledScores,
            Labelled,
            Squares,
            Products
        );

    /// <summary>Both together.</summary>
    public static LabelledSums operator +(LabelledSums one, LabelledSums other) =>
        new(
            one.Scores + other.Scores,
            one.Answers + other.Answers,
            one.Labels + other.Labels,
            one.LabelledScores + other.LabelledScores,
            one.Labelled + other.Labelled,
            one.Squares + other.Squares,
            one.Products + other.Products
        );

    /// <summary>Mean of the scores of all answers; null without answers.</summary>
    public double? Raw => Answers > 0 ? Scores / Answers : null;

    /// <summary>
    /// Weight of the scores, from 0, which ignores them; 0 where they are constant, go against the labels, or all answers are
    /// labelled.
    /// </summary>
    public double Lambda
    {
        get
        {
            double open = Answers - Labelled;
            if (Labelled < 2 || Answers < 2 || open <= 0)
            {
                return 0;
            }

            double mean = Scores / Answers;
            double spread = Squares - (Answers * mean * mean);
            if (spread <= Noise * Squares)
            {
                return 0;
            }

            double covariance = (Products - (Labels * LabelledScores / Labelled)) / Labelled;
            return Math.Clamp(covariance * (Answers - 1) / spread, 0, Answers / open);
        }
    }

    /// <summary>The corrected mean; that of the scores where no answer is labelled; null without answers.</summary>
    public double? Value
    {
        get
        {
            if (Labelled <= 0 || Answers <= 0)
            {
                return Raw;
            }

            return (Labels / Labelled) + (Lambda * ((Scores / Answers) - (LabelledScores / Labelled)));
        }
    }
}
