using System.Globalization;
using EvalHarness.Scoring.Entities;
using EvalHarness.Scoring.Texts;

namespace EvalHarness.Scoring.Metrics;

/// <summary>Reads the entities of an answer or a target.</summary>
internal static class EntityReader
{
    /// <summary>What parts tags from the types of entities that stand nowhere in the sentence.</summary>
    public const string Unplaced = "|";

    /// <summary>The entities of a text: type, and what else makes them equal.</summary>
    /// <param name="text">The text.</param>
    /// <param name="target">The target, which says how many words there are.</param>
    /// <param name="scheme">How tags are read.</param>
    /// <param name="notation">How entities are written.</param>
    public static (string Type, string Key)[] Read(
        string text,
        string target,
        TagScheme scheme,
        EntityNotation notation
    ) => notation == EntityNotation.Tags ? ReadTags(text, target, scheme) : ReadLines(text);

    private static (string, string)[] ReadTags(string text, string target, TagScheme scheme)
    {
        var (tags, unplaced) = Cut(PythonText.Split(text));
        int length = Cut(PythonText.Split(target)).Tags.Count;
        tags = [.. tags.Take(length), .. Enumerable.Repeat("O", Math.Max(0, length - tags.Count))];
        string letters = StrictScheme.LettersOf(scheme);
        var known = tags.ConvertAll(tag => letters.Contains(tag[0], StringComparison.Ordinal) ? tag : "O");
        return
        [
            .. EntityTags
                .Read(known, scheme)
                .Distinct()
                .Select(entity =>
                    (entity.Type, string.Create(CultureInfo.InvariantCulture, $"{entity.Start}-{entity.End}"))
                ),
            .. unplaced.Select(type => (type, "nowhere")),
        ];
    }

    // Behind a bar stand the types of entities that are nowhere in the sentence.
    private static (List<string> Tags, List<string> Unplaced) Cut(List<string> words) =>
        words.IndexOf(Unplaced) is var bar and >= 0 ? (words[..bar], words[(bar + 1)..]) : (words, []);

    // The type stands behind the last comma: an entity may have commas of its own.
    private static (string, string)[] ReadLines(string text)
    {
        var entities = new List<(string, string)>();
        foreach (string line in text.Split('\n'))
        {
            int comma = line.LastIndexOf(',');
            if (comma > 0 && line[(comma + 1)..].Trim() is { Length: > 0 } type)
            {
                entities.Add((type, string.Join(' ', PythonText.Split(PythonText.Lower(line[..comma])))));
            }
        }
        return [.. entities];
    }
}
