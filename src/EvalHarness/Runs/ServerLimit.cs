using EvalHarness.Models;

namespace EvalHarness.Runs;

/// <summary>The limits of a server within one process, shared by the models that it serves.</summary>
/// <param name="Window">How many requests it bears at a time.</param>
/// <param name="Rate">Requests and tokens a minute, and the pauses that it asks for.</param>
internal sealed record ServerLimit(ConcurrencyWindow Window, RateLimit Rate)
{
    /// <summary>What it bills at worst: one model's bill warns the others.</summary>
    public WorstBill Bills { get; } = new();
}
