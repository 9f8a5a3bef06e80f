using System.Collections.Frozen;
using System.Collections.Immutable;
using EvalHarness.Scoring.Statements;

namespace EvalHarness.Scoring.Answers;

/// <summary>Finds labels in text by their spelling and their words.</summary>
internal sealed class LabelFinder
{
    private static readonly char[] Wrapping =
        "*_`#>~\"'“”‘’«»„「」『』【】()[]{}.,;:!?-–。，、！？：；\\$ \t\r\n".ToCharArray();

    private readonly FrozenDictionary<string, string> written;
    private readonly FrozenDictionary<string, ImmutableArray<Pattern>> byFirstWord;
    private readonly ImmutableArray<Pattern> single;

    /// <summary>Makes ready for labels.</summary>
    /// <param name="options">The labels.</param>
    /// <param name="aliases">Other words for them, by label.</param>
    /// <param name="wholeWords">Whether a label must not begin or end within a word.</param>
    public LabelFinder(
        ImmutableArray<string> options,
        IReadOnlyDictionary<string, ImmutableArray<string>>? aliases,
        bool wholeWords
    )
    {
        if (options.IsDefaultOrEmpty || options.Any(string.IsNullOrWhiteSpace))
        {
            throw new ArgumentException("found no label, or an empty one", nameof(options));
        }

        var spellings = options.Select(o => (Spelling: o, Label: o)).ToList();
        foreach (var (label, words) in aliases ?? ImmutableDictionary<string, ImmutableArray<string>>.Empty)
        {
            if (!options.Contains(label))
            {
                throw new ArgumentException($"'{label}' is not one of the options", nameof(aliases));
            }

            spellings.AddRange(words.Select(w => (w, label)));
        }
        written = Distinct(spellings)
            .ToFrozenDictionary(s => s.Spelling, s => s.Label, StringComparer.OrdinalIgnoreCase);
        byFirstWord = Patterns(spellings);
        single = wholeWords
            ? []
            :
            [
                .. byFirstWord
                    .Values.SelectMany(patterns => patterns)
                    .Where(pattern => pattern.Words.Length == 1)
                    .OrderByDescending(pattern => pattern.Words[0].Length),
            ];
    }

    /// <summary>The label that the whole text is; null when it is none.</summary>
    public string? Exact(string text) =>
        written.GetValueOrDefault(text.Trim()) ?? written.GetValueOrDefault(text.Trim(Wrapping)) ?? ByWords(text);

    /// <summary>The labels named in a passage, in order; of several at one place the longest.</summary>
    public ImmutableArray<Mention> In(Passage passage)
    {
        var mentions = ImmutableArray.CreateBuilder<Mention>();
        for (int i = 0; i < passage.All.Length; i++)
        {
            if (
                (Match(passage.All, i) ?? Within(passage.All, i)) is { } mention
                && !IsDeterminer(passage, mention)
                && !IsHoldOn(passage, mention)
            )
            {
                mentions.Add(mention);
                i = mention.End - 1;
            }
        }
        return mentions.ToImmutable();
    }

    private string? ByWords(string text)
    {
        if (text.Length > 200)
        {
            return null;
        }

        var words = Words.Of(text);
        return words.Length > 0 && Match(words, 0) is { } mention && mention.Count == words.Length
            ? mention.Label
            : null;
    }

    private Mention? Match(ImmutableArray<Word> words, int first)
    {
        foreach (var pattern in byFirstWord.GetValueOrDefault(words[first].Text, []))
        {
            if (first + pattern.Words.Length > words.Length)
            {
                continue;
            }

            bool isMatch = true;
            for (int i = 1; i < pattern.Words.Length && isMatch; i++)
            {
                isMatch = words[first + i].Text == pattern.Words[i];
            }

            if (isMatch)
            {
                return new Mention(pattern.Label, first, pattern.Words.Length);
            }
        }
        return null;
    }

    // Where words need not be whole.
    private Mention? Within(ImmutableArray<Word> words, int at)
    {
        foreach (var pattern in single)
        {
            if (words[at].Text.Contains(pattern.Words[0], StringComparison.Ordinal))
            {
                return new Mention(pattern.Label, at, 1);
            }
        }
        return null;
    }

    // "Hold on, sell": a call to wait is no "hold"; "hold on to it" is.
    private static bool IsHoldOn(Passage passage, Mention mention) =>
        mention.Count == 1
        && mention.End < passage.All.Length
        && passage.All[mention.First].Text is "HOLD"
        && passage.All[mention.End].Text is "ON"
        && passage.Has(mention.End + 1, Gap.Hard | Gap.Comma | Gap.Dash);

    // "No fee is due" does not answer "no": the word belongs to the next one unless it stands apart.
    private static bool IsDeterminer(Passage passage, Mention mention)
    {
        if (mention.Count != 1 || passage.All[mention.First].Text is not ("NO" or "NOT" or "NON" or "NONE"))
        {
            return false;
        }

        bool isBare = mention.End < passage.All.Length && (passage.Before(mention.End) & ~Gap.Space) == 0;
        return isBare
            && !char.IsAsciiDigit(passage.All[mention.End].Text[0])
            && passage.All[mention.End].Text
                is not (
                    "IT"
                    or "THIS"
                    or "THAT"
                    or "THE"
                    or "THERE"
                    or "THEY"
                    or "HE"
                    or "SHE"
                    or "WE"
                    or "I"
                    or "BECAUSE"
                    or "SINCE"
                    or "AS"
                    or "AND"
                    or "OR"
                    or "IS"
                    or "WITH"
                    or "FOR"
                    or "IF"
                    or "BUT"
                );
    }

    private static IEnumerable<(string Spelling, string Label)> Distinct(List<(string Spelling, string Label)> options)
    {
        foreach (var same in options.GroupBy(s => s.Spelling.Trim(), StringComparer.OrdinalIgnoreCase))
        {
            if (same.Select(s => s.Label).Distinct(StringComparer.Ordinal).Count() > 1)
            {
                throw new ArgumentException($"'{same.Key}' stands for two options", nameof(options));
            }

            yield return (same.Key, same.First().Label);
        }
    }

    // Labels that are the same words or have none ("A+" and "A", ">50K") are found when they stand alone, by their exact spelling.
    private static FrozenDictionary<string, ImmutableArray<Pattern>> Patterns(
        List<(string Spelling, string Label)> spellings
    ) =>
        spellings
            .Select(s => new Pattern(s.Label, [.. Words.Of(Words.Usual(s.Spelling)).Select(w => w.Text)]))
            .Where(p => p.Words.Length > 0)
            .GroupBy(p => string.Join(' ', p.Words), StringComparer.Ordinal)
            .Where(same => same.Select(p => p.Label).Distinct(StringComparer.Ordinal).Count() == 1)
            .Select(same => same.First())
            .GroupBy(p => p.Words[0], StringComparer.Ordinal)
            .ToFrozenDictionary(
                g => g.Key,
                g => g.OrderByDescending(p => p.Words.Length).ToImmutableArray(),
                StringComparer.Ordinal
            );

    private sealed record Pattern(string Label, ImmutableArray<string> Words);
}
