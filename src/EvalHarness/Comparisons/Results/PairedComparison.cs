using EvalHarness.Statistics.Intervals;

namespace EvalHarness.Comparisons.Results;

/// <summary>What the data say about two models.</summary>
public enum PairVerdict
{
    /// <summary>Not decided: the interval holds zero, or the corrected test does not reject.</summary>
    Undecided,

    /// <summary>The first model is better by more than noise.</summary>
    Better,

    /// <summary>The first model is worse by more than noise.</summary>
    Worse,

    /// <summary>The two differ by less than the margin.</summary>
    Equivalent,

    /// <summary>They were asked in different ways, share no samples, or too many requests are missing: not tested.</summary>
    NotComparable,
}

/// <summary>Two models compared on the samples that they share.</summary>
/// <param name="Model">The first model.</param>
/// <param name="Against">The second model.</param>
/// <param name="Difference">First minus second, with its interval, in the metric's unit.</param>
/// <param name="PValue">Two-sided p-value of no difference; null when not tested.</param>
/// <param name="AdjustedPValue">The same after correction over the family; null when not tested or not in the family.</param>
/// <param name="Verdict">What follows at the level of the comparison.</param>
public sealed record PairedComparison(
    string Model,
    string Against,
    Estimate Difference,
    double? PValue,
    double? AdjustedPValue,
    PairVerdict Verdict
)
{
    /// <summary>Name of the test behind the p-value, for example <c>Paired t test</c>; empty where nothing was tested.</summary>
    public string Test { get; init; } = "";

    /// <summary>The t statistic; null for a test that has none.</summary>
    public double? Statistic { get; init; }

    /// <summary>Degrees of freedom of the t statistic; null for a test that has none.</summary>
    public double? DegreesOfFreedom { get; init; }

    /// <summary>Whether the pair belongs to the family that is corrected for; others are shown uncorrected.</summary>
    public bool InFamily { get; init; }

    /// <summary>Samples that only the first model got right; null unless the metric is right or wrong.</summary>
    public long? OnlyFirstRight { get; init; }

    /// <summary>Samples that only the second model got right; null unless the metric is right or wrong.</summary>
    public long? OnlySecondRight { get; init; }

    /// <summary>Samples left out because one of the two has no response.</summary>
    public long LeftOut { get; init; }

    /// <summary>
    /// The least and the most that the difference could be, whatever the failed and not run requests would have answered
    /// (Manski 1990); null when none is missing or the metric is no bounded mean.
    /// </summary>
    public (double Low, double High)? AttritionBounds { get; init; }

    /// <summary>Variance of the differences between and within samples, for several epochs without gaps; null otherwise.</summary>
    public RepeatedEpochs? Epochs { get; init; }

    /// <summary>How much the clusters take away from the differences; null without clusters.</summary>
    public DesignEffect? DesignEffect { get; init; }

    /// <summary>Smallest difference that these data would find with 80 % power; null when undefined.</summary>
    public double? MinimalDetectable { get; init; }

    /// <summary>Further samples needed to decide with 80 % power, if the difference is as observed; null when decided or hopeless.</summary>
    public long? SamplesNeeded { get; init; }

    /// <summary>Whether the first model is worse by less than the margin, at the level of the comparison; null when not tested.</summary>
    public bool? NotWorse { get; init; }

    /// <summary>
    /// Samples needed in all at a confidence level, kept only until the number of tests is known that the pair is corrected for;
    /// null when undefined.
    /// </summary>
    internal Func<double, double?>? NeededAt { get; init; }

    /// <summary>Paired differences by independent unit, kept only for joint sign flips.</summary>
    internal double[]? UnitDifferences { get; init; }

    /// <summary>Whether the first model is better by less than the margin, at the level of the comparison; null when not tested.</summary>
    public bool? NotBetter { get; init; }

    /// <summary>Whether the two differ by less than the margin in both directions.</summary>
    public bool IsEquivalent => NotWorse is true && NotBetter is true;

    /// <summary>Why the pair is not comparable; null when it is.</summary>
    public PairReason? Reason { get; init; }

    /// <summary>A pair as its test leaves it; the verdict waits for the correction over all tests.</summary>
    /// <param name="model">The first model.</param>
    /// <param name="against">The second model.</param>
    /// <param name="test">What was tested.</param>
    internal static PairedComparison Of(string model, string against, PairTest test) =>
        new(
            model,
            against,
            test.Difference,
            test.PValue,
            null,
            test.Reason is null ? PairVerdict.Undecided : PairVerdict.NotComparable
        )
        {
            Test = test.Test,
            Statistic = test.Statistic,
            DegreesOfFreedom = test.DegreesOfFreedom,
            MinimalDetectable = test.MinimalDetectable,
            SamplesNeeded = test.SamplesNeeded,
            NeededAt = test.NeededAt,
            NotWorse = test.NotWorse,
            NotBetter = test.NotBetter,
            Reason = test.Reason,
        };

    /// <summary>The pair with a verdict after correction.</summary>
    /// <param name="adjusted">The corrected p-value.</param>
    /// <param name="inFamily">Whether it was corrected over the declared family.</param>
    /// <param name="verdict">What follows.</param>
    /// <param name="needed">Further samples needed to decide; null when decided or hopeless.</param>
    internal PairedComparison Decide(double adjusted, bool inFamily, PairVerdict verdict, long? needed) =>
        this with
        {
            AdjustedPValue = adjusted,
            InFamily = inFamily,
            Verdict = verdict,
            SamplesNeeded = needed,
            UnitDifferences = null,
            NeededAt = null,
        };

    /// <summary>The difference as it is seen, without interval, test and verdict.</summary>
    /// <param name="reason">Why it is not tested.</param>
    internal PairedComparison NotTested(PairReason reason) =>
        this with
        {
            Difference = Difference with { Low = null, High = null, Note = null },
            PValue = null,
            AdjustedPValue = null,
            InFamily = false,
            Verdict = PairVerdict.NotComparable,
            Reason = reason,
            Statistic = null,
            DegreesOfFreedom = null,
            MinimalDetectable = null,
            SamplesNeeded = null,
            NotWorse = null,
            NotBetter = null,
        };

    /// <summary>The same comparison from the second model's side.</summary>
    public PairedComparison Swap() =>
        this with
        {
            Model = Against,
            Against = Model,
            Difference = Difference with { Value = -Difference.Value, Low = -Difference.High, High = -Difference.Low },
            AttritionBounds = AttritionBounds is var (low, high) ? (-high, -low) : null,
            Epochs = Epochs is { } epochs ? epochs with { Mean = -epochs.Mean } : null,
            Statistic = -Statistic,
            OnlyFirstRight = OnlySecondRight,
            OnlySecondRight = OnlyFirstRight,
            NotWorse = NotBetter,
            NotBetter = NotWorse,
            Verdict = Verdict switch
            {
                PairVerdict.Better => PairVerdict.Worse,
                PairVerdict.Worse => PairVerdict.Better,
                var same => same,
            },
        };
}
