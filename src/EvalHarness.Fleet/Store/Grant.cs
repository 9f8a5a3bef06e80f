namespace EvalHarness.Fleet.Store;

/// <summary>What the store says of an attempt.</summary>
internal enum Grant : short
{
    /// <summary>It may be made.</summary>
    Granted,

    /// <summary>The request is no longer the worker's.</summary>
    Lost,

    /// <summary>What is in flight holds what is left of the budget.</summary>
    Waits,

    /// <summary>It could cost more than is left.</summary>
    TooLittle,

    /// <summary>No more attempts may be sent.</summary>
    UsedUp,
}
