namespace EvalHarness.Reports.Sections;

/// <summary>A section with its component.</summary>
/// <param name="Component">Type of the component.</param>
/// <param name="Section">What its attribute says.</param>
internal sealed record SectionEntry(Type Component, SectionAttribute Section)
{
    /// <summary>The section, to be asked for its tables and texts.</summary>
    public T Make<T>()
        where T : Section => (T)Activator.CreateInstance(Component)!;
}
