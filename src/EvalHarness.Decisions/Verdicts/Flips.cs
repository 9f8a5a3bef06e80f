using System.Collections.Immutable;

namespace EvalHarness.Decisions.Verdicts;

/// <summary>Which assumption would change the answer soonest.</summary>
internal static class Flips
{
    /// <summary>The break-even that lies nearest to where its assumption stands, in ratio; null where none exists.</summary>
    public static BreakEven? Soonest(ImmutableArray<BreakEven> breakEvens) =>
        breakEvens.Where(one => one.Value is not null && one.Current is not null).MinBy(Distance);

    // Quality counts by its error, where points are dear; a break-even at nothing is as far as can be.
    private static double Distance(BreakEven one)
    {
        (double now, double then) = (one.Current!.Value, one.Value!.Value);
        (now, then) = one.Assumption == Assumption.Quality ? (1 - now, 1 - then) : (now, then);
        return now > 0 && then > 0 ? Math.Abs(Math.Log(then / now)) : double.PositiveInfinity;
    }
}
