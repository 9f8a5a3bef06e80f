namespace EvalHarness.Models;

/// <summary>What a failure is about, and so which other requests it will meet; the graver the later.</summary>
public enum FailureReach
{
    /// <summary>It may lie in this request alone: too long a prompt, a field that the server does not take.</summary>
    Request,

    /// <summary>The way to the backend, or its load: whatever is asked now may fail, and may not in a while.</summary>
    World,

    /// <summary>Key, account, quota or model: every request fails until somebody mends it.</summary>
    Model,
}
