using EvalHarness.Core;

namespace EvalHarness.Models;

/// <summary>A setting of generation that a provider's requests cannot carry.</summary>
/// <param name="Setting">The setting.</param>
/// <param name="Reason">Why, as the second half of a sentence, for example <c>the Messages interface has none</c>.</param>
public sealed record UnsentSetting(GenerationSetting Setting, string Reason);
