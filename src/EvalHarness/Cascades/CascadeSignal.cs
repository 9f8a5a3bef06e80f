namespace EvalHarness.Cascades;

/// <summary>What speaks for the first of two models, sample by sample: its answer stands where that reaches a threshold.</summary>
/// <remarks>
/// A cascade goes by the first model's own confidence, which is there whatever the answers are worth. A router by slice
/// goes by what slices taught it, and must not have seen the answers that it is scored on.
/// </remarks>
/// <param name="All">Learnt from all samples: for use, and for what tuning and scoring on the same samples would claim.</param>
/// <param name="Without">Of each fold in turn, for every sample: learnt from the other folds alone.</param>
/// <param name="Folds">The fold of each sample, from 0.</param>
internal sealed record CascadeSignal(double[] All, double[][] Without, int[] Folds)
{
    /// <summary>A confidence that nobody had to learn.</summary>
    /// <param name="confidence">The first model's confidence in each sample.</param>
    /// <param name="folds">The fold of each sample, from 0; at least two folds.</param>
    public static CascadeSignal Given(double[] confidence, int[] folds) =>
        new(confidence, [.. Enumerable.Repeat(confidence, Count(folds, confidence.Length))], folds);

    /// <summary>The first model's lead in the slice of each sample.</summary>
    /// <param name="slices">The slice of each sample; null where it has none.</param>
    /// <param name="small">The first model's score of each sample.</param>
    /// <param name="big">The other's.</param>
    /// <param name="breakEven">The lead from which on the first model is worth asking.</param>
    /// <param name="folds">The fold of each sample, from 0; at least two folds.</param>
    /// <param name="extra">By how much asking the first model costs more on a sample than on average, in scores; null for nowhere.</param>
    public static CascadeSignal Learnt(
        IReadOnlyList<string?> slices,
        double[] small,
        double[] big,
        double breakEven,
        int[] folds,
        Func<int, double>? extra = null
    )
    {
        double[] From(Func<int, bool> sees)
        {
            var leads = SliceLeads.Of(slices, small, big, breakEven, sees, extra);
            return [.. slices.Select(leads.In)];
        }

        var all = Enumerable.Range(0, Count(folds, small.Length));
        return new(From(_ => true), [.. all.Select(fold => From(i => folds[i] != fold))], folds);
    }

    /// <summary>The signal of a sample, learnt without its fold.</summary>
    /// <param name="sample">Place of the sample.</param>
    public double HeldOut(int sample) => Without[Folds[sample]][sample];

    /// <summary>The curve of the samples of some folds, by what was learnt without one of them.</summary>
    /// <param name="fold">The fold that nothing was learnt from.</param>
    /// <param name="isOfFold">Whether the samples of that fold are drawn; otherwise all others are.</param>
    /// <param name="small">The first model's score of each sample.</param>
    /// <param name="big">The other's.</param>
    /// <param name="prices">What their answers cost.</param>
    public CascadeCurve Curve(int fold, bool isOfFold, double[] small, double[] big, CascadePrices prices)
    {
        int[] kept = [.. Enumerable.Range(0, Folds.Length).Where(i => Folds[i] == fold == isOfFold)];
        double[] Kept(double[] column) => Array.ConvertAll(kept, i => column[i]);
        return CascadeCurve.Of(Kept(Without[fold]), Kept(small), Kept(big), prices.Of(kept));
    }

    private static int Count(int[] folds, int samples) =>
        folds.Length == samples && samples > 0 && folds.Max() is > 0 and var last
            ? last + 1
            : throw new ArgumentException(
                "cross-fitting needs two folds or more, and a fold for each sample",
                nameof(folds)
            );
}
