using EvalHarness.Core;

namespace EvalHarness.Models.RuleBooks;

/// <summary>A label with the probability of each label; none where rules do not weigh.</summary>
internal sealed record RuleAnswer(string Label, IReadOnlyDictionary<string, double>? Probabilities);

/// <summary>Applies a rule book to texts; thread-safe.</summary>
internal sealed class RuleLabeller
{
    private readonly RuleBook book;
    private readonly Lexicon lexicon;
    private readonly string[] labels;
    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> negations;

    /// <exception cref="DocumentException">Two rules share a word.</exception>
    public RuleLabeller(RuleBook book)
    {
        this.book = book;
        lexicon = new Lexicon(book.Rules);
        labels =
        [
            .. book
                .Rules.Select(rule => rule.Label)
                .Concat(book.Negation?.Flips?.Values ?? [])
                .Prepend(book.Default)
                .Distinct(StringComparer.Ordinal),
        ];
        negations = new HashSet<string>(
            book.Negation?.Words ?? [],
            StringComparer.OrdinalIgnoreCase
        ).GetAlternateLookup<ReadOnlySpan<char>>();
    }

    public RuleAnswer Label(IEnumerable<string> texts)
    {
        var met = new List<Hit>();
        foreach (string text in texts)
        {
            Search(text, met);
        }

        return book.Choose switch
        {
            RuleChoice.Sum => Sum(met),
            RuleChoice.First => First(met),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    private void Search(string text, List<Hit> met)
    {
        var words = new List<TextWord>(text.Length / 5);
        TextWords.Find(text, words);
        for (int i = 0; i < words.Count; )
        {
            if (!lexicon.TryFind(text, words, i, out int rule, out int length))
            {
                i++;
                continue;
            }

            Add(met, rule, text, words, i);
            i += length;
        }

        for (int rule = 0; rule < book.Rules.Length; rule++)
        {
            if (book.Rules[rule].Pattern is not { } pattern)
            {
                continue;
            }

            foreach (var match in pattern.EnumerateMatches(text))
            {
                int start = match.Index;
                int at = words.FindIndex(word => word.End > start);
                if (match.Length > 0)
                {
                    Add(met, rule, text, words, at < 0 ? words.Count : at);
                }
            }
        }
    }

    private void Add(List<Hit> met, int rule, string text, List<TextWord> words, int at)
    {
        string label = book.Rules[rule].Label;
        if (!IsNegated(text, words, at))
        {
            met.Add(new Hit(rule, label));
        }
        else if (book.Negation!.Flips?.TryGetValue(label, out string? flipped) == true)
        {
            met.Add(new Hit(rule, flipped));
        }
    }

    private bool IsNegated(string text, List<TextWord> words, int at)
    {
        if (book.Negation is not { } negation || at == words.Count)
        {
            return false;
        }

        for (int i = at - 1; i >= 0 && i >= at - negation.Window && words[i].Clause == words[at].Clause; i--)
        {
            if (negations.Contains(text.AsSpan(words[i].Start, words[i].Length)))
            {
                return true;
            }
        }

        return false;
    }

    private RuleAnswer First(List<Hit> met)
    {
        var best = met.OrderByDescending(hit => book.Rules[hit.Rule].Priority).ThenBy(hit => hit.Rule).FirstOrDefault();
        return new RuleAnswer(best.Label ?? book.Default, null);
    }

    private RuleAnswer Sum(List<Hit> met)
    {
        double[] sums = new double[labels.Length];
        sums[0] = book.DefaultWeight;
        int highest = met.Count == 0 ? 0 : met.Max(hit => book.Rules[hit.Rule].Priority);
        foreach (var hit in met.Where(hit => book.Rules[hit.Rule].Priority == highest))
        {
            sums[Array.IndexOf(labels, hit.Label)] += book.Rules[hit.Rule].Weight;
        }

        double largest = sums.Max();
        int leaders = sums.Count(sum => sum == largest);
        string label = leaders > 1 ? book.Default : labels[Array.IndexOf(sums, largest)];
        double total = sums.Sum(sum => Math.Exp(sum - largest));
        var probabilities = new Dictionary<string, double>(StringComparer.Ordinal);
        for (int i = 0; i < labels.Length; i++)
        {
            probabilities[labels[i]] = Math.Exp(sums[i] - largest) / total;
        }

        return new RuleAnswer(label, probabilities);
    }

    private readonly record struct Hit(int Rule, string Label);
}
