using System.Collections.Immutable;
using EvalHarness.Scoring.Texts;

namespace EvalHarness.Scoring.Entities;

/// <summary>The types of entities that a suite knows, and the words for them.</summary>
internal sealed class EntityTypes
{
    private readonly Dictionary<string, string> words = new(StringComparer.Ordinal);

    /// <summary>Types by the suite's name for them, with other words for each; null where any word is a type.</summary>
    public EntityTypes(IReadOnlyDictionary<string, ImmutableArray<string>>? types)
    {
        IsOpen = types is null || types.Count == 0;
        foreach (var (type, others) in types ?? ImmutableDictionary<string, ImmutableArray<string>>.Empty)
        {
            foreach (string word in others.IsDefault ? [type] : others.Prepend(type))
            {
                string key = Key(word);
                if (words.TryGetValue(key, out string? other) && other != type)
                {
                    throw new ArgumentException($"types: '{word}' means both {other} and {type}", nameof(types));
                }
                words[key] = type;
                words[key + "S"] = words.GetValueOrDefault(key + "S", type);
            }
        }
    }

    /// <summary>Whether any word is a type, because the suite lists none.</summary>
    public bool IsOpen { get; }

    /// <summary>The suite's name for a type; null for a word that it does not know.</summary>
    public string? Find(string word) => IsOpen ? Open(word) : words.GetValueOrDefault(Key(word));

    /// <summary>The name of a type, known or not.</summary>
    public string Name(string word) =>
        Find(word) ?? string.Join('_', PythonText.Split(word.Trim(Marks).ToUpperInvariant()));

    private static readonly char[] Marks = " \t*_`\"'.:;()[]<>".ToCharArray();

    private static string? Open(string word) =>
        PythonText.Split(word.Trim(Marks)) is { Count: > 0 and <= 3 } parts ? string.Join('_', parts) : null;

    // "Organisations", "**ORG**", "B-ORG" and "geo political entity" of "geo-political entity" are one word each.
    private static string Key(string word)
    {
        string plain = word.Trim(Marks).ToUpperInvariant().Replace('-', ' ').Replace('_', ' ').Replace('/', ' ');
        return string.Join(' ', PythonText.Split(plain));
    }
}
