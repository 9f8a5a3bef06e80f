namespace EvalHarness.Core;

/// <summary>
/// Marks the constructor parameter that holds the key under which a record stands: a list of such records is written as
/// a mapping, <c>name: { ... }</c>.
/// </summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class FromKeyAttribute : Attribute;
