using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using EvalHarness.Scoring.Numbers;

namespace EvalHarness.Tests.Golden;

/// <summary>Topic 13: numbers in answers, FinQA programs.</summary>
internal static class NumericAnswerOperations
{
    [GoldenOperation("parse_number")]
    public static JsonNode? Parse(JsonElement input)
    {
        if (NumericAnswers.Parse(Text(input, "text")) is not { } number)
        {
            return null;
        }
        return new JsonObject
        {
            ["value"] = number.Value,
            ["is_percent"] = number.Unit == NumberUnit.Percent,
            ["is_bps"] = number.Unit == NumberUnit.BasisPoint,
            ["currency"] = number.Currency,
            ["fraction"] = number.Fraction,
        };
    }

    [GoldenOperation("extract_final_number")]
    public static JsonNode? ExtractFinal(JsonElement input) =>
        NumericAnswers.ExtractFinal(Text(input, "text")) is { } number
            ? new JsonObject { ["value"] = number.Value }
            : null;

    [GoldenOperation("numeric_match")]
    public static JsonNode? Match(JsonElement input)
    {
        var prediction = NumericAnswers.Parse(Text(input, "prediction"));
        var gold = NumericAnswers.Parse(Text(input, "gold"));
        double relative = input.Number("rel_tol");
        double absolute = input.Number("abs_tol");
        return new JsonObject
        {
            ["strict"] = NumericAnswers.Matches(prediction, gold, relative, absolute),
            ["percent_lenient"] = NumericAnswers.Matches(prediction, gold, relative, absolute, lenientPercent: true),
        };
    }

    [GoldenOperation("match_rounded_to_prediction_decimals")]
    public static JsonNode? MatchRounded(JsonElement input) =>
        new JsonObject
        {
            ["match"] = NumericAnswers.MatchesRounded(
                NumericAnswers.Parse(Text(input, "prediction")),
                input.GetProperty("gold").ValueKind == JsonValueKind.Number
                    ? input.Number("gold")
                    : NumericAnswers.Parse(Text(input, "gold"))!.Value.Fraction
            ),
        };

    [GoldenOperation("finqa_program")]
    public static JsonNode? Program(JsonElement input)
    {
        string[][] table =
        [
            .. input
                .GetProperty("table")
                .EnumerateArray()
                .Select(row => row.EnumerateArray().Select(cell => cell.ToString()).ToArray()),
        ];
        var result = FinQaProgram.Evaluate(Text(input, "program"), table);
        var gold = input.GetProperty("gold");
        bool isRight =
            gold.ValueKind == JsonValueKind.Number
                ? gold.GetDouble().Equals(result.Number)
                : gold.GetString() == result.Text;
        return new JsonObject
        {
            ["invalid"] = result.IsInvalid,
            ["result"] = result.Number is { } number ? number : result.Text,
            ["execution_correct"] = !result.IsInvalid && isRight,
        };
    }

    [GoldenOperation("finqa_equal_round5")]
    public static JsonNode? EqualRounded(JsonElement input) =>
        new JsonObject { ["equal"] = FinQaProgram.AreEqual(input.Number("a"), input.Number("b")) };

    private static string Text(JsonElement input, string key)
    {
        var value = input.GetProperty(key);
        return value.ValueKind == JsonValueKind.Number
            ? value.GetDouble().ToString(CultureInfo.InvariantCulture)
            : value.GetString()!;
    }
}
