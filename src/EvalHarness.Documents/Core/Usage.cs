namespace EvalHarness.Core;

/// <summary>Tokens that one request was charged for.</summary>
/// <param name="Input">Prompt tokens, cached ones included.</param>
/// <param name="CachedInput">Prompt tokens that the vendor served from its cache at a lower price.</param>
/// <param name="Output">Generated tokens, hidden reasoning included.</param>
public readonly record struct Usage(long Input, long CachedInput, long Output);
