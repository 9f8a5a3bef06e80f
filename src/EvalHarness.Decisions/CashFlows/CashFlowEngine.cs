using System.Collections.Immutable;
using EvalHarness.Decisions.Inputs;
using EvalHarness.Decisions.Specs;

namespace EvalHarness.Decisions.CashFlows;

/// <summary>Turns every draw of the parameters into discounted net benefit, right answers and cost of every option.</summary>
/// <remarks>
/// Months 1..T, discounted at their middle. Draws are independent and written to their own place, so the result is the
/// same, bit for bit, on any number of threads.
/// </remarks>
internal static class CashFlowEngine
{
    private const int Chunk = 512;

    /// <summary>The cash flows of every option in every draw.</summary>
    /// <param name="spec">The decision.</param>
    /// <param name="draws">Its parameters.</param>
    /// <param name="delayMonths">Months by which every option but the incumbent starts, and is paid for, later.</param>
    public static CashOutcomes Simulate(DecisionSpec spec, ParameterDraws draws, double delayMonths = 0)
    {
        ArgumentNullException.ThrowIfNull(spec);
        ArgumentNullException.ThrowIfNull(draws);
        (int options, int count) = (spec.Options.Length, draws.Draws);
        var outcomes = new CashOutcomes(
            [.. spec.Options.Select(option => option.Id)],
            spec.IndexOf(spec.Incumbent),
            Columns<double>(options, count),
            Columns<double>(options, count),
            Columns<double>(options, count),
            new double[count],
            Columns<int>(options, count)
        );
        Run(spec, spec.Options, draws, delayMonths, (draw, scratch) => Keep(outcomes, draw, scratch));
        return outcomes;
    }

    /// <summary>Net benefit of one option over that of the incumbent, draw by draw; runs no more options than that takes.</summary>
    /// <param name="spec">The decision.</param>
    /// <param name="draws">Its parameters.</param>
    /// <param name="option">The option's id.</param>
    public static double[] Gain(DecisionSpec spec, ParameterDraws draws, string option)
    {
        ArgumentNullException.ThrowIfNull(draws);
        var needed = Needed(spec, option);
        (int own, int incumbent) = (Place(needed, option), Place(needed, spec.Incumbent));
        double[] gain = new double[draws.Draws];
        Run(
            spec,
            needed,
            draws,
            0,
            (draw, scratch) => (scratch.NetBenefit[own] - scratch.NetBenefit[incumbent]).Put(gain, draw)
        );
        return gain;
    }

    /// <summary>An option, the incumbent and whatever serves in the place of either.</summary>
    internal static ImmutableArray<OptionSpec> Needed(DecisionSpec spec, string id)
    {
        var ids = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<string>([spec.Incumbent, id]);
        while (open.TryPop(out string? next))
        {
            if (ids.Add(next))
            {
                var option = spec.Option(next);
                open.Push(option.Fallback ?? spec.Incumbent);
                open.Push(option.Availability?.Failover ?? spec.Incumbent);
            }
        }

        return [.. spec.Options.Where(option => ids.Contains(option.Id))];
    }

    private static void Run(
        DecisionSpec spec,
        ImmutableArray<OptionSpec> options,
        ParameterDraws draws,
        double delayMonths,
        Action<int, DrawScratch> keep
    )
    {
        int count = draws.Draws;
        var months = new CashFlowMonths(spec, options, draws, delayMonths);
        Parallel.For(
            0,
            (count + Chunk - 1) / Chunk,
            () => new DrawScratch(options.Length),
            (chunk, _, scratch) =>
            {
                for (int draw = chunk * Chunk; draw < Math.Min(count, (chunk + 1) * Chunk); draw += Lanes.Count)
                {
                    months.Run(draw, scratch);
                    keep(draw, scratch);
                }

                return scratch;
            },
            _ => { }
        );
    }

    private static void Keep(CashOutcomes outcomes, int draw, DrawScratch scratch)
    {
        scratch.Volume.Put(outcomes.Volume, draw);
        for (int o = 0; o < outcomes.Options.Length; o++)
        {
            scratch.Effect[o].Put(outcomes.Effect[o], draw);
            scratch.Cost[o].Put(outcomes.Cost[o], draw);
            scratch.NetBenefit[o].Put(outcomes.NetBenefit[o], draw);
            int[] payback = outcomes.PaybackMonth[o];
            for (int lane = 0; lane < Math.Min(Lanes.Count, payback.Length - draw); lane++)
            {
                payback[draw + lane] = (int)scratch.Payback[o][lane];
            }
        }
    }

    private static int Place(ImmutableArray<OptionSpec> options, string id) =>
        options.IndexOf(options.First(option => option.Id == id));

    private static T[][] Columns<T>(int options, int draws) =>
        [.. Enumerable.Range(0, options).Select(_ => new T[draws])];
}
