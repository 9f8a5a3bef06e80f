namespace EvalHarness.Decisions.Verdicts;

/// <summary>The honest assumption that a step of the bridge adds.</summary>
public enum BridgeReason
{
    /// <summary>None yet: the business case as it is usually told.</summary>
    Told,

    /// <summary>Months pass until the option serves.</summary>
    Launch,

    /// <summary>People run it; the level is money a month.</summary>
    Staff,

    /// <summary>It gets worse with time; the level is the share of right answers that it loses a year.</summary>
    Drift,

    /// <summary>Only a share of an offline gain survives online; the level is that share.</summary>
    Realisation,

    /// <summary>It may not work out; the level is the probability of that.</summary>
    Failure,

    /// <summary>General models get better; the level is the share of their errors that they lose a year.</summary>
    Frontier,

    /// <summary>Services are down; the level is hours a month.</summary>
    Outages,

    /// <summary>Against the best of the other options in place of the incumbent.</summary>
    Alternative,
}
