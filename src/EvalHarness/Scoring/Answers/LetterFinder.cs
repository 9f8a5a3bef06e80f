using System.Collections.Immutable;
using EvalHarness.Scoring.Statements;

namespace EvalHarness.Scoring.Answers;

/// <summary>Finds the letters of options in text, and tells them from words of one letter.</summary>
/// <param name="letters">The letters, in upper case.</param>
internal sealed class LetterFinder(string letters)
{
    private const string Words = "AEIOUY";

    private static readonly char[] Wrapping = "*_`#>~\"'“”‘’()[]{}<>.,;:!$\\ \t\r\n。：）（".ToCharArray();

    /// <summary>The letter that a short text is, with what names it; null for none.</summary>
    public string? Exact(string text)
    {
        string bare = text.Trim().Trim(Wrapping);
        foreach (string name in (ReadOnlySpan<string>)["option", "choice", "letter"])
        {
            bare = bare.StartsWith(name, StringComparison.OrdinalIgnoreCase)
                ? bare[name.Length..].Trim(Wrapping)
                : bare;
        }
        return bare.Length == 1 && IsLetter(char.ToUpperInvariant(bare[0])) ? bare.ToUpperInvariant() : null;
    }

    /// <summary>The letters named in a passage, in order.</summary>
    public ImmutableArray<Mention> In(Passage passage)
    {
        var mentions = ImmutableArray.CreateBuilder<Mention>();
        // Where there is a II, the I is a number.
        bool isRoman = IsLetter('I') && passage.All.Any(word => word.Text is "II");
        for (int i = 0; i < passage.All.Length; i++)
        {
            if (isRoman && passage.All[i].Text is "I")
            {
                continue;
            }

            if (IsLetter(passage.All[i].Text[0]) && (passage.All[i].Text.Length == 1 || HasEnding(passage.All[i].Text)))
            {
                bool followsOne = mentions.Count > 0 && IsJoined(passage, mentions[^1], i);
                if (Tell(passage, i, followsOne) is { } isWeak)
                {
                    // "I think A and B": what makes the second one makes the first.
                    if (followsOne && !isWeak && char.IsUpper(passage.Text[passage.All[mentions[^1].First].Start]))
                    {
                        mentions[^1] = mentions[^1] with { IsWeak = false };
                    }

                    mentions.Add(new Mention(passage.All[i].Text[..1], i, 1, isWeak));
                }
            }
        }
        return mentions.ToImmutable();
    }

    // Turkish and Finnish endings behind an apostrophe or a colon: "C'dir".
    private static bool HasEnding(string word) =>
        word.Length > 2
        && word[1] == '\''
        && word[2..]
            is "DIR"
                or "DİR"
                or "DUR"
                or "DÜR"
                or "TIR"
                or "TİR"
                or "TUR"
                or "TÜR"
                or "YI"
                or "Yİ"
                or "I"
                or "İ";

    private bool IsLetter(char letter) => letters.Contains(letter, StringComparison.Ordinal);

    // Null where it is no letter of an option, else whether it counts only where an answer is announced.
    private static bool? Tell(Passage passage, int at, bool followsOne)
    {
        var before = passage.Before(at);
        var after = passage.Before(at + 1);
        bool isSmall = char.IsLower(passage.Text[passage.All[at].Start]);
        bool isVariable =
            passage.Has(at + 1, Gap.Equality)
            || passage.Has(at, Gap.Equality) && !IsAnnounced(passage, at)
            || IsFunction(passage, at);
        if (
            isVariable
            || passage.Has(at + 1, Gap.Hyphen)
            || (passage.Has(at, Gap.Hyphen) && !passage.Has(at, Gap.Edge | Gap.Line))
        )
        {
            return null;
        }

        bool isEnclosed = (before & (Gap.Open | Gap.Emphasis)) != 0 && (after & (Gap.Close | Gap.Emphasis)) != 0;
        bool isListed = passage.GapText(at + 1).StartsWith(")", StringComparison.Ordinal);
        bool isNamed =
            at > 0
            && (Lexicon.Known.Of(passage.All[at - 1].Text) & Cue.Naming) != 0
            && (before & ~(Gap.Space | Gap.Emphasis | Gap.Open | Gap.Link)) == 0;
        if (isEnclosed || isListed || (isNamed && !(isSmall && RunsOn(passage, at))))
        {
            return false;
        }

        bool runsOn = RunsOn(passage, at);
        bool mayBeWord = isSmall || Words.Contains(passage.All[at].Text, StringComparison.Ordinal);
        if (mayBeWord && runsOn)
        {
            return null;
        }

        bool isLed = followsOne || (before & ~(Gap.Space | Gap.Emphasis | Gap.Hyphen)) != 0 || IsLead(passage, at - 1);
        return isSmall || !isLed;
    }

