using System.Text.Json.Serialization;

namespace EvalHarness.Core;

/// <summary>Where a task comes from that is one of several made of one, which ask the same samples in different ways.</summary>
/// <param name="Task">Name of the task that the suite declares.</param>
/// <param name="Name">Name of the variant; the task made of it is called <c>task@name</c>.</param>
/// <param name="Kind">In what it differs.</param>
public sealed record TaskVariant(string Task, string Name, VariantKind Kind = VariantKind.Prompt)
{
    /// <summary>The name of the task made of it.</summary>
    public string FullName() => $"{Task}@{Name}";
}

/// <summary>In what tasks differ that are made of one.</summary>
public enum VariantKind
{
    /// <summary>In the prompt; there is no task without.</summary>
    [JsonStringEnumMemberName("prompt")]
    Prompt,

    /// <summary>In the samples, which are copies of those of the task as it is declared, changed a little.</summary>
    [JsonStringEnumMemberName("perturbation")]
    Perturbation,
}
