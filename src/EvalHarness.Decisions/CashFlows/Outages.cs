using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace EvalHarness.Decisions.CashFlows;

/// <summary>
/// What options that are not always available do while they are down: their failover answers, as far as it serves and is up
/// itself, as if both failed independently; what is left nobody answers, and it costs what an outage costs.
/// </summary>
internal static class Outages
{
    /// <summary>Books a month: quality of the answers given, share of those not given, and the money of both.</summary>
    /// <param name="options">The options.</param>
    /// <param name="state">Each as if it alone served, without outages.</param>
    /// <param name="clock">The month.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Book(CashFlowInputs[] options, CashFlowOption[] state, in MonthClock clock)
    {
        for (int o = 0; o < state.Length; o++)
        {
            if (options[o].HasOutages)
            {
                Book(ref state[o], options[o].Failover is { } place ? state[place] : null, clock);
            }
        }

        // Only now: a failover answers with its own quality, not with that of the one behind it.
        for (int o = 0; o < state.Length; o++)
        {
            state[o].Quality = options[o].HasOutages ? state[o].Blended : state[o].Quality;
        }
    }

    private static void Book(ref CashFlowOption option, CashFlowOption? failover, in MonthClock clock)
    {
        var down = Vector256<double>.One - option.Up;
        var covered = Vector256<double>.Zero;
        option.Blended = option.Quality;
        if (failover is { } other)
        {
            covered = other.Serves & (down * other.Up);
            var answered = option.Up + covered;
            var blended = ((option.Up * option.Quality) + (covered * other.Quality)) / answered;
            option.Blended = Lanes.Where(
                Vector256.GreaterThan(answered, Vector256<double>.Zero),
                blended,
                option.Quality
            );
            option.RunningCost += covered * clock.Volume * ((other.ApiPrice * clock.ApiFactor) + other.Waiting);
        }

        option.Unanswered = down - covered;
        option.RunningCost += option.Unanswered * (option.OutageMonth + (option.FailedAnswer * clock.Volume));
    }
}
