namespace EvalHarness.Core;

/// <summary>
/// Marks a record as a word of the suite file: its constructor parameters are the keys, in snake_case, and its XML
/// documentation is the reference of the format.
/// </summary>
/// <remarks>
/// A record implementing an extension point (a dataset reader, a provider, an answer format, a metric) is found by its
/// keyword; nothing else registers it.
/// </remarks>
/// <param name="name">The word as it stands in YAML, for example <c>numeric_match</c>.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class KeywordAttribute(string name) : Attribute
{
    /// <summary>The word as it stands in YAML.</summary>
    public string Name { get; } = name;
}
