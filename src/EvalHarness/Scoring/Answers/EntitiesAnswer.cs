using System.Collections.Immutable;
using System.Text.Json;
using EvalHarness.Core;
using EvalHarness.Scoring.Entities;
using EvalHarness.Scoring.Statements;
using EvalHarness.Scoring.Texts;

namespace EvalHarness.Scoring.Answers;

/// <summary>Which places of a sentence an entity counts at that is named without its place.</summary>
public enum Occurrences
{
    /// <summary>The first that no other entity has taken; named twice, it takes two (default).</summary>
    First,

    /// <summary>Wherever its text stands, as PIXIU's FLARE does.</summary>
    All,
}

/// <summary>What becomes of an entity that is nowhere in the sentence.</summary>
public enum Unplaced
{
    /// <summary>It counts as found and wrong (default).</summary>
    Wrong,

    /// <summary>It is dropped, as in PIXIU's FLARE, which flatters models that make entities up.</summary>
    Drop,
}

/// <summary>
/// The answer is a list of named entities: JSON (<c>[{"text": "Acme", "type": "ORG"}]</c>, <c>{"ORG": ["Acme"]}</c>), <c>Acme (ORG)</c>,
/// lines <c>Acme, ORG</c>, lists under a heading or tables of these, or tags (<c>B-ORG O</c>, <c>Acme/B-ORG</c>, a word and its tag a line).
/// An empty list, or words that say so, is the answer that there is none.
/// </summary>
/// <remarks>
/// With <c>tokens</c> answers and targets become one BIO tag a word, as <c>entity_f1</c> scores them by default; without, lines of text and
/// type (<c>entity_f1: { notation: lines }</c>). An entity must begin and end where words do, signs aside; it is found in its own case,
/// or else in any; of overlapping ones the longest takes its place first. Targets may be tags, a JSON list of them, or entities in any
/// of these forms, with the places of their words (<c>start</c>, <c>end</c>) where the data has them.
/// </remarks>
/// <param name="Types">Types as the targets call them, each with other words for it, in any case and number: <c>{ PER: [person, people] }</c>. By default types are as written, and any word is one.</param>
/// <param name="Tokens">Field of the sample that holds its words, as a JSON list or with spaces between; none by default.</param>
/// <param name="Occurrences">Which places count of an entity that is named without its place; <c>first</c> by default.</param>
/// <param name="Unplaced">What becomes of an entity that is nowhere in the sentence; <c>wrong</c> by default.</param>
[Keyword("entities")]
public sealed record EntitiesAnswer(
    IReadOnlyDictionary<string, ImmutableArray<string>>? Types = null,
    string? Tokens = null,
    Occurrences Occurrences = Occurrences.First,
    Unplaced Unplaced = Unplaced.Wrong
) : IAnswerFormat
{
    private readonly EntityTypes types = new(Types);
    private ImmutableArray<string> words = [];

    /// <inheritdoc/>
    public bool TakesJsonTargets => true;

    /// <inheritdoc/>
    public IAnswerFormat For(Sample sample)
    {
        ArgumentNullException.ThrowIfNull(sample);
        return Tokens is not null && sample.Fields.TryGetValue(Tokens, out string? text)
            ? this with
            {
                words = WordsOf(text),
            }
            : this;
    }

    /// <inheritdoc/>
    public Answer Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (Said.Of(text) is not { } said)
        {
            return Answer.None(Said.Unfinished);
        }
        if (said.Trim().Length == 0)
        {
            return Answer.None("no text");
        }
        if (Read(said) is not { } found)
        {
            return Answer.None("no list of entities");
        }
        if (found.Tags is { } tags)
        {
            return new Answer(Tagged(found.Words, tags));
        }
        return found.Entities is { Count: > 0 } all && all.TrueForAll(entity => !entity.IsKnown)
            ? Answer.None("no entity of a known type")
            : Placed(found.Entities!);
    }

    /// <inheritdoc/>
    public string Canonical(string target)
    {
        ArgumentNullException.ThrowIfNull(target);
        return Read(target) is not { } found ? target.Trim()
            : found.Tags is { } tags ? Tagged(found.Words, tags)
            : Placed(found.Entities!).Value ?? target.Trim();
    }

    private Found? Read(string text)
    {
        if (EntityLines.SaysNone(text))
        {
            return new Found([], null, null);
        }
        string inner = Fences.Last(text) ?? text;
        foreach (var value in JsonValues.In(inner).Reverse())
        {
            if (Read(value) is { } json)
            {
                return json;
            }
        }
        if (TagWords.Read(inner) is { } tagged)
        {
            return new Found(null, tagged.Words, tagged.Tags);
        }
        return new EntityLines(types).Read(text.Replace("```", "", StringComparison.Ordinal)) is { } lines
            ? new Found(lines, null, null)
            : null;
    }

    // A list of texts is one of tags or of lines.
    private Found? Read(JsonElement value)
    {
        if (new EntityJson(types).Read(value) is { } entities)
        {
            return new Found(entities, null, null);
        }
        bool areTexts =
            value.ValueKind == JsonValueKind.Array
            && value.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String);
        if (!areTexts)
        {
            return null;
        }
        string[] texts = [.. value.EnumerateArray().Select(item => item.GetString()!)];
        return Array.TrueForAll(texts, TagWords.IsTag) ? new Found(null, null, [.. texts])
            : new EntityLines(types).Read(string.Join('\n', texts)) is { } lines ? new Found(lines, null, null)
            : null;
    }

    private string Tagged(List<string>? said, List<string> tags)
    {
        tags = tags.ConvertAll(tag => tag.Length > 2 ? $"{tag[0]}-{types.Name(tag[2..])}" : tag);
        bool isOther = said is not null && !words.IsEmpty && !said.SequenceEqual(words);
        if (!isOther || said!.Count == words.Length)
        {
            return string.Join(' ', tags);
        }
        var entities = EntityTags
            .Read(tags, TagScheme.Lenient)
            .Select(entity => new Mentioned(string.Join(' ', said[entity.Start..(entity.End + 1)]), entity.Type));
        return Placed([.. entities]).Value ?? "";
    }

    private Answer Placed(List<Mentioned> entities)
    {
        if (words.IsEmpty)
        {
            return new Answer(
                string.Join(
                    '\n',
                    entities.Select(entity => $"{string.Join(' ', PythonText.Split(entity.Text))}, {entity.Type}")
                )
            );
        }
        var (tags, unplaced) = new EntityPlaces(words).Place(entities, Occurrences == Occurrences.All);
        if (Unplaced == Unplaced.Drop)
        {
            return unplaced.Count > 0 && unplaced.Count == entities.Count
                ? Answer.None("no entity that stands in the sentence")
                : new Answer(string.Join(' ', tags));
        }
        return new Answer(string.Join(' ', unplaced.Count == 0 ? tags : [.. tags, "|", .. unplaced]));
    }

    private static ImmutableArray<string> WordsOf(string text) =>
        text.AsSpan().TrimStart() is ['[', ..]
        && JsonValues.Parse(text) is { ValueKind: JsonValueKind.Array } list
        && list.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String)
            ? [.. list.EnumerateArray().Select(item => item.GetString()!)]
            : [.. PythonText.Split(text)];

    /// <summary>What a text has: entities, or tags with their words where they stand beside them.</summary>
    private sealed record Found(List<Mentioned>? Entities, List<string>? Words, List<string>? Tags);
}
