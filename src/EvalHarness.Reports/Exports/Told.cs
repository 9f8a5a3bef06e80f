namespace EvalHarness.Reports.Exports;

/// <summary>What a log tells, as far as it tells it.</summary>
internal static class Told
{
    /// <summary>A part of the tokens: a log has 0 where there were none and where nobody told, so that 0 is not known to be 0.</summary>
    /// <param name="tokens">The part; null where the tokens are not known at all.</param>
    public static long? Part(long? tokens) => tokens is > 0 ? tokens : null;
}
