using EvalHarness.Decisions.Inputs;
using EvalHarness.Decisions.Specs;
using EvalHarness.Decisions.Verdicts;
using EvalHarness.Reports.Formats;

namespace EvalHarness.Reports.Verdicts;

/// <summary>The inputs of a decision in the words of their readers, each with its unit.</summary>
/// <param name="spec">The decision.</param>
public sealed class InputWords(DecisionSpec spec)
{
    private readonly ParameterWords words = new(spec);

    /// <summary>What an input is: <c>quality.router</c> is <c>right answers of router</c>.</summary>
    /// <param name="parameter">The name under which it is drawn.</param>
    /// <returns>The name itself where there are no words for it.</returns>
    public string Phrase(string parameter) => words.Phrase(parameter);

    /// <summary>A value of an input with its unit: <c>85.7 %</c>, <c>$1.5M</c>, <c>5 months</c>.</summary>
    /// <param name="parameter">The name under which it is drawn.</param>
    /// <param name="value">The value.</param>
    public string Level(string parameter, double value) =>
        ParameterWords.UnitOf(parameter) switch
        {
            // One nine more or less of an availability is an outage ten times as long.
            ParameterUnit.Share when value is > 0.99 and < 1 => FormattableString.Invariant($"{100 * value:0.0##} %"),
            ParameterUnit.Share => $"{Show.Number(100 * value, 1)} %",
            ParameterUnit.Points => $"{Show.Signed(100 * value, 1)} points",
            ParameterUnit.Money => BigMoney.Of(value, spec.Currency),
            ParameterUnit.Months => Show.Number(value, value % 1 == 0 ? 0 : 1) + " months",
            ParameterUnit.Chance => value >= 1 ? "works"
            : value <= 0 ? "fails"
            : Show.Percent(value),
            _ => Math.Abs(value) >= 1000
                ? BigMoney.Count(value)
                : Show.Number(value, Math.Abs(value) is > 0 and < 1 ? 3 : 2),
        };
}
