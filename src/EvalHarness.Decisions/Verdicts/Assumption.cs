namespace EvalHarness.Decisions.Verdicts;

/// <summary>An assumption that can be moved until the answer changes.</summary>
public enum Assumption
{
    /// <summary>Factor on the volume; today is 1.</summary>
    Volume,

    /// <summary>The mean of the option's quality, every draw moved by as much within [0, 1].</summary>
    Quality,

    /// <summary>The option's one-off, the same in every draw; in the decision's currency.</summary>
    OneOff,

    /// <summary>Factor on the value of right and the loss of wrong answers; today is 1.</summary>
    Stake,

    /// <summary>Factor on all prices per token; today is 1.</summary>
    ApiPrice,

    /// <summary>The frontier's yearly reduction of error, the same in every draw.</summary>
    FrontierRate,
}
