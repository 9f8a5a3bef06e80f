namespace EvalHarness.Core;

/// <summary>Names the key of a constructor parameter where it is not the parameter's own name in snake_case.</summary>
/// <param name="name">The key as it stands in YAML.</param>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class KeyNameAttribute(string name) : Attribute
{
    /// <summary>The key as it stands in YAML.</summary>
    public string Name { get; } = name;
}