    // "f(A)": the parenthesis belongs to the word before it; not "答案(A)".
    private static bool IsFunction(Passage passage, int at) =>
        at > 0
        && passage.GapText(at) is "("
        && passage.GapText(at + 1).StartsWith(")", StringComparison.Ordinal)
        && !IsAnnounced(passage, at)
        && !Scripts.IsUnspaced(passage.Text, passage.All[at - 1].Start);

    private static bool IsAnnounced(Passage passage, int at) =>
        at > 0 && (Lexicon.Known.Of(passage.All[at - 1].Text) & (Cue.Marker | Cue.Naming)) != 0;

    // Whether a word of a sentence follows: "A loss", not "A because" or "A is".
    private static bool RunsOn(Passage passage, int at)
    {
        int next = at + 1;
        if (next >= passage.All.Length || (passage.Before(next) & ~(Gap.Space | Gap.Emphasis)) != 0)
        {
            return false;
        }

        const Cue joining =
            Cue.Break | Cue.Copula | Cue.Conjunction | Cue.Correction | Cue.Conclusion | Cue.Hypothetical;
        bool isAsWell =
            next + 1 < passage.All.Length && passage.All[next].Text is "AS" && passage.All[next + 1].Text is "WELL";
        bool isLetter =
            passage.All[next].Text.Length == 1
            && char.IsUpper(passage.Text[passage.All[next].Start])
            && char.IsUpper(passage.Text[passage.All[at].Start]);
        bool isFirst = passage.All[next].Text is "FIRST" && passage.Has(next + 1, Gap.Hard | Gap.Comma);
        return !isLetter
            && !isAsWell
            && !isFirst
            && !Scripts.IsUnspaced(passage.Text, passage.All[next].Start)
            && (First(passage, next) & joining) == 0;
    }

    private static Cue First(Passage passage, int at) => Lexicon.Known.Of(passage.All[at].Text);

    private static bool IsLead(Passage passage, int at)
    {
        const Cue leading =
            Cue.Copula
            | Cue.Filler
            | Cue.Conclusion
            | Cue.Choice
            | Cue.Marker
            | Cue.Final
            | Cue.Correction
            | Cue.Negation
            | Cue.Approval;
        return at < 0
            || Scripts.IsUnspaced(passage.Text, passage.All[at].Start)
            || (First(passage, at) & leading) != 0
            || passage.All[at].Text
                is "WITH"
                    or "FIRST"
                    or "ONLY"
                    or "BOTH"
                    or "EITHER"
                    or "BETWEEN"
                    or "BUT"
                    or "SONDERN"
                    or "MAIS"
                    or "SINO"
                    or "MA"
                    or "MAAR";
    }

    // "A, B and D": a letter after another with nothing but a comma or a conjunction between.
    private static bool IsJoined(Passage passage, Mention last, int at)
    {
        for (int i = last.End; i < at; i++)
        {
            if ((First(passage, i) & (Cue.Conjunction | Cue.Naming)) == 0)
            {
                return false;
            }
        }
        return at - last.End <= 2;
    }
}
