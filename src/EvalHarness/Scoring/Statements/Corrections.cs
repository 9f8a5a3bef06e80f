namespace EvalHarness.Scoring.Statements;

/// <summary>Where a text takes back what it said.</summary>
/// <param name="passage">The text.</param>
/// <param name="standings">Its cues.</param>
internal sealed class Corrections(Passage passage, Standings standings)
{
    private List<int>? corrections;
    private List<int>? retractions;

    /// <summary>Whether words between two characters take back what stands before them.</summary>
    public bool IsTakenBack(int from, int to)
    {
        corrections ??= [.. Starts(IsCorrection)];
        int next = corrections.BinarySearch(from + 1) is var at && at < 0 ? ~at : at;
        return next < corrections.Count && corrections[next] < to;
    }

    /// <summary>Whether words after a character take back what stands before them, and put nothing in its place.</summary>
    public bool IsRetracted(int from)
    {
        retractions ??= [.. Starts(word => standings.At(word).HasFlag(Cue.Retraction))];
        return retractions.Count > 0 && retractions[^1] > from;
    }

    private IEnumerable<int> Starts(Func<int, bool> isWanted) =>
        Enumerable.Range(0, passage.All.Length).Where(isWanted).Select(word => passage.All[word].Start);

    /// <summary>Whether a phrase that takes back begins at a word.</summary>
    public bool IsCorrection(int word) => standings.At(word).HasFlag(Cue.Correction) || IsNo(word);

    /// <summary>Whether a word is a "no" or an "er" by itself: between commas, stops or ends of lines.</summary>
    public bool IsNo(int word) =>
        (
            (
                standings.At(word).HasFlag(Cue.Negation)
                && standings.Length(word) == 1
                && Verdicts.IsNo(passage.All[word])
            ) || IsHesitation(word)
        )
        && passage.Has(word, Gap.Hard | Gap.Comma | Gap.Dash)
        && passage.Has(word + 1, Gap.Hard | Gap.Comma | Gap.Dash | Gap.Link);

    // Not "A and, er, C".
    private bool IsHesitation(int word) =>
        passage.All[word].Text is "ER" or "ERM" or "UM" or "UH" or "ÄH" or "ÄHM" or "EUH" or "EH" or "HMM"
        && !(word > 0 && standings.At(word - 1).HasFlag(Cue.Conjunction));
}
