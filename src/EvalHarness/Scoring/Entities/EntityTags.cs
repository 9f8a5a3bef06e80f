namespace EvalHarness.Scoring.Entities;

/// <summary>
/// Entities in tag sequences. Lenient chunking equals seqeval 1.2.2 (cd01b52) in its default mode and conlleval (Tjong Kim Sang
/// and Buchholz, "Introduction to the CoNLL-2000 Shared Task", 2000, 10.3115/1117601.1117631); the strict schemes equal
/// seqeval's mode='strict'. A sequence is one sentence: entities never cross into the next.
/// </summary>
internal static class EntityTags
{
    /// <summary>
    /// The entities of one sentence, in order.
    /// </summary>
    /// <param name="tags">One tag a word: a letter, a hyphen and the type, or O.</param>
    /// <param name="scheme">How the tags are read.</param>
    /// <exception cref="ArgumentException">A tag is empty or has a letter that the strict scheme does not know.</exception>
    public static IReadOnlyList<Entity> Read(IReadOnlyList<string> tags, TagScheme scheme)
    {
        ArgumentNullException.ThrowIfNull(tags);
        foreach (string tag in tags)
        {
            ArgumentException.ThrowIfNullOrEmpty(tag, nameof(tags));
        }
        return scheme == TagScheme.Lenient ? ReadLenient(tags) : StrictScheme.Of(scheme).Read(tags);
    }

    private static List<Entity> ReadLenient(IReadOnlyList<string> tags)
    {
        var entities = new List<Entity>();
        char before = 'O';
        string typeBefore = "";
        int start = 0;
        for (int i = 0; i <= tags.Count; i++)
        {
            string tag = i < tags.Count ? tags[i] : "O";
            char letter = tag[0];
            int hyphen = tag.IndexOf('-', 1);
            string type = tag[(hyphen < 0 ? 1 : hyphen + 1)..];
            type = type.Length > 0 ? type : "_";
            if (Ends(before, letter, typeBefore, type))
            {
                entities.Add(new Entity(typeBefore, start, i - 1));
            }
            if (Starts(before, letter, typeBefore, type))
            {
                start = i;
            }
            before = letter;
            typeBefore = type;
        }
        return entities;
    }

    private static bool Ends(char before, char letter, string typeBefore, string type) =>
        before is 'E' or 'S'
        || (before is 'B' or 'I' && letter is 'B' or 'S' or 'O')
        || (before is not ('O' or '.') && typeBefore != type);

    private static bool Starts(char before, char letter, string typeBefore, string type) =>
        letter is 'B' or 'S'
        || (before is 'E' or 'S' or 'O' && letter is 'E' or 'I')
        || (letter is not ('O' or '.') && typeBefore != type);
}
