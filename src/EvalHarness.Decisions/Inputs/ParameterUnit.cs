namespace EvalHarness.Decisions.Inputs;

/// <summary>What the numbers of a parameter count.</summary>
public enum ParameterUnit
{
    /// <summary>Things: answers, tokens, GPUs, seconds.</summary>
    Number,

    /// <summary>Parts of a whole: 0.5 is a half.</summary>
    Share,

    /// <summary>A difference between two shares: 0.01 is one point.</summary>
    Points,

    /// <summary>Money in the currency of the decision.</summary>
    Money,

    /// <summary>Months from today or from the start of what is built.</summary>
    Months,

    /// <summary>A yes (1) or no (0) that is not known yet.</summary>
    Chance,
}
