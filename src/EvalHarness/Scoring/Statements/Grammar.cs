namespace EvalHarness.Scoring.Statements;

/// <summary>Words that tell who speaks, of how many, and of when.</summary>
internal static class Grammar
{
    /// <summary>"If I had to choose, I'd say positive": what one says oneself is no condition.</summary>
    public static bool IsFirstPerson(Word word) =>
        word.Text
            is "I"
                or "I'D"
                or "I'LL"
                or "I'M"
                or "WE"
                or "WE'D"
                or "LET'S"
                or "GOING"
                or "ICH"
                or "IK"
                or "JE"
                or "J'OPTE"
                or "我"
                or "JAG"
                or "JEG";

    /// <summary>"Many would answer A": who else speaks.</summary>
    public static bool IsOthers(Word word) =>
        word.Text
            is "PEOPLE"
                or "STUDENTS"
                or "READERS"
                or "CANDIDATES"
                or "MANY"
                or "MOST"
                or "SOME"
                or "OTHERS"
                or "EVERYONE"
                or "SOMEONE"
                or "LEUTE"
                or "VIELE"
                or "MANCHE"
                or "BEAUCOUP"
                or "MUCHOS"
                or "MUITOS"
                or "MOLTI";

    /// <summary>"Many would answer A": what others do with an answer.</summary>
    public static bool IsOpinion(Word word) =>
        word.Text
            is "ANSWER"
                or "SAY"
                or "CHOOSE"
                or "PICK"
                or "SELECT"
                or "THINK"
                or "BELIEVE"
                or "GUESS"
                or "ASSUME"
                or "PREFER"
                or "TICK"
                or "CALL"
                or "CONSIDER"
                or "RATE"
                or "TAKE"
                or "GO"
                or "SAGEN"
                or "WÄHLEN"
                or "NEHMEN"
                or "DISENT"
                or "CHOISISSENT"
                or "DICEN"
                or "ELIGEN"
                or "DIZEM"
                or "ESCOLHEM"
                or "DICONO"
                or "SCELGONO";

    /// <summary>"B was right": of the past.</summary>
    public static bool IsPast(Word word) =>
        word.Text is "WAS" or "WERE" or "WAR" or "WAREN" or "ÉTAIT" or "ERA" or "FUE" or "VAR" or "БЫЛ" or "БЫЛА";

    /// <summary>"A, C are wrong": said of several.</summary>
    public static bool IsPlural(Word word) => word.Text is "ARE" or "WERE" or "SIND" or "SONT" or "SON" or "SONO";

    /// <summary>"Had rates fallen, B would be right": a condition without an "if".</summary>
    public static bool IsInverted(Word word) => word.Text is "HAD" or "WERE" or "SHOULD";

    /// <summary>"Nothing gives", "no part of it gives", "never gives": whether a negation denies what a verb behind it says.</summary>
    /// <param name="negation">The negation.</param>
    /// <param name="next">The word after it.</param>
    public static bool IsDeniedSubject(Word negation, Word next) =>
        negation.Text
            is "NOTHING"
                or "NONE"
                or "NOBODY"
                or "NEVER"
                or "NEITHER"
                or "NOT"
                or "HARDLY"
                or "BARELY"
                or "SCARCELY"
                or "RARELY"
        || (
            negation.Text is "NO"
            && next.Text
                is "PART"
                    or "FIGURE"
                    or "NUMBER"
                    or "LINE"
                    or "SENTENCE"
                    or "WORD"
                    or "ITEM"
                    or "ASPECT"
                    or "DETAIL"
                    or "STATEMENT"
                    or "SECTION"
                    or "ELEMENT"
                    or "ONE"
        );

    /// <summary>"B is not affected by rates", "not subject to tax": whether a word denied is about something else than the answer.</summary>
    /// <param name="word">The word behind the negation.</param>
    /// <param name="next">The word after it.</param>
    public static bool IsOfAnother(Word word, Word next) =>
        word.Text.EndsWith("ED", StringComparison.Ordinal) || next.Text is "TO" or "ON" or "FROM" or "UNDER" or "BY";
}
