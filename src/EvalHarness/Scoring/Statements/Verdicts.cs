using System.Collections.Immutable;

namespace EvalHarness.Scoring.Statements;

/// <summary>Verdicts in a sign or a word beside a label: "B ✓", "C - incorrect", "Positive? No."</summary>
internal sealed class Verdicts
{
    // So many options are gone through one by one; a word beside one alone may be its own text ("B) False").
    private const int Table = 3;

    private readonly Passage passage;
    private readonly ImmutableArray<Mention> mentions;
    private readonly CuePlaces places;
    private readonly bool isTable;

    /// <summary>Looks at the labels of a passage.</summary>
    public Verdicts(Passage passage, ImmutableArray<Mention> mentions, CuePlaces places)
    {
        this.passage = passage;
        this.mentions = mentions;
        this.places = places;
        isTable =
            mentions
                .Where(mention => Word(mention) is not null)
                .Select(mention => mention.Label)
                .Distinct(StringComparer.Ordinal)
                .Count() >= Table;
    }

    /// <summary>Whether a word is a "no" by itself, and does not deny what follows it.</summary>
    public static bool IsNo(Word word) =>
        word.Text is "NO" or "NEIN" or "NON" or "NÃO" or "НЕТ" or "NEE" or "NEJ" or "NEI" or "NIE" or "不";

    /// <summary>What a tick or a cross says: on the line of one label ("❌ C"), right behind one of several ("B ✓ C ✗"); null without.</summary>
    public Standing? Ticked(int index)
    {
        if (!passage.HasTicks)
        {
            return null;
        }

        var mention = mentions[index];
        var line = passage.Line(mention.First);
        bool isAlone =
            (index == 0 || mentions[index - 1].End <= line.First)
            && (index + 1 == mentions.Length || mentions[index + 1].First >= line.End);
        bool isBehind = passage.MarkBefore(line.First) == Gap.None;
        return (
            isAlone ? line.Mark
            : isBehind ? passage.MarkBehind(mention.End)
            : passage.MarkBefore(mention.First)
        ) switch
        {
            Gap.Tick => Standing.Approved,
            Gap.Cross => Standing.Denied,
            _ => null,
        };
    }

    /// <summary>What a word right beside a label says of it: "B - incorrect", "A错误"; null without one.</summary>
    public Standing? Beside(Mention mention) => isTable || IsRemark(mention) ? Word(mention) : null;

    /// <summary>Whether a word right beside a label may be the text of that option: "B) No".</summary>
    public bool MayBeText(Mention mention) => Word(mention) is not null && Beside(mention) is null;

    /// <summary>What a question becomes that its own text answers in a word: "Positive? No.", "C? Yes."; else it is open.</summary>
    public Standing Reply(int index, int reply)
    {
        bool isOne =
            (index == 0 || mentions[index - 1].First < passage.SentenceStart(mentions[index].First))
            && (index + 1 == mentions.Length || mentions[index + 1].First >= reply);
        if (
            !isOne
            || reply >= passage.All.Length
            || !passage.Has(reply + places.Length(reply), Gap.Hard | Gap.Comma | Gap.Dash)
        )
        {
            return Standing.Open;
        }

        return places.At(reply).HasFlag(Cue.Approval) ? Standing.Approved
            : places.At(reply).HasFlag(Cue.Negation) ? Standing.Denied
            : Standing.Open;
    }

    private Standing? Word(Mention mention)
    {
        int word = mention.End;
        if (word >= passage.All.Length || !IsVerdict(word))
        {
            return null;
        }

        int next = word + places.Length(word);
        bool isOne = passage.Has(next, Gap.Hard | Gap.Comma | Gap.Link | Gap.Dash | Gap.Close);
        bool isMarked =
            passage.Has(word, Gap.Link | Gap.Dash | Gap.Open | Gap.Close)
            || (passage.Has(word, Gap.Stop) && passage.SentenceStart(mention.First) == mention.First);
        return !isOne || !(isMarked || IsAttached(word)) ? null
            : places.At(word).HasFlag(Cue.Approval) ? Standing.Approved
            : Standing.Denied;
    }

    private bool IsVerdict(int word) =>
        (places.At(word) & (Cue.Dismissal | Cue.Approval)) != 0
        || (places.At(word).HasFlag(Cue.Negation) && IsNo(passage.All[word]));

    // A cell of a table beside a letter's says something of it.
    private bool IsRemark(Mention mention) =>
        mention.Label.Length > 1
        || IsAttached(mention.End)
        || (mention.End < passage.All.Length && passage.GapText(mention.End) is " | ");

    private bool IsAttached(int word) =>
        word < passage.All.Length
        && passage.GapText(word).IsEmpty
        && Scripts.IsUnspaced(passage.Text, passage.All[word].Start);
}
