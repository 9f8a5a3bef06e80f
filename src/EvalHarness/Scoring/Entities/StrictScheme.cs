using System.Collections.Frozen;

namespace EvalHarness.Scoring.Entities;

/// <summary>
/// A strict tag scheme as seqeval defines it: pairs of neighbouring letters that start, continue and end an entity, some only
/// where the types are the same or differ.
/// </summary>
internal sealed class StrictScheme
{
    private static readonly FrozenDictionary<TagScheme, StrictScheme> All = new Dictionary<TagScheme, StrictScheme>
    {
        [TagScheme.Iob1] = new("IOB", "OI BI II/ IB= BB=", "BI= II=", "II/ IO IB BO BI/ BB="),
        [TagScheme.Iob2] = new("IOB", "*B", "BI= II=", "IO II/ IB BO BI/ BB"),
        [TagScheme.Ioe1] = new("IOE", "OI II/ EI EE=", "II= IE=", "II/ IO IE/ EI= EE="),
        [TagScheme.Ioe2] = new("IOE", "OI OE EI EE II/ IE/", "IE= II=", "E*"),
        [TagScheme.Iobes] = new("IOBES", "*B *S", "BI= BE= II= IE=", "S* E*"),
        [TagScheme.Bilou] = new("BILOU", "*B *U", "BI= BL= II= IL=", "U* L*"),
    }.ToFrozenDictionary();

    private readonly string letters;
    private readonly string[] starts;
    private readonly string[] inside;
    private readonly string[] ends;

    // Patterns: letter before, letter now, then "=" for the same type, "/" for different ones; "*" is any letter.
    private StrictScheme(string letters, string starts, string inside, string ends)
    {
        this.letters = letters;
        this.starts = starts.Split(' ');
        this.inside = inside.Split(' ');
        this.ends = ends.Split(' ');
    }

    public static StrictScheme Of(TagScheme scheme) => All[scheme];

    /// <summary>The letters that a scheme knows.</summary>
    public static string LettersOf(TagScheme scheme) => scheme == TagScheme.Lenient ? "BIESO" : All[scheme].letters;

    public List<Entity> Read(IReadOnlyList<string> tags)
    {
        var tokens = new List<(char Letter, string Type)>(tags.Count + 1);
        foreach (string tag in tags)
        {
            if (!letters.Contains(tag[0], StringComparison.Ordinal))
            {
                throw new ArgumentException($"a tag must start with one of {letters}, one started with {tag[0]}");
            }
            string type = tag[1..].Trim('-');
            tokens.Add((tag[0], type.Length > 0 ? type : "_"));
        }
        tokens.Add(('O', "_"));
        var entities = new List<Entity>();
        (char Letter, string Type) before = ('O', "_");
        for (int i = 0; i < tokens.Count; before = tokens[i - 1])
        {
            if (!Matches(starts, before, tokens[i]))
            {
                i++;
                continue;
            }
            int end = i + 1;
            while (end < tokens.Count && Matches(inside, tokens[end - 1], tokens[end]))
            {
                end++;
            }
            if (Matches(ends, tokens[end - 1], tokens[end]))
            {
                entities.Add(new Entity(tokens[i].Type, i, end - 1));
            }
            i = end;
        }
        return entities;
    }

    private static bool Matches(string[] patterns, (char Letter, string Type) before, (char Letter, string Type) now)
    {
        foreach (string pattern in patterns)
        {
            bool letters =
                (pattern[0] == '*' || pattern[0] == before.Letter) && (pattern[1] == '*' || pattern[1] == now.Letter);
            bool types = pattern.Length == 2 || (before.Type == now.Type) == (pattern[2] == '=');
            if (letters && types)
            {
                return true;
            }
        }
        return false;
    }
}
