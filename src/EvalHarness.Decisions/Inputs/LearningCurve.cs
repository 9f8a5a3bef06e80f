using EvalHarness.Decisions.Specs;
using EvalHarness.Statistics.Numerics;
using EvalHarness.Statistics.Regression;

namespace EvalHarness.Decisions.Inputs;

/// <summary>Error by training size, err(n) = e∞ + (e₀ - e∞)(n/n₀)^(-b), with what a few sizes can and cannot say about larger ones.</summary>
/// <remarks>
/// A deterministic grid posterior, no sampling: e∞ uniform between 0 and the largest error seen, e₀ around the error at
/// the smallest size, ln b normal around ln 0.3 with 0.5; errors normal with variance e(1-e)/m + τ².
/// Power laws of fine-tuning depend on the task: B. Zhang et al., "When scaling meets LLM finetuning", ICLR 2024.
/// </remarks>
public sealed class LearningCurve
{
    /// <summary>How many times beyond the largest size the curve may be read without a warning.</summary>
    public const double FarthestRatio = 16;

    private readonly double[] limits;
    private readonly double[] starts;
    private readonly double[] exponents;
    private readonly double[] weights;
    private readonly double smallest;

    private LearningCurve(double[] limits, double[] starts, double[] exponents, double[] weights, double smallest)
    {
        this.limits = limits;
        this.starts = starts;
        this.exponents = exponents;
        this.weights = weights;
        this.smallest = smallest;
    }

    /// <summary>The posterior of a curve.</summary>
    /// <param name="curve">Right answers at each training size.</param>
    /// <param name="seedSd">The standard deviation of error between training seeds, τ.</param>
    /// <param name="medianExponent">The prior median of b.</param>
    /// <param name="exponentSigma">The prior standard deviation of ln b.</param>
    /// <param name="grid">Points per axis: e∞, e₀, ln b.</param>
    /// <exception cref="ArgumentException">Fewer than two sizes, or counts that are none.</exception>
    public static LearningCurve Posterior(
        LearningCurveSpec curve,
        double seedSd = 0.01,
        double medianExponent = 0.3,
        double exponentSigma = 0.5,
        (int Limit, int Start, int Exponent)? grid = null
    )
    {
        ArgumentNullException.ThrowIfNull(curve);
        Guard(curve);
        (int limitPoints, int startPoints, int exponentPoints) = grid ?? (41, 41, 41);
        double[] errors = [.. curve.Correct.Zip(curve.Total, (correct, total) => 1 - (correct / total))];
        double[] sds = [.. errors.Zip(curve.Total, (e, total) => Math.Sqrt((e * (1 - e) / total) + (seedSd * seedSd)))];
        double[] limits = Line(0, errors.Max(), limitPoints);
        double[] starts = Line(errors[0] - (4 * sds[0]), errors[0] + (4 * sds[0]), startPoints);
        double center = Math.Log(medianExponent);
        double[] logs = Line(center - (3 * exponentSigma), center + (3 * exponentSigma), exponentPoints);
        double[] priors = Array.ConvertAll(logs, log => -0.5 * Math.Pow((log - center) / exponentSigma, 2));
        double[] exponents = Array.ConvertAll(logs, Math.Exp);
        double[] ratios = [.. curve.Sizes.Select(size => size / curve.Sizes[0])];
        double[] weights = new double[limitPoints * startPoints * exponentPoints];
        int cell = 0;
        foreach (double limit in limits)
        {
            foreach (double start in starts)
            {
                for (int b = 0; b < exponents.Length; b++)
                {
                    double log = start < limit ? double.NegativeInfinity : priors[b];
                    for (int i = 0; i < ratios.Length; i++)
                    {
                        double predicted = limit + ((start - limit) * Math.Pow(ratios[i], -exponents[b]));
                        log -= 0.5 * Math.Pow((errors[i] - predicted) / sds[i], 2);
                    }

                    weights[cell++] = log;
                }
            }
        }

        return new(limits, starts, exponents, Normalise(weights), curve.Sizes[0]);
    }

