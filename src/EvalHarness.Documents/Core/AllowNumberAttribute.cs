namespace EvalHarness.Core;

/// <summary>Marks a text that may as well be a number, so that an unquoted number raises no warning.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class AllowNumberAttribute : Attribute;
