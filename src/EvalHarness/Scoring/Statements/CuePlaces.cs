using System.Collections.Immutable;

namespace EvalHarness.Scoring.Statements;

/// <summary>The cues and labels of a passage, by the word that they stand at.</summary>
internal sealed class CuePlaces
{
    private readonly Cue[] starting;
    private readonly int[] lengths;
    private readonly bool[] inside;
    private readonly int[] mentionAt;

    /// <summary>Puts cues and labels in their places.</summary>
    public CuePlaces(Passage passage, ImmutableArray<Mention> mentions, ImmutableArray<CuePhrase> cues)
    {
        int count = passage.All.Length;
        starting = new Cue[count + 1];
        lengths = new int[count + 1];
        inside = new bool[count + 1];
        mentionAt = new int[count + 1];
        Array.Fill(mentionAt, -1);
        foreach (var cue in cues)
        {
            starting[cue.First] = cue.Cue;
            lengths[cue.First] = cue.Count;
            inside.AsSpan(cue.First + 1, cue.Count - 1).Fill(true);
        }

        for (int i = 0; i < mentions.Length; i++)
        {
            mentionAt.AsSpan(mentions[i].First, mentions[i].Count).Fill(i);
        }
    }

    /// <summary>The cue that begins at a word.</summary>
    public Cue At(int word) => starting[word];

    /// <summary>Number of words of the phrase at a word: 1 where no phrase begins there.</summary>
    public int Length(int word) => Math.Max(1, lengths[word]);

    /// <summary>Whether a word stands within a phrase and does not begin it.</summary>
    public bool IsInside(int word) => inside[word];

    /// <summary>Index of the label that a word belongs to; -1 for none.</summary>
    public int MentionAt(int word) => mentionAt[word];
}
