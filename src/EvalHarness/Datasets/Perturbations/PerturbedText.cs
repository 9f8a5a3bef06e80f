using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using EvalHarness.Core;

namespace EvalHarness.Datasets.Perturbations;

/// <summary>Changes of texts, word by word.</summary>
internal static class PerturbedText
{
    /// <summary>A sample with some fields changed; the id stays, by which it is paired with the one that it is a copy of.</summary>
    /// <param name="sample">The sample.</param>
    /// <param name="fields">The fields to change; those that the sample lacks, or that hold JSON, stay.</param>
    /// <param name="change">The new text of a field, by its name and its old text.</param>
    public static Sample Change(Sample sample, ImmutableArray<string> fields, Func<string, string, string> change)
    {
        var changed = sample.Fields.ToImmutableDictionary(StringComparer.Ordinal);
        foreach (string field in fields)
        {
            if (sample.Fields.TryGetValue(field, out string? text) && !IsJson(text))
            {
                changed = changed.SetItem(field, change(field, text));
            }
        }

        return With(sample, changed, sample.Targets);
    }

    /// <summary>A sample with other fields and right answers, whose hash tells that it is another.</summary>
    public static Sample With(Sample sample, ImmutableDictionary<string, string> fields, ImmutableArray<string> targets)
    {
        string[] parts =
        [
            sample.ContentHash,
            .. fields
                .OrderBy(field => field.Key, StringComparer.Ordinal)
                .SelectMany(field => new[] { field.Key, field.Value }),
            .. targets,
        ];
        return sample with { Fields = fields, Targets = targets, ContentHash = Digest.Of(parts) };
    }

    /// <summary>The text with each word replaced: a run of letters, digits and marks within words.</summary>
    /// <param name="text">The text.</param>
    /// <param name="kept">Words that stay, whatever their case.</param>
    /// <param name="change">The new form of a word.</param>
    public static string EachWord(string text, IReadOnlySet<string> kept, Func<string, string> change)
    {
        var made = new StringBuilder(text.Length + 8);
        int at = 0;
        while (at < text.Length)
        {
            int end = at;
            while (end < text.Length && IsOfWord(text[end]))
            {
                end++;
            }

            if (end == at)
            {
                made.Append(text[at++]);
                continue;
            }

            string word = text[at..end];
            made.Append(kept.Contains(word) ? word : change(word));
            at = end;
        }

        return made.ToString();
    }

    /// <summary>The words of the right answers, whatever their case.</summary>
    public static IReadOnlySet<string> WordsOf(ImmutableArray<string> targets)
    {
        var words = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (string target in targets)
        {
            EachWord(
                target,
                ImmutableHashSet<string>.Empty,
                word =>
                {
                    words.Add(word);
                    return word;
                }
            );
        }

        return words;
    }

    /// <summary>Whether a text is a table or a list in JSON, whose form is not that of a person's words.</summary>
    private static bool IsJson(string text)
    {
        if (text.AsSpan().TrimStart() is not ['[' or '{', ..])
        {
            return false;
        }

        try
        {
            using var document = JsonDocument.Parse(text);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static bool IsOfWord(char letter) =>
        char.IsLetterOrDigit(letter)
        || char.IsSurrogate(letter)
        || letter is '\'' or '’' or '_'
        || char.GetUnicodeCategory(letter) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;
}
