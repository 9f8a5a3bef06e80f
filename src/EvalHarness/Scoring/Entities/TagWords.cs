using EvalHarness.Scoring.Texts;

namespace EvalHarness.Scoring.Entities;

/// <summary>Tags in a text: alone, behind their word and a slash, or at the end of its line.</summary>
internal static class TagWords
{
    /// <summary>Whether a word is a tag: O, or a letter of a scheme, a hyphen and a type.</summary>
    public static bool IsTag(string word) =>
        word == "O"
        || (word.Length > 2 && word[1] is '-' or '_' && "BIESLU".Contains(word[0], StringComparison.Ordinal));

    /// <summary>The tags of a text, with their words where it has them; null where it is no sequence of tags.</summary>
    /// <param name="text">The text.</param>
    public static (List<string>? Words, List<string> Tags)? Read(string text)
    {
        var parts = PythonText.Split(text);
        return parts.Count == 0 ? null : Alone(parts) ?? Behind(parts) ?? Lines(text);
    }

    // "B-PER, I-PER, O" and "['B-PER', 'O']" too.
    private static (List<string>?, List<string>)? Alone(List<string> parts)
    {
        var tags = parts.ConvertAll(part => part.Trim("[](),;\"'`".ToCharArray()));
        tags.RemoveAll(tag => tag.Length == 0);
        return tags.Count > 0 && tags.TrueForAll(IsTag) ? (null, tags) : null;
    }

    private static (List<string>?, List<string>)? Behind(List<string> parts)
    {
        var cut = parts.ConvertAll(part => part.LastIndexOf('/'));
        for (int i = 0; i < parts.Count; i++)
        {
            if (cut[i] <= 0 || !IsTag(parts[i][(cut[i] + 1)..]))
            {
                return null;
            }
        }
        return ([.. parts.Select((part, i) => part[..cut[i]])], [.. parts.Select((part, i) => part[(cut[i] + 1)..])]);
    }

    private static (List<string>?, List<string>)? Lines(string text)
    {
        var (words, tags) = (new List<string>(), new List<string>());
        foreach (string line in text.Split('\n').Where(line => !string.IsNullOrWhiteSpace(line)))
        {
            var cells = PythonText.Split(line.Replace('|', ' '));
            if (cells.Count < 2 || !IsTag(cells[^1]))
            {
                // Dashes and a heading of a table are no words.
                if (cells.TrueForAll(cell => cell.Trim('-', ':').Length == 0) || words.Count == 0)
                {
                    continue;
                }
                return null;
            }
            words.Add(string.Join(' ', cells.Take(cells.Count - 1)).TrimEnd(':'));
            tags.Add(cells[^1]);
        }
        return tags.Count > 1 ? (words, tags) : null;
    }
}
