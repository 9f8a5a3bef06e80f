namespace EvalHarness.Core;

/// <summary>
/// Marks a constructor parameter whose record has no mapping of its own: its keyword is the value of the parameter's
/// key, and its keys stand beside that key.
/// </summary>
/// <remarks><c>{ provider: rules, rules: lexicon.yaml }</c> holds the record with the keyword <c>rules</c>.</remarks>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class InlineAttribute : Attribute;
