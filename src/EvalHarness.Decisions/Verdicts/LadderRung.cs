namespace EvalHarness.Decisions.Verdicts;

/// <summary>One option on the ladder.</summary>
/// <param name="Id">Id of the option.</param>
/// <param name="Cost">Its mean discounted cost, the one-off included.</param>
/// <param name="Effect">Its mean discounted number of right answers.</param>
/// <param name="Status">Whether a reasonable buyer would ever choose it.</param>
/// <param name="Icer">The price of one more right answer than the rung below gives; null on the lowest rung and off the frontier.</param>
/// <param name="Against">The rung below; null where there is no price.</param>
public sealed record LadderRung(
    string Id,
    double Cost,
    double Effect,
    RungStatus Status,
    double? Icer,
    string? Against
);
