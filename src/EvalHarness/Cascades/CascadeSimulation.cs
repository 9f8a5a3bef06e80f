using System.Collections.Immutable;
using EvalHarness.Comparisons.Joins;

namespace EvalHarness.Cascades;

/// <summary>A simulated cascade or router and what it was made from.</summary>
/// <param name="Task">Name of the task.</param>
/// <param name="Metric">Name of the metric.</param>
/// <param name="First">The model that is always asked; of a router, where slices do not speak for the other.</param>
/// <param name="Then">The model that is asked where the first is unsure, or where slices speak for it.</param>
/// <param name="Answers">Answers of both that were used.</param>
/// <param name="Folds">Folds of the cross-fit; whole clusters are dealt out to them.</param>
/// <param name="CostIsKnown">Whether both models have a known cost; otherwise the threshold is chosen for quality alone.</param>
/// <param name="Value">What a right answer is worth, in US dollars.</param>
/// <param name="Result">What the cascade or router would have done.</param>
public sealed record CascadeSimulation(
    string Task,
    string Metric,
    string First,
    string Then,
    int Answers,
    int Folds,
    bool CostIsKnown,
    double Value,
    SimulatedCascade Result
)
{
    /// <summary>Folds where nobody says otherwise.</summary>
    public const int UsualFolds = 5;

    /// <summary>The mean cost of an answer of the first model in US dollars; 0 when unknown.</summary>
    public double FirstUsd { get; init; }

    /// <summary>The mean cost of an answer of the second model in US dollars; 0 when unknown.</summary>
    public double ThenUsd { get; init; }

    /// <summary>Answers of the first model whose own cost is unknown and which count as its mean.</summary>
    public int FirstUnpriced { get; init; }

    /// <summary>Answers of the second model whose own cost is unknown and which count as its mean.</summary>
    public int ThenUnpriced { get; init; }

    /// <summary>The router for use; null of a cascade.</summary>
    public RouterPlan? Plan { get; init; }

    /// <summary>The cascades or routers of these two models that the run asked.</summary>
    public ImmutableArray<LiveCascade> Live { get; init; } = [];

    /// <summary>The cross-fitted cost of one answer in US dollars; null when unknown.</summary>
    public double? Usd => CostIsKnown ? Result.Cost : null;

    /// <summary>The mean cost of an answer at a point of the curve in US dollars; null when unknown. A router does not ask the first model where it asks the second.</summary>
    /// <param name="point">The point.</param>
    public double? UsdAt(CascadePoint point)
    {
        ArgumentNullException.ThrowIfNull(point);
        return !CostIsKnown ? null
            : Plan is null ? point.CascadeCost
            : point.RouterCost;
    }

    /// <summary>The same for any share of calls, on the line between the two points of the curve beside it.</summary>
    /// <param name="calls">The share of answers for which the second model is asked.</param>
    public double? UsdAt(double calls)
    {
        // From always big down to always small.
        var points = Result.Curve.Points;
        int after = 0;
        while (after < points.Length - 1 && points[after].StrongShare > calls)
        {
            after++;
        }

        (var right, var left) = (points[Math.Max(0, after - 1)], points[after]);
        double width = right.StrongShare - left.StrongShare;
        double part = width > 0 ? Math.Clamp((calls - left.StrongShare) / width, 0, 1) : 0;
        return UsdAt(left) + (part * (UsdAt(right) - UsdAt(left)));
    }

    /// <summary>Whether the first model is ever sure of anything.</summary>
    public bool IsEverSure => Result.Curve.Points.Any(point => double.IsFinite(point.Threshold) && point.Threshold > 0);

    /// <summary>The point that tuning and scoring on the same samples would choose.</summary>
    public CascadePoint InSample => Result.Curve.Points.First(point => point.Threshold == Result.CrossFit.Deployed);

    /// <summary>Simulates a cascade from recorded answers, or a router if the pair is one by slice.</summary>
    /// <param name="answers">The answers of a task.</param>
    /// <param name="pair">The two models, and the field that decides between them if they are a router's.</param>
    /// <param name="value">What a right answer is worth, in US dollars.</param>
    /// <param name="folds">Folds of the cross-fit, two or more.</param>
    /// <returns>Null where both models share answers in fewer than two clusters: nothing can be held out.</returns>
    public static CascadeSimulation? Of(
        RightOrWrong answers,
        CascadePair pair,
        double value = 1,
        int folds = UsualFolds
    )
    {
        ArgumentNullException.ThrowIfNull(answers);
        ArgumentNullException.ThrowIfNull(pair);
        ArgumentOutOfRangeException.ThrowIfLessThan(folds, 2);
        var shared = answers.Between(pair.First, pair.Then, pair.By);
        return shared.ClusterCount < 2 ? null : Of(answers, pair, value, Math.Min(folds, shared.ClusterCount), shared);
    }

    private static CascadeSimulation Of(
        RightOrWrong answers,
        CascadePair pair,
        double value,
        int folds,
        SharedAnswers shared
    )
    {
        var (first, then) = (OwnCosts.Of(pair.First, shared.FirstUsd), OwnCosts.Of(pair.Then, shared.ThenUsd));
        bool isKnown = first is not null && then is not null;
        CascadePrices prices = isKnown
            ? new(first!.Usd, then!.Usd, value, pair.By is not null)
            : new(0, 0, value, pair.By is not null);
        var simulated = Simulate(pair, shared, prices, FoldsOf(shared.Clusters, folds, answers.Seed));
        var (small, big) = (pair.First.Name, pair.Then.Name);
        return new(answers.Task, answers.Metric, small, big, shared.Count, folds, isKnown, value, simulated)
        {
            FirstUsd = prices.Small,
            ThenUsd = prices.Big,
            FirstUnpriced = isKnown ? first!.Unpriced : 0,
            ThenUnpriced = isKnown ? then!.Unpriced : 0,
            Plan = pair.By is { } by ? RouterPlan.Of(by, shared, prices, simulated.CrossFit.Deployed) : null,
            Live = [.. pair.Live.Select(model => LiveCascade.Of(model, pair, shared))],
        };
    }

    private static SimulatedCascade Simulate(CascadePair pair, SharedAnswers shared, CascadePrices prices, int[] folds)
    {
        (double[] small, double[] big, int[] clusters) = ([.. shared.First], [.. shared.Then], [.. shared.Clusters]);
        return pair.By is null
            ? SimulatedCascade.Of([.. shared.Confidence], small, big, prices, folds, clusters)
            : SimulatedCascade.BySlice(shared.Slices, small, big, prices, folds, clusters);
    }

    /// <summary>Clusters are shuffled and dealt out whole: samples that belong together must not stand on both sides.</summary>
    internal static int[] FoldsOf(ImmutableArray<int> of, int folds, long seed)
    {
        int[] clusters = [.. Enumerable.Range(0, of.Max() + 1)];
        new Random(unchecked((int)seed)).Shuffle(clusters);
        int[] fold = new int[clusters.Length];
        for (int place = 0; place < clusters.Length; place++)
        {
            fold[clusters[place]] = place % folds;
        }

        return [.. of.Select(cluster => fold[cluster])];
    }
}
