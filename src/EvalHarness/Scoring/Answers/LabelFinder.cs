using System.Buffers;
using System.Collections.Frozen;
using System.Collections.Immutable;

namespace EvalHarness.Scoring.Answers;

/// <summary>Finds labels in text by the rules of <see cref="ChoiceAnswer"/>.</summary>
internal sealed class LabelFinder
{
    private static readonly FrozenSet<string> Markers = new[]
    {
        "ANSWER",
        "LABEL",
        "CLASSIFICATION",
        "CLASS",
        "CATEGORY",
        "SENTIMENT",
        "VERDICT",
        "CHOICE",
        "CONCLUSION",
        "PREDICTION",
        "OUTPUT",
    }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> Fillers = new[]
    {
        "IS",
        "WOULD",
        "BE",
        "SHOULD",
        "THE",
        "A",
        "AN",
        "THEREFORE",
    }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> Negations = new[]
    {
        "NOT",
        "NO",
        "NEVER",
        "NEITHER",
        "NOR",
        "CANNOT",
        "WITHOUT",
        "ISN'T",
        "AREN'T",
        "WASN'T",
        "WEREN'T",
        "DOESN'T",
        "DON'T",
        "DIDN'T",
        "CAN'T",
        "WON'T",
        "WOULDN'T",
    }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly SearchValues<char> SentenceEnds = SearchValues.Create(".!?:;\n");

    private static readonly FrozenSet<string> Conjunctions = new[] { "OR", "AND", "TO", "VERSUS", "VS" }.ToFrozenSet(
        StringComparer.Ordinal
    );

    private readonly FrozenDictionary<string, string> written;
    private readonly FrozenDictionary<string, ImmutableArray<Pattern>> byFirstWord;

    public LabelFinder(ImmutableArray<string> options, IReadOnlyDictionary<string, ImmutableArray<string>>? aliases)
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
    }

    /// <summary>The label that the whole text is; null when it is none.</summary>
    public string? Exact(string text) =>
        written.GetValueOrDefault(text.Trim()) ?? written.GetValueOrDefault(Bare(text)) ?? ByWords(text);

    /// <summary>The label that a longer text gives as its answer.</summary>
    public Answer Find(string text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return Answer.None("no text");
        }

        if (Exact(text) is { } whole)
        {
            return new Answer(whole);
        }

        if (Exact(FirstLine(text)) is { } first)
        {
            return new Answer(first);
        }

        var words = AnswerWords.Of(text);
        var mentions = Mentions(words);
        if (AfterMarker(text, words, mentions) is { } marked)
        {
            return new Answer(marked);
        }

        var named = mentions.Where(m => !m.IsNegated).ToList();
        return named.Select(m => m.Label).Distinct(StringComparer.Ordinal).Count() switch
        {
            0 when mentions.Count > 0 => Answer.None("labels are only negated"),
            0 => Answer.None("no label named"),
            1 => new Answer(named[0].Label),
            _ when named[0].First == 0 && !OpensEnumeration(text, words, named) => new Answer(named[0].Label),
            _ => Answer.None("several labels named"),
        };
    }

    private static string Bare(string text) => text.Trim().Trim("*_`#>~\"'“”‘’()[]{}.,;:!?-– \t\r\n".ToCharArray());

    private static string FirstLine(string text)
    {
        string trimmed = text.TrimStart();
        return trimmed.AsSpan().IndexOfAny('\r', '\n') is var end and >= 0 ? trimmed[..end] : trimmed;
    }

    private string? ByWords(string text)
    {
        if (text.Length > 200)
        {
            return null;
        }

        var words = AnswerWords.Of(text);
        return words.Length > 0 && Match(words, 0) is { } mention && mention.Count == words.Length
            ? mention.Label
            : null;
    }

    private List<Mention> Mentions(ImmutableArray<Word> words)
    {
        var mentions = new List<Mention>();
        for (int i = 0; i < words.Length; i++)
        {
            if (Match(words, i) is not { } mention)
            {
                continue;
            }

            mentions.Add(mention);
            i += mention.Count - 1;
        }
        return mentions;
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
                return new Mention(pattern.Label, first, pattern.Words.Length, IsNegated(words, first));
            }
        }
        return null;
    }

    // A label such as "no" is a label, not the negation of the next one.
    private bool IsNegated(ImmutableArray<Word> words, int first)
    {
        int before = first - 1;
        if (before > 0 && words[before].Text is "A" or "AN" or "THE")
        {
            before--;
        }

        return before >= 0 && Negations.Contains(words[before].Text) && !byFirstWord.ContainsKey(words[before].Text);
    }

    private static string? AfterMarker(string text, ImmutableArray<Word> words, List<Mention> mentions)
    {
        foreach (var mention in mentions.AsEnumerable().Reverse())
        {
            int before = mention.First - 1;
            while (before >= 0 && Fillers.Contains(words[before].Text))
            {
                before--;
            }

            if (before < 0 || !Markers.Contains(words[before].Text))
            {
                continue;
            }

            bool hasVerb = words[(before + 1)..mention.First].Any(w => w.Text is "IS" or "BE");
            var gap = text.AsSpan(words[before].End, words[before + 1].Start - words[before].End);
            if ((hasVerb && !gap.ContainsAny(SentenceEnds)) || gap.ContainsAny(':', '='))
            {
                return mention.Label;
            }
        }
        return null;
    }

    // "Positive, neutral or negative": the next label follows with nothing but a comma, a slash, a dash or a conjunction.
    private static bool OpensEnumeration(string text, ImmutableArray<Word> words, List<Mention> named)
    {
        var (first, next) = (named[0], named[1]);
        var between = words[(first.First + first.Count)..next.First];
        var gap = text.AsSpan(
            words[first.First + first.Count - 1].End,
            words[next.First].Start - words[first.First + first.Count - 1].End
        );
        return between.All(w => Conjunctions.Contains(w.Text)) && !gap.ContainsAny(SentenceEnds);
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
            .Select(s => new Pattern(s.Label, [.. AnswerWords.Of(s.Spelling).Select(w => w.Text)]))
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

    private readonly record struct Mention(string Label, int First, int Count, bool IsNegated);
}
