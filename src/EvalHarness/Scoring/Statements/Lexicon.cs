using System.Collections.Frozen;
using System.Collections.Immutable;

namespace EvalHarness.Scoring.Statements;

/// <summary>Some words, and what they do.</summary>
/// <param name="First">Index of the first word.</param>
/// <param name="Count">Number of words, at least 1.</param>
/// <param name="Cue">What they do together.</param>
internal readonly record struct CuePhrase(int First, int Count, Cue Cue);

/// <summary>
/// What words of some thirty languages do to an answer near them. The longest phrase counts at each place: "no doubt" is no
/// negation. The tables are ours; a word of several languages or uses has all of its cues.
/// </summary>
internal sealed class Lexicon
{
    /// <summary>The lexicon without words of a team's own.</summary>
    public static readonly Lexicon Known = new(
        Entries(
            LexiconEnglish.Table,
            LexiconEurope.Germanic,
            LexiconEurope.Romance,
            LexiconEurope.Eastern,
            LexiconAsia.EastAsian,
            LexiconAsia.SouthAndWest
        )
    );

    private readonly FrozenDictionary<string, ImmutableArray<(ImmutableArray<string> Words, Cue Cue)>> byFirstWord;

    private Lexicon(IEnumerable<(string Phrase, Cue Cue)> entries) =>
        byFirstWord = entries
            .GroupBy(entry => Words.Join(Words.Usual(entry.Phrase)), entry => entry.Cue, StringComparer.Ordinal)
            .Where(same => same.Key.Length > 0)
            .Select(same => (Words: same.Key.Split(' ').ToImmutableArray(), Cue: same.Aggregate((a, b) => a | b)))
            .GroupBy(phrase => phrase.Words[0], StringComparer.Ordinal)
            .ToFrozenDictionary(
                group => group.Key,
                group => group.OrderByDescending(phrase => phrase.Words.Length).ToImmutableArray(),
                StringComparer.Ordinal
            );

    /// <summary>The lexicon with further words that announce an answer.</summary>
    /// <param name="markers">Words or phrases; none gives <see cref="Known"/>.</param>
    /// <exception cref="ArgumentException">One holds no word.</exception>
    public static Lexicon With(ImmutableArray<string> markers)
    {
        if (markers.IsDefaultOrEmpty)
        {
            return Known;
        }

        return markers.All(marker => Words.Join(marker).Length > 0)
            ? new Lexicon(Known.All().Concat(markers.Select(marker => (marker, Cue.Marker))))
            : throw new ArgumentException("found a marker without a word", nameof(markers));
    }

    /// <summary>What a phrase does, whole.</summary>
    /// <param name="phrase">Words in upper case, single spaces between.</param>
    public Cue Of(string phrase)
    {
        var words = Words.Of(phrase);
        bool[] free = new bool[words.Length];
        return words.Length > 0 && At(words, 0, free) is { } found && found.Count == words.Length
            ? found.Cue
            : Cue.None;
    }

    /// <summary>The cue phrases of a text, in order, without overlaps; words that are taken are no cues.</summary>
    /// <param name="words">Words of the text.</param>
    /// <param name="taken">Whether a word belongs to a label.</param>
    public ImmutableArray<CuePhrase> In(ImmutableArray<Word> words, ReadOnlySpan<bool> taken)
    {
        var found = ImmutableArray.CreateBuilder<CuePhrase>();
        for (int i = 0; i < words.Length; i++)
        {
            if (!taken[i] && At(words, i, taken) is { } phrase)
            {
                found.Add(phrase);
                i += phrase.Count - 1;
            }
        }
        return found.ToImmutable();
    }

    private CuePhrase? At(ImmutableArray<Word> words, int first, ReadOnlySpan<bool> taken)
    {
        foreach (var (phrase, cue) in byFirstWord.GetValueOrDefault(words[first].Text, []))
        {
            if (IsAt(words, first, phrase) && !taken.Slice(first, phrase.Length).Contains(true))
            {
                return new CuePhrase(first, phrase.Length, cue);
            }
        }
        return null;
    }

    private static bool IsAt(ImmutableArray<Word> words, int first, ImmutableArray<string> phrase)
    {
        if (first + phrase.Length > words.Length)
        {
            return false;
        }

        for (int i = 1; i < phrase.Length; i++)
        {
            if (words[first + i].Text != phrase[i])
            {
                return false;
            }
        }
        return true;
    }

    private IEnumerable<(string Phrase, Cue Cue)> All() =>
        byFirstWord.Values.SelectMany(phrases => phrases).Select(p => (string.Join(' ', p.Words), p.Cue));

    private static List<(string Phrase, Cue Cue)> Entries(params ReadOnlySpan<string> tables)
    {
        var entries = new List<(string, Cue)>();
        foreach (string line in tables.ToArray().SelectMany(table => table.Split('\n')))
        {
            string[] parts = line.Split(':', 2, StringSplitOptions.TrimEntries);
            var cue = Enum.Parse<Cue>(parts[0]);
            entries.AddRange(
                parts[1]
                    .Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                    .Select(phrase => (phrase, cue))
            );
        }
        return entries;
    }
}
