using System.Collections.Immutable;
using EvalHarness.Core;
using EvalHarness.Scoring.Entities;
using EvalHarness.Statistics.Classification;

namespace EvalHarness.Scoring.Metrics;

/// <summary>
/// F1 of entities: one counts as found where type and place agree exactly. For tags equal to seqeval 1.2.2 f1_score, lenient or
/// strict, on the first target, but that answers may be too short (the rest is O) or too long (the rest is dropped), and
/// that a tag unknown to a strict scheme is O. Lines know no places: text (case and spacing aside) and type must agree, repeated
/// ones as often. Behind a bar stand types of entities that are nowhere in the sentence: each is found and wrong. Entities of types
/// not listed count in the micro average alone. Null where no sample has an entity on either side.
/// </summary>
/// <param name="Types">Entity types; needed for the macro and weighted averages, which are over these types. None by default.</param>
/// <param name="Average">How the types become one number; micro by default.</param>
/// <param name="Scheme">How tags are read; lenient by default.</param>
/// <param name="Notation">How entities are written; tags by default.</param>
[Keyword("entity_f1")]
public sealed record EntityF1(
    ImmutableArray<string> Types = default,
    EntityAverage Average = EntityAverage.Micro,
    TagScheme Scheme = TagScheme.Lenient,
    EntityNotation Notation = EntityNotation.Tags
) : IMetric
{
    /// <summary>The types that averages are over, each counted in three statistics; empty for the micro average of all.</summary>
    public ImmutableArray<string> Types { get; init; } =
        !Types.IsDefaultOrEmpty ? Types
        : Average == EntityAverage.Micro ? []
        : throw new ArgumentException("a macro or weighted average needs the types", nameof(Types));

    /// <inheritdoc/>
    public string Name =>
        "entity_f1"
        + (Average == EntityAverage.Micro ? "" : $"_{Average.ToString().ToLowerInvariant()}")
        + (Scheme == TagScheme.Lenient ? "" : $"_{Scheme.ToString().ToLowerInvariant()}");

    /// <inheritdoc/>
    public int Width => 3 * (Types.Length + 1);

    /// <inheritdoc/>
    public void Observe(in ScoredSample sample, Span<double> statistics)
    {
        if (sample.AllTargets() is not [var target, ..])
        {
            return;
        }
        var gold = EntityReader.Read(target, target, Scheme, Notation);
        var found = EntityReader.Read(sample.AnswerText(), target, Scheme, Notation);
        int classes = Types.Length + 1;
        foreach ((string type, _) in found)
        {
            statistics[classes + Index(type)]++;
        }
        var open = new List<(string Type, string Key)>(found);
        foreach (var entity in gold)
        {
            statistics[(2 * classes) + Index(entity.Type)]++;
            statistics[Index(entity.Type)] += open.Remove(entity) ? 1 : 0;
        }
    }

    /// <inheritdoc/>
    public double? Value(ReadOnlySpan<double> totals)
    {
        int classes = Types.Length + 1;
        int own = Average == EntityAverage.Micro ? classes : Types.Length;
        var hits = ClassVector.Hits(totals, classes)[..own];
        var found = ClassVector.Predicted(totals, classes)[..own];
        var gold = ClassVector.Gold(totals, classes)[..own];
        if (!found.ContainsAnyExcept(0.0) && !gold.ContainsAnyExcept(0.0))
        {
            return null;
        }
        return Average switch
        {
            EntityAverage.Micro => ClassScores.Micro(hits, found, gold).F,
            EntityAverage.Macro => ClassScores.Macro(hits, found, gold).F,
            EntityAverage.Weighted => ClassScores.Weighted(hits, found, gold).F,
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    private int Index(string type)
    {
        int index = Types.IndexOf(type);
        return index >= 0 ? index : Types.Length;
    }
}
