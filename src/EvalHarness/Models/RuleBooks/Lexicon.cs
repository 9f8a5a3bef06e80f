using EvalHarness.Core;

namespace EvalHarness.Models.RuleBooks;

/// <summary>Finds the words and phrases of all rules in one pass over a text, the longest at each place.</summary>
internal sealed class Lexicon
{
    private readonly Dictionary<string, List<Phrase>> exact = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, List<Phrase>> prefixes = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, List<Phrase>>.AlternateLookup<ReadOnlySpan<char>> exactBySpan;
    private readonly Dictionary<string, List<Phrase>>.AlternateLookup<ReadOnlySpan<char>> prefixesBySpan;

    /// <summary>Takes in the words of the rules.</summary>
    /// <exception cref="DocumentException">A word stands in two rules, or an entry holds no word.</exception>
    public Lexicon(IReadOnlyList<Rule> rules)
    {
        exactBySpan = exact.GetAlternateLookup<ReadOnlySpan<char>>();
        prefixesBySpan = prefixes.GetAlternateLookup<ReadOnlySpan<char>>();
        var faults = new List<Fault>();
        var seen = new Dictionary<string, Rule>(StringComparer.OrdinalIgnoreCase);
        for (int i = 0; i < rules.Count; i++)
        {
            foreach (string entry in rules[i].Words ?? [])
            {
                Add(entry, i, rules[i], seen, faults);
            }
        }

        if (faults.Count > 0)
        {
            throw new DocumentException(faults);
        }
    }

    /// <summary>The rule whose phrase starts at a word; false when none does.</summary>
    /// <param name="text">The text that a rule may be about.</param>
    /// <param name="words">Where its words stand, in order.</param>
    /// <param name="at">Index of the word.</param>
    /// <param name="rule">Index of the rule.</param>
    /// <param name="length">Number of words that the phrase takes.</param>
    public bool TryFind(ReadOnlySpan<char> text, List<TextWord> words, int at, out int rule, out int length)
    {
        var first = WordOf(text, words[at]);
        var best = exactBySpan.TryGetValue(first, out var phrases) ? Longest(phrases, text, words, at) : null;
        for (int end = first.Length; end > 0; end--)
        {
            if (prefixesBySpan.TryGetValue(first[..end], out phrases))
            {
                var found = Longest(phrases, text, words, at);
                best = found is not null && (best is null || found.Words.Length > best.Words.Length) ? found : best;
            }
        }

        (rule, length) = best is null ? (-1, 0) : (best.Rule, best.Words.Length);
        return best is not null;
    }

    private void Add(string entry, int index, Rule rule, Dictionary<string, Rule> seen, List<Fault> faults)
    {
        var found = new List<TextWord>();
        TextWords.Find(entry, found);
        if (found.Count == 0)
        {
            faults.Add(new Fault(rule.At, $"the entry '{entry}' holds no word", "words, or match: for anything else"));
            return;
        }

        var words = found.ConvertAll(word => PartOf(entry, word)).ToArray();
        string normal = string.Join(' ', words.Select(word => word.IsPrefix ? word.Text + "*" : word.Text));
        if (!seen.TryAdd(normal, rule))
        {
            faults.Add(new Fault(rule.At, $"the entry '{entry}' stands in two places, first at {seen[normal].At}"));
            return;
        }

        var index1 = words[0].IsPrefix ? prefixes : exact;
        if (!index1.TryGetValue(words[0].Text, out var phrases))
        {
            index1[words[0].Text] = phrases = [];
        }

        phrases.Add(new Phrase(words, index));
        phrases.Sort((a, b) => b.Words.Length.CompareTo(a.Words.Length));
    }

    private static Part PartOf(string entry, TextWord word) =>
        new(entry.Substring(word.Start, word.Length), word.End < entry.Length && entry[word.End] == '*');

    private static Phrase? Longest(List<Phrase> phrases, ReadOnlySpan<char> text, List<TextWord> words, int at)
    {
        foreach (var phrase in phrases)
        {
            if (IsAt(phrase, text, words, at))
            {
                return phrase;
            }
        }

        return null;
    }

    private static bool IsAt(Phrase phrase, ReadOnlySpan<char> text, List<TextWord> words, int at)
    {
        if (at + phrase.Words.Length > words.Count)
        {
            return false;
        }

        for (int i = 1; i < phrase.Words.Length; i++)
        {
            var word = WordOf(text, words[at + i]);
            var part = phrase.Words[i];
            bool fits = part.IsPrefix
                ? word.StartsWith(part.Text, StringComparison.OrdinalIgnoreCase)
                : word.Equals(part.Text, StringComparison.OrdinalIgnoreCase);
            if (!fits)
            {
                return false;
            }
        }

        return true;
    }

    private static ReadOnlySpan<char> WordOf(ReadOnlySpan<char> text, TextWord word) =>
        text.Slice(word.Start, word.Length);

    private readonly record struct Part(string Text, bool IsPrefix);

    private sealed record Phrase(Part[] Words, int Rule);
}