    /// <summary>The distribution of the error at a training size.</summary>
    /// <param name="size">A training size above 0.</param>
    public WeightedValues ErrorAt(double size) => new(ErrorsAt(size), weights);

    /// <summary>The probability that the error at a size is at most a target.</summary>
    /// <param name="size">A training size above 0.</param>
    /// <param name="target">The error that should be reached.</param>
    public double Reaches(double size, double target)
    {
        double[] errors = ErrorsAt(size);
        var share = default(CompensatedSum);
        for (int cell = 0; cell < errors.Length; cell++)
        {
            share.Add(errors[cell] <= target ? weights[cell] : 0);
        }

        return share.Value;
    }

    /// <summary>The smallest size, on a grid of forty a decade, at which a target is reached with a probability.</summary>
    /// <param name="target">The error that should be reached.</param>
    /// <param name="probability">The probability with which it should be.</param>
    /// <returns>The size; null where even 100,000 times the smallest is not enough.</returns>
    public double? RequiredSize(double target, double probability)
    {
        double SizeAt(int step) => smallest * Math.Pow(10, step / 40.0);
        (int low, int high) = (0, 201);
        // No curve with any weight rises with its size, so the first step that is enough is found by halving.
        while (low < high)
        {
            int middle = (low + high) / 2;
            (low, high) = Reaches(SizeAt(middle), target) >= probability ? (low, middle) : (middle + 1, high);
        }

        return low > 200 ? null : SizeAt(low);
    }

    /// <summary>The curve that fits best, with error and slope at least 0.</summary>
    /// <param name="sizes">The training sizes, above 0, three at least.</param>
    /// <param name="errors">The share of wrong answers at each, in [0, 1].</param>
    public static PowerLaw BestFit(ReadOnlySpan<double> sizes, ReadOnlySpan<double> errors) =>
        PowerLaw.Fit(sizes, errors, mayRise: false);

    private double[] ErrorsAt(double size)
    {
        double[] values = new double[weights.Length];
        double[] shrink = Array.ConvertAll(exponents, b => Math.Pow(size / smallest, -b));
        int cell = 0;
        foreach (double limit in limits)
        {
            foreach (double start in starts)
            {
                foreach (double factor in shrink)
                {
                    values[cell++] = limit + ((start - limit) * factor);
                }
            }
        }

        return values;
    }

    private static void Guard(LearningCurveSpec curve)
    {
        if (Problem(curve) is { } problem)
        {
            throw new ArgumentException($"{problem.Found}; expected {problem.Expected}", nameof(curve));
        }
    }

    /// <summary>What keeps test results from being a curve, and what would; null where they are one.</summary>
    internal static (string Found, string Expected)? Problem(LearningCurveSpec curve)
    {
        int sizes = curve.Sizes.Length;
        if (sizes < 2 || curve.Correct.Length != sizes || curve.Total.Length != sizes)
        {
            return (
                FormattableString.Invariant(
                    $"a learning curve of {sizes} sizes, {curve.Correct.Length} counts of right answers and {curve.Total.Length} totals"
                ),
                "two sizes or more, and both counts for each"
            );
        }

        bool isCount = curve
            .Correct.Zip(curve.Total)
            .All(pair => pair.First >= 0 && pair.First <= pair.Second && pair.Second > 0);
        bool isGrowing = curve.Sizes.SequenceEqual(curve.Sizes.Order());
        return !isGrowing || !curve.Sizes.All(size => size > 0) || !(curve.At > 0)
                ? ("sizes of a learning curve that do not grow", "sizes above 0, the smallest first")
            : isCount ? null
            : ("counts that are none", "right answers between 0 and all, of which there are some");
    }

    private static double[] Line(double from, double to, int points) =>
        [
            .. Enumerable
                .Range(0, points)
                .Select(i => points == 1 ? 0.5 * (from + to) : from + (i * (to - from) / (points - 1))),
        ];

    private static double[] Normalise(double[] logs)
    {
        double top = logs.Max();
        double[] raw = Array.ConvertAll(logs, log => Math.Exp(log - top));
        double total = CompensatedSum.Of(raw);
        return Array.ConvertAll(raw, value => value / total);
    }
}
