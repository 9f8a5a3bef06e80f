namespace EvalHarness.Reports.Verdicts;

/// <summary>Where a section of a decision stands.</summary>
internal enum DecisionPlace
{
    /// <summary>On the page that is printed and signed.</summary>
    Sheet,

    /// <summary>Among the details that stand behind it, half as wide as the page.</summary>
    Details,

    /// <summary>Among them, as wide as the page.</summary>
    WideDetails,
}

/// <summary>Makes a component a section of a decision: sections are found by this attribute and sorted by their order.</summary>
/// <param name="place">Where it stands.</param>
/// <param name="order">Order among the sections of its place.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
internal sealed class DecisionSectionAttribute(DecisionPlace place, int order) : Attribute
{
    public DecisionPlace Place { get; } = place;

    public int Order { get; } = order;
}
