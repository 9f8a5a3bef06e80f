using EvalHarness.Core;

namespace EvalHarness.Runs;

/// <summary>What a run may spend: asked before each attempt, told after it.</summary>
internal interface IBudget
{
    /// <summary>Sets aside what an attempt may cost at most, waiting for attempts in flight where those hold what is left.</summary>
    /// <param name="attempt">The attempt.</param>
    /// <param name="mostUsd">Most that it can cost, in US dollars; zero when its price is unknown.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    ValueTask<Reservation> ReserveAsync(AttemptKey attempt, decimal mostUsd, CancellationToken cancellationToken);

    /// <summary>Turns what was set aside into what was charged.</summary>
    /// <param name="attempt">The attempt.</param>
    /// <param name="mostUsd">What was set aside.</param>
    /// <param name="chargedUsd">What was charged: nothing for a refused call, all for one whose fate is unknown.</param>
    /// <param name="isAnswered">Whether it brought an answer, which is journalled next.</param>
    void Settle(AttemptKey attempt, decimal mostUsd, decimal chargedUsd, bool isAnswered);
}

/// <summary>An attempt at a request.</summary>
/// <param name="Request">The request.</param>
/// <param name="Number">Which attempt, from 1.</param>
internal readonly record struct AttemptKey(Request Request, int Number);

/// <summary>Whether an attempt may be made.</summary>
/// <param name="Refused">Which limit is reached, in a few words; null where none is.</param>
/// <param name="IsLost">Whether the request is no longer the caller's to ask: somebody else asks it, or has its answer.</param>
internal readonly record struct Reservation(string? Refused = null, bool IsLost = false)
{
    /// <summary>It was set aside, and the attempt may be made.</summary>
    public bool IsGranted => Refused is null && !IsLost;
}
