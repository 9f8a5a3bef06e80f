using System.Collections.Immutable;

namespace EvalHarness.Scoring.Entities;

/// <summary>Finds entities in the words of a sentence and writes them as BIO tags.</summary>
internal sealed class EntityPlaces
{
    private readonly ImmutableArray<string> words;
    private readonly string text;
    private readonly int[] owner;

    /// <summary>The words of a sentence.</summary>
    public EntityPlaces(ImmutableArray<string> words)
    {
        this.words = words;
        text = string.Concat(words);
        owner = [.. words.SelectMany((word, place) => Enumerable.Repeat(place, word.Length))];
    }

    /// <summary>The tags, and the types of entities that stand nowhere.</summary>
    /// <param name="entities">The entities.</param>
    /// <param name="all">Whether each counts wherever its text stands, and not only at its first free place.</param>
    public (string[] Tags, List<string> Unplaced) Place(IEnumerable<Mentioned> entities, bool all)
    {
        string[] tags = [.. words.Select(_ => "O")];
        var unplaced = new List<string>();
        var seen = new HashSet<(string, string)>();
        // The longest goes first: "New York" is no place within "New York Times".
        foreach (var entity in entities.OrderByDescending(entity => entity.Text.Length))
        {
            bool isRepeated = !seen.Add((entity.Text, entity.Type));
            if (!(all && isRepeated && entity.Start is null) && !Mark(entity, tags, all))
            {
                unplaced.Add(entity.Type);
            }
        }
        return (tags, unplaced);
    }

    private bool Mark(Mentioned entity, string[] tags, bool all)
    {
        if (entity is { Start: { } start, End: { } end } && Fits(entity.Text, start, end))
        {
            return TryTag(tags, start, end, entity.Type);
        }
        string wanted = string.Concat(entity.Text.Where(c => !char.IsWhiteSpace(c)));
        return wanted.Length > 0
            && (Search(wanted, StringComparison.Ordinal) || Search(wanted, StringComparison.OrdinalIgnoreCase));

        bool Search(string sought, StringComparison comparison)
        {
            bool isPlaced = false;
            for (int at = text.IndexOf(sought, comparison); at >= 0; at = Next(at, sought, comparison))
            {
                int last = at + sought.Length - 1;
                bool isWhole = IsEdge(at - 1, at) && IsEdge(last, last + 1);
                isPlaced |= isWhole && TryTag(tags, owner[at], owner[last], entity.Type);
                if (isPlaced && !all)
                {
                    return true;
                }
            }
            return isPlaced;
        }
    }

    private int Next(int at, string sought, StringComparison comparison) =>
        at + 1 < text.Length ? text.IndexOf(sought, at + 1, comparison) : -1;

    // An entity begins and ends between two words, or beside a sign within one: "Acme" of "Acme's".
    private bool IsEdge(int before, int after) =>
        before < 0
        || after >= text.Length
        || owner[before] != owner[after]
        || !char.IsLetterOrDigit(text[before])
        || !char.IsLetterOrDigit(text[after]);

    // Places from elsewhere may count characters: they count only where the words are those of the text.
    private bool Fits(string said, int start, int end) =>
        start >= 0
        && end < words.Length
        && start <= end
        && string.Equals(
            string.Concat(words[start..(end + 1)]),
            string.Concat(said.Where(c => !char.IsWhiteSpace(c))),
            StringComparison.Ordinal
        );

    private static bool TryTag(string[] tags, int start, int end, string type)
    {
        if (!Array.TrueForAll(tags[start..(end + 1)], tag => tag == "O"))
        {
            return false;
        }
        for (int i = start; i <= end; i++)
        {
            tags[i] = (i == start ? "B-" : "I-") + type;
        }
        return true;
    }
}
