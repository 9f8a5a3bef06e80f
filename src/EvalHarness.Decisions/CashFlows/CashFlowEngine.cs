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
    private const int Chunk = 256;

    /// <summary>The cash flows of every option in every draw.</summary>
    /// <param name="spec">The decision.</param>
    /// <param name="draws">Its parameters.</param>
    /// <param name="delayMonths">Months by which every option but the incumbent starts, and is paid for, later.</param>
    public static CashOutcomes Simulate(DecisionSpec spec, ParameterDraws draws, double delayMonths = 0)
    {
        ArgumentNullException.ThrowIfNull(spec);
        return Simulate(spec, draws, delayMonths, spec.Options);
    }

    /// <summary>Runs some of the options, the incumbent and all fallbacks among them.</summary>
    internal static CashOutcomes Simulate(
        DecisionSpec spec,
        ParameterDraws draws,
        double delayMonths,
        ImmutableArray<OptionSpec> options
    )
    {
        ArgumentNullException.ThrowIfNull(draws);
        int count = draws.Draws;
        var narrowed = spec with { Options = options };
        var outcomes = new CashOutcomes(
            [.. options.Select(option => option.Id)],
            narrowed.IndexOf(spec.Incumbent),
            Columns<double>(options.Length, count),
            Columns<double>(options.Length, count),
            Columns<double>(options.Length, count),
            new double[count],
            Columns<int>(options.Length, count)
        );
        var months = new CashFlowMonths(narrowed, draws, delayMonths);
        Parallel.For(
            0,
            (count + Chunk - 1) / Chunk,
            () => new DrawScratch(options.Length),
            (chunk, _, scratch) =>
            {
                for (int draw = chunk * Chunk; draw < Math.Min(count, (chunk + 1) * Chunk); draw++)
                {
                    months.Run(draw, scratch, outcomes);
                }

                return scratch;
            },
            _ => { }
        );
        return outcomes;
    }

    /// <summary>An option, the incumbent and whatever serves in the option's place.</summary>
    internal static ImmutableArray<OptionSpec> Needed(DecisionSpec spec, string id)
    {
        var ids = new HashSet<string>(StringComparer.Ordinal) { spec.Incumbent };
        for (string next = id; ids.Add(next); next = spec.Option(next).Fallback ?? spec.Incumbent) { }

        return [.. spec.Options.Where(option => ids.Contains(option.Id))];
    }

    private static T[][] Columns<T>(int options, int draws) =>
        [.. Enumerable.Range(0, options).Select(_ => new T[draws])];
}
