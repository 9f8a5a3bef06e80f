using EvalHarness.Scoring.Statements;

namespace EvalHarness.Scoring.Texts;

/// <summary>
/// Finds samples among rows that were learned from: the same words, or most of a sample's sequences of five words in one row,
/// as T. B. Brown et al. (2020), doi:10.48550/arXiv.2005.14165, appendix C, and others look for n-grams. Remembers hashes,
/// not texts: some 16 bytes a word.
/// </summary>
internal sealed class OverlapIndex
{
    /// <summary>Share of a sample's sequences that one row must hold.</summary>
    private const double NearShare = 0.7;

    private const int SequenceWords = 5;

    /// <summary>Shorter texts are alike by chance; they must be the same.</summary>
    private const int FewestWords = 9;

    /// <summary>Sequences that many rows have say nothing of any of them.</summary>
    private const int MostRowsASequence = 32;

    /// <summary>Some 300 MB; rows beyond that are held for sameness alone.</summary>
    private const int MostSequences = 12_000_000;

    private readonly Dictionary<ulong, int> whole = [];
    private readonly Dictionary<ulong, int> lastOfSequence = [];
    private readonly List<(int Row, int Earlier, int Count)> postings = [];
    private readonly List<int> sources = [];

    /// <summary>Rows taken in.</summary>
    public int Rows => sources.Count;

    /// <summary>Takes in a row.</summary>
    /// <param name="text">Its text.</param>
    /// <param name="source">What it belongs to, a number that is given back.</param>
    public void Add(string text, int source)
    {
        string[] words = WordsOf(text);
        if (words.Length == 0)
        {
            return;
        }

        int row = sources.Count;
        sources.Add(source);
        whole.TryAdd(Key(words), row);
        if (words.Length < FewestWords || postings.Count > MostSequences)
        {
            return;
        }

        foreach (ulong sequence in Sequences(words))
        {
            var (earlier, count) = lastOfSequence.TryGetValue(sequence, out int last)
                ? (last, postings[last].Count)
                : (-1, 0);
            if (count < MostRowsASequence)
            {
                lastOfSequence[sequence] = postings.Count;
                postings.Add((row, earlier, count + 1));
            }
        }
    }

    /// <summary>How a text stands to the rows, and what the row most like it belongs to.</summary>
    /// <param name="text">The text of a sample.</param>
    public (Overlap Overlap, int Source) Find(string text)
    {
        string[] words = WordsOf(text);
        if (words.Length > 0 && whole.TryGetValue(Key(words), out int same))
        {
            return (Overlap.Same, sources[same]);
        }

        if (words.Length < FewestWords || postings.Count == 0)
        {
            return (Overlap.None, -1);
        }

        var hits = new Dictionary<int, int>();
        int sequences = 0;
        foreach (ulong sequence in Sequences(words))
        {
            sequences++;
            int at = lastOfSequence.GetValueOrDefault(sequence, -1);
            while (at >= 0)
            {
                hits[postings[at].Row] = hits.GetValueOrDefault(postings[at].Row) + 1;
                at = postings[at].Earlier;
            }
        }

        var (row, most) = hits.Aggregate(
            (Row: -1, Most: 0),
            (best, hit) => hit.Value > best.Most ? (hit.Key, hit.Value) : best
        );
        return most >= NearShare * sequences ? (Overlap.Near, sources[row]) : (Overlap.None, -1);
    }

    private static IEnumerable<ulong> Sequences(string[] words) =>
        Enumerable
            .Range(0, words.Length - SequenceWords + 1)
            .Select(at => Key(words.AsSpan(at, SequenceWords)))
            .Distinct();

    private static string[] WordsOf(string text) => [.. Words.Of(Words.Usual(text)).Select(word => word.Text)];

    private static ulong Key(ReadOnlySpan<string> words)
    {
        // FNV-1a over characters with a mark between words: a chance of 1 in 10^11 that two of a million sequences share one.
        ulong hash = 14695981039346656037;
        foreach (string word in words)
        {
            foreach (char letter in word)
            {
                hash = unchecked((hash ^ letter) * 1099511628211);
            }

            hash = unchecked((hash ^ 0xFFFF) * 1099511628211);
        }

        return hash;
    }
}
