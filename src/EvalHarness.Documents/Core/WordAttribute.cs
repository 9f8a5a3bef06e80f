namespace EvalHarness.Core;

/// <summary>
/// Marks a constructor parameter that has no key: it is given by a mapping of one word of its extension point alone, with the
/// settings of the word, in place of the record's own keys.
/// </summary>
/// <remarks><c>prompt: { fingpt: sentiment }</c> is a prompt by the word <c>fingpt</c>; <c>prompt: "{{text}}"</c> is one by its text.</remarks>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class WordAttribute : Attribute;
