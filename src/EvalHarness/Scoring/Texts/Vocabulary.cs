namespace EvalHarness.Scoring.Texts;

/// <summary>Numbers words from 0 in the order in which they are first seen, so that scorers compare integers.</summary>
internal sealed class Vocabulary
{
    private readonly Dictionary<string, int> ids;
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> lookup;

    public Vocabulary()
    {
        ids = new Dictionary<string, int>(48, StringComparer.Ordinal);
        lookup = ids.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>The number of a word.</summary>
    public int Id(ReadOnlySpan<char> word)
    {
        if (!lookup.TryGetValue(word, out int id))
        {
            id = ids.Count;
            lookup[word] = id;
        }
        return id;
    }

    /// <summary>The numbers of the whitespace-separated words of a text.</summary>
    public int[] Encode(ReadOnlySpan<char> text)
    {
        var encoded = new List<int>((text.Length / 5) + 1);
        int position = 0;
        for (var word = PythonText.Next(text, ref position); !word.IsEmpty; word = PythonText.Next(text, ref position))
        {
            encoded.Add(Id(word));
        }
        return [.. encoded];
    }
}
