namespace EvalHarness.Reports.Sections;

/// <summary>Where in the page a section stands.</summary>
internal enum Place
{
    /// <summary>Before the tasks, once.</summary>
    Opening,

    /// <summary>Once a task.</summary>
    Task,

    /// <summary>After the tasks, once.</summary>
    Closing,
}

/// <summary>Makes a component a section of the report: sections are found by this attribute and sorted by their order.</summary>
/// <param name="place">Where in the page it stands.</param>
/// <param name="order">Order among the sections of its place.</param>
/// <param name="id">Id of its element, after the prefix of its task: lower case, hyphens.</param>
/// <param name="title">Its heading, and its name in the navigation; empty for a section without either.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
internal sealed class SectionAttribute(Place place, int order, string id, string title) : Attribute
{
    public Place Place { get; } = place;

    public int Order { get; } = order;

    public string Id { get; } = id;

    public string Title { get; } = title;
}
