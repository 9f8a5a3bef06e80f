using System.Collections.Immutable;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.AI.Evaluation;

namespace EvalHarness.Scoring.Evaluators;

/// <summary>What an evaluator is told of a sample besides prompt and response: its right answers and its fields.</summary>
/// <example>An evaluator finds it by <c>additionalContext?.OfType&lt;SampleContext&gt;().FirstOrDefault()</c>.</example>
public sealed class SampleContext : EvaluationContext
{
    /// <summary>Name of the context.</summary>
    public const string ContextName = "Sample";

    /// <summary>The context of a sample.</summary>
    /// <param name="targets">Right answers as the dataset has them, any of which is right; may be empty.</param>
    /// <param name="fields">Fields of the sample by name; none by default.</param>
    /// <param name="id">Id of the sample; empty by default.</param>
    public SampleContext(
        IEnumerable<string> targets,
        IReadOnlyDictionary<string, string>? fields = null,
        string id = ""
    )
        : base(ContextName, Told(targets, fields, out var all))
    {
        (Targets, Fields, Id) = (all, fields ?? ImmutableDictionary<string, string>.Empty, id);
    }

    /// <summary>Id of the sample; empty where nobody said.</summary>
    public string Id { get; }

    /// <summary>Right answers as the dataset has them, any of which is right.</summary>
    public ImmutableArray<string> Targets { get; }

    /// <summary>Fields of the sample by name.</summary>
    public IReadOnlyDictionary<string, string> Fields { get; }

    private static AIContent[] Told(
        IEnumerable<string> targets,
        IReadOnlyDictionary<string, string>? fields,
        out ImmutableArray<string> all
    )
    {
        ArgumentNullException.ThrowIfNull(targets);
        all = [.. targets];
        return
        [
            .. all.Select(target => new TextContent($"target: {target}")),
            .. (fields ?? ImmutableDictionary<string, string>.Empty)
                .OrderBy(field => field.Key, StringComparer.Ordinal)
                .Select(field => new TextContent($"{field.Key}: {field.Value}")),
        ];
    }
}
