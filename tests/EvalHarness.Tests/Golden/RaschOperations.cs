using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using EvalHarness.Statistics.Rankings;

namespace EvalHarness.Tests.Golden;

/// <summary>Topic 18: the Rasch model.</summary>
internal static class RaschOperations
{
    [GoldenOperation("rasch_cml")]
    public static JsonNode? Fit(JsonElement input)
    {
        double[][] rows = input.Rows("persons_by_items");
        int items = rows.Length == 0 ? 0 : rows[0].Length;
        foreach (double[] row in rows)
        {
            ArgumentOutOfRangeException.ThrowIfNotEqual(row.Length, items);
        }
        int[] answers = [.. rows.SelectMany(row => row).Select(value => value is 0 or 1 ? (int)value : -1)];
        if (Rasch.Fit(answers, items) is not { } fit)
        {
            return null;
        }
        return new JsonObject
        {
            ["difficulty_sum_zero"] = GoldenJson.Node(fit.Difficulties),
            ["difficulty_se"] = GoldenJson.Node(fit.StandardErrors),
            ["conditional_log_likelihood"] = fit.LogLikelihood,
            ["theta_by_raw_score"] = new JsonObject(
                fit.Abilities.Select(
                    (ability, i) =>
                        KeyValuePair.Create((i + 1).ToString(CultureInfo.InvariantCulture), (JsonNode?)ability)
                )
            ),
        };
    }
}
