using EvalHarness.Scoring.Statements;

namespace EvalHarness.Scoring.Numbers;

/// <summary>What a text gives as its final number, or why it gives none.</summary>
/// <param name="Number">The number; null for none.</param>
/// <param name="Reason">Why there is none; null where there is one.</param>
internal readonly record struct FinalNumber(ParsedNumber? Number, string? Reason)
{
    /// <summary>Why there is none where several are left, or what is there is no number.</summary>
    public const string Unread = "no single number is stated";

    /// <summary>The final number of a text.</summary>
    /// <remarks>
    /// What states an answer goes first: the last "####", the last box, a key of JSON, "final answer", then "answer:" and its kin
    /// in some thirty languages. Of an equation the result counts. Statements that differ are no answer unless the later takes
    /// the earlier back. Without a statement the last number counts; years, notes in parentheses, pages, steps and confidences
    /// do not where there is another.
    /// </remarks>
    /// <param name="text">The text.</param>
    /// <param name="mark">What the decimal mark is.</param>
    /// <param name="lexicon">What words announce an answer; null for those known.</param>
    public static FinalNumber Of(string text, DecimalMark mark = DecimalMark.Point, Lexicon? lexicon = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new NumberReader(NumberText.Usual(text), mark, lexicon ?? Lexicon.Known).Read();
    }

    /// <summary>No number, with the reason.</summary>
    public static FinalNumber None(string reason) => new(null, reason);
}
