using System.Text.RegularExpressions;

namespace EvalHarness.Scoring.Entities;

/// <summary>
/// Entities in lines of prose: <c>text (type)</c>, <c>text, type</c>, <c>text: type</c>, <c>TYPE: text; text</c>, a heading with the
/// type above a list, a table of text and type.
/// </summary>
/// <param name="types">The types.</param>
internal sealed partial class EntityLines(EntityTypes types)
{
    private static readonly string[] Links = [" -> ", " → ", " => ", " – ", " — ", " - ", "\t", ": ", " = "];

    /// <summary>The entities of all lines; null where no line has one or says that there is none.</summary>
    public List<Mentioned>? Read(string text)
    {
        var found = new List<Mentioned>();
        bool isList = false;
        string? heading = null;
        (int Text, int Type)? columns = null;
        foreach (string raw in text.Split('\n'))
        {
            string line = raw.Trim();
            bool isItem = Bullet().IsMatch(line);
            string plain = Bullet().Replace(line, "").Replace("**", "", StringComparison.Ordinal).Trim(' ', '`', '\r');
            if (plain.Length == 0)
            {
                continue;
            }
            if (Heading(plain) is { } type)
            {
                (heading, isList) = (type, true);
            }
            else if (plain[0] == '|')
            {
                isList |= Row(plain, ref columns, found);
            }
            else if (SaysNone(plain[(plain.IndexOf(':', StringComparison.Ordinal) + 1)..]) && Heading(plain) is null)
            {
                isList = true;
            }
            else if (One(plain, isItem) is { } items)
            {
                found.AddRange(items);
                isList = true;
            }
            else if (isItem && heading is not null)
            {
                found.AddRange(Said(plain, heading));
            }
        }
        return isList ? found : null;
    }

    /// <summary>Whether a whole text says that there is no entity.</summary>
    public static bool SaysNone(string text) => None().IsMatch(text.Trim());

    private List<Mentioned>? One(string line, bool isItem)
    {
        if (Parentheses(line) is { Count: > 0 } bracketed)
        {
            return bracketed;
        }
        // "ORG: Acme; Borealis" before "Acme: ORG".
        int colon = line.IndexOf(':', StringComparison.Ordinal);
        if (!types.IsOpen && colon > 0 && types.Find(line[..colon]) is { } type)
        {
            return Said(line[(colon + 1)..], type);
        }
        if (line.LastIndexOf(',') is var comma and > 0 && TypeAt(line, comma + 1, isItem) is { } last)
        {
            return [last with { Text = Clean(line[..comma]) }];
        }
        foreach (string link in Links)
        {
            int at = line.LastIndexOf(link, StringComparison.Ordinal);
            if (at > 0 && TypeAt(line, at + link.Length, isItem) is { } linked)
            {
                return [linked with { Text = Clean(line[..at]) }];
            }
        }
        return null;
    }

    // "Steve Jobs (person), Apple (organization)": what stands in parentheses must be a type.
    private List<Mentioned>? Parentheses(string line)
    {
        var found = new List<Mentioned>();
        int from = 0;
        foreach (Match match in Bracket().Matches(line))
        {
            string inside = match.Groups[1].Value;
            string before = Joint().Replace(line[from..match.Index], "").Trim();
            if (types.Find(inside) is { } type && before.Length > 0)
            {
                found.Add(new Mentioned(Clean(before), type));
                from = match.Index + match.Length;
            }
            else if (!types.IsOpen && before.Length > 0 && IsUnknown(line, match, inside))
            {
                found.Add(new Mentioned(Clean(before), types.Name(inside), IsKnown: false));
                from = match.Index + match.Length;
            }
        }
        return found;
    }

    // "2021 (date), Acme (org)": an unknown type among known ones ends its item; "Acme (UK) Ltd (org)" goes on.
    private static bool IsUnknown(string line, Match match, string inside) =>
        !inside.Contains(' ', StringComparison.Ordinal)
        && (match.Index + match.Length == line.Length || line[match.Index + match.Length] is ',' or ';')
        && inside.All(char.IsLetter)
        && inside.Any(char.IsLower);

    // A word that is no type of the suite is one where a list or capitals show that it is meant so: "Sure, here" is prose.
    private Mentioned? TypeAt(string line, int from, bool isItem)
    {
        string word = line[from..].Trim().TrimEnd('.');
        return word.Length == 0 || word.Length > 40 ? null
            : types.Find(word) is { } type ? new Mentioned("", type)
            : types.IsOpen || !IsWord(word) || !(isItem || word.All(c => !char.IsLower(c))) ? null
            : new Mentioned("", types.Name(word), IsKnown: false);
    }

    private static bool IsWord(string text) => text.Length > 1 && text.All(c => char.IsLetter(c) || c == '_');

    private string? Heading(string line) =>
        !types.IsOpen && line.TrimEnd(' ', '#') is [.., ':' or '：'] or ['#', ..]
            ? types.Find(line.Trim('#', ' ', ':', '：'))
            : null;

    private static List<Mentioned> Said(string list, string type) =>
        [
            .. list.Split(list.Contains(';', StringComparison.Ordinal) ? ';' : ',')
                .Select(Clean)
                .Where(text => text.Length > 0 && !SaysNone(text))
                .Select(text => new Mentioned(text, type)),
        ];

    private bool Row(string line, ref (int Text, int Type)? columns, List<Mentioned> found)
    {
        string[] cells = [.. line.Trim('|').Split('|').Select(Clean)];
        if (cells.Length < 2 || cells.All(cell => cell.Trim('-', ':', ' ').Length == 0))
        {
            return columns is not null;
        }
        int type = Array.FindLastIndex(cells, cell => types.Find(cell) is not null);
        if (columns is null && Array.FindIndex(cells, cell => Title().IsMatch(cell)) is var title and >= 0)
        {
            int other = Array.FindIndex(cells, cell => Subject().IsMatch(cell) && !Title().IsMatch(cell));
            columns = (
                other >= 0 ? other
                : title == 0 ? 1
                : 0,
                title
            );
            return true;
        }
        var (text, at) = columns ?? (type == 0 ? 1 : 0, type);
        if (at < 0 || at >= cells.Length || text >= cells.Length || cells[text].Length == 0)
        {
            return false;
        }
        found.Add(new Mentioned(cells[text], types.Name(cells[at]), types.Find(cells[at]) is not null));
        return true;
    }

    private static string Clean(string text) => text.Trim().Trim('"', '\'', '`', '“', '”', '*', '[', ']').Trim();

    [GeneratedRegex(@"^(?:[-*•·]\s+|\(?\d{1,3}[.)]\s+)", RegexOptions.NonBacktracking)]
    private static partial Regex Bullet();

    [GeneratedRegex(@"\(([^()]{1,40})\)", RegexOptions.NonBacktracking)]
    private static partial Regex Bracket();

    [GeneratedRegex(@"^[\s,;.]*(?:and\s+)?", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Joint();

    [GeneratedRegex(@"\b(?:type|label|category|class|tag)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Title();

    [GeneratedRegex(
        @"\b(?:entity|text|name|span|mention|word)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Subject();

    [GeneratedRegex(
        @"^[\W_]*(?:none|null|nil|n/?a|empty|no(?:ne)?\s+(?:\w+\s+){0,3}(?:entity|entities)\b.*|there\s+(?:are|is|were)\s+no\s+(?:\w+\s+){0,3}(?:entity|entities)\b.*)[\W_]*$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.Singleline | RegexOptions.NonBacktracking
    )]
    private static partial Regex None();
}
