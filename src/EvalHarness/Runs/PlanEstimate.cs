using EvalHarness.Prompts;

namespace EvalHarness.Runs;

/// <summary>What a run would ask of one model in one task, and what it would cost.</summary>
/// <param name="Task">Name of the task.</param>
/// <param name="Model">Name of the model.</param>
/// <param name="Requests">Requests planned.</param>
/// <param name="Answered">How many of them an unfinished run has settled.</param>
/// <param name="Cached">How many of the others the cache would answer.</param>
/// <param name="Input">Tokens of the prompts that would be sent.</param>
/// <param name="Output">Tokens that would be generated.</param>
/// <param name="CostUsd">What the tokens would cost, in US dollars; null when the price is unknown.</param>
public sealed record PlanEstimate(
    string Task,
    string Model,
    long Requests,
    long Answered,
    long Cached,
    TokenEstimate Input,
    TokenEstimate Output,
    CostEstimate? CostUsd
)
{
    /// <summary>What an unfinished run, which would be taken up, was charged already, in US dollars; 0 where none would be.</summary>
    public decimal SpentUsd { get; init; }

    /// <summary>Whether fewer requests may be needed: of a model that only teams ask, and of judges, who judge equal answers once.</summary>
    public bool IsMost { get; init; }

    /// <summary>Pictures that would be sent, whose tokens nobody can count before: neither <see cref="Input"/> nor the cost has them.</summary>
    public long Images { get; init; }

    /// <summary>Requests that would really be sent.</summary>
    public long Sent => Requests - Answered - Cached;
}

/// <summary>What something will probably cost, in US dollars.</summary>
/// <param name="Low">At least so much.</param>
/// <param name="Mean">The best guess.</param>
/// <param name="High">At most so much, if no attempt is repeated.</param>
public readonly record struct CostEstimate(decimal Low, decimal Mean, decimal High);
