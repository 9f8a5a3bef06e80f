using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using EvalHarness.Core;
using EvalHarness.Scoring.Numbers;
using EvalHarness.Scoring.Statements;

namespace EvalHarness.Scoring.Answers;

/// <summary>What becomes of a percent or basis point sign.</summary>
public enum NumberUnits
{
    /// <summary>It stays part of the number: 12 % is not 12 (default).</summary>
    Keep,

    /// <summary>It is dropped, where targets are in percent points without saying so: 12 % is 12.</summary>
    Drop,
}

/// <summary>
/// The answer is the final number: behind the last <c>####</c>, in the last <c>\boxed{}</c>, in a JSON object, behind
/// <c>final answer</c>, <c>the answer is</c> or <c>answer:</c> (in some thirty languages), alone on the first line, or else the last one.
/// </summary>
/// <remarks>
/// Currency, thousands separators and hedges do not count; scale words, signs in words and the result of an equation do
/// (<c>3 + 4 = 7</c> is 7; without an announcement only in the sentence of the last number). Years, notes in parentheses, pages,
/// steps and confidences are no answer where another number is. Several numbers, formulas and expressions without a result are
/// no answer, nor are statements equally plain that differ unless the later takes the earlier back.
/// </remarks>
/// <param name="Units">What becomes of a percent or basis point sign; <c>keep</c> by default.</param>
/// <param name="DecimalComma">Whether a comma is the decimal mark and points part groups of three, in answers and targets; false by default: then a comma is one only where it can be nothing else (<c>1.234,56</c>, <c>0,75</c>, <c>12,5 %</c>).</param>
/// <param name="Markers">Words that announce the answer, besides those known of some thirty languages; none by default.</param>
[Keyword("number")]
public sealed record NumberAnswer(
    NumberUnits Units = NumberUnits.Keep,
    bool DecimalComma = false,
    ImmutableArray<string>? Markers = null
) : IAnswerFormat
{
    private readonly Lexicon lexicon = Lexicon.With([.. Markers ?? []]);

    /// <inheritdoc/>
    public Answer Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (Said.Of(text) is not { } said)
        {
            return Answer.None(Said.Unfinished);
        }

        if (NumericAnswers.Parse(said, Mark) is { } whole)
        {
            return new Answer(Write(whole));
        }

        var final = FinalNumber.Of(said, Mark, lexicon);
        return final.Number is { } number ? new Answer(Write(number)) : Answer.None(final.Reason!);
    }

    /// <inheritdoc/>
    public string Canonical(string target) =>
        NumericAnswers.Parse(target, Mark) is { } number ? Write(number) : target.Trim();

    private DecimalMark Mark => DecimalComma ? DecimalMark.Comma : DecimalMark.Point;

    private string Write(ParsedNumber number) =>
        number.Value.ToString("R", CultureInfo.InvariantCulture) + Sign(number.Unit);

    private string Sign(NumberUnit unit) =>
        Units == NumberUnits.Drop
            ? ""
            : unit switch
            {
                NumberUnit.One => "",
                NumberUnit.Percent => "%",
                NumberUnit.BasisPoint => " bps",
                _ => throw new UnreachableException(),
            };
}
