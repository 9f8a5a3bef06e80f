namespace EvalHarness.Core;

/// <summary>Where a task comes from that is one of several made of one, which ask the same samples in different ways.</summary>
/// <param name="Task">Name of the task that the suite declares.</param>
/// <param name="Name">Name of the variant; the task made of it is called <c>task@name</c>.</param>
public sealed record TaskVariant(string Task, string Name)
{
    /// <summary>The name of the task made of it.</summary>
    public string FullName() => $"{Task}@{Name}";
}
