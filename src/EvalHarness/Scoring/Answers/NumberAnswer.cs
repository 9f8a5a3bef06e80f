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
/// The answer is the final number: behind the last <c>####</c>, in the last <c>\boxed{}</c>, behind the last <c>answer
/// is</c> or <c>answer:</c>, or else the last one. Currency, thousands separators and hedges do not count; scale words do.
/// </summary>
/// <param name="Units">What becomes of a percent or basis point sign; <c>keep</c> by default.</param>
[Keyword("number")]
public sealed record NumberAnswer(NumberUnits Units = NumberUnits.Keep) : IAnswerFormat
{
    /// <inheritdoc/>
    public Answer Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (Said.Of(text) is not { } said)
        {
            return Answer.None(Said.Unfinished);
        }

        var number = NumericAnswers.Parse(said) ?? NumericAnswers.ExtractFinal(said);
        return number is { } found ? new Answer(Write(found)) : Answer.None("no number");
    }

    /// <inheritdoc/>
    public string Canonical(string target) =>
        NumericAnswers.Parse(target) is { } number ? Write(number) : target.Trim();

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
