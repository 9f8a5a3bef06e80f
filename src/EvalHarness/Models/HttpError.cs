namespace EvalHarness.Models;

/// <summary>What the body of a failed HTTP call says that may be shown.</summary>
/// <param name="Code">Machine code of the error; null when there is none.</param>
/// <param name="Parameter">Field of the request that it is about, a machine word; null when none is named.</param>
/// <param name="Hint">What would mend it, in our own words; null when nothing is known.</param>
public sealed record HttpError(string? Code, string? Parameter = null, string? Hint = null)
{
    /// <summary>A body that says nothing.</summary>
    public static HttpError None { get; } = new(Code: null);
}
