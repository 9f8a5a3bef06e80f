using System.Text.Json;
using System.Text.Json.Nodes;
using EvalHarness.Statistics.Intervals;

namespace EvalHarness.Tests.Golden;

/// <summary>Topic 19: prediction-powered inference.</summary>
internal static class PredictionPoweredOperations
{
    [GoldenOperation("ppi_mean")]
    public static JsonNode? Mean(JsonElement input)
    {
        double[] labels = input.Numbers("y_labeled");
        double[] labelled = input.Numbers("f_labeled");
        double[] unlabelled = input.Numbers("f_unlabeled");
        double level = input.Number("confidence");
        var classical = PredictionPowered.Fixed(labels, labelled, unlabelled, 0, level);
        return new JsonObject
        {
            ["classical"] = Node(classical),
            ["ppi_lambda1"] = Node(PredictionPowered.Fixed(labels, labelled, unlabelled, 1, level)),
            ["ppi_plus_plus"] = Node(PredictionPowered.Tuned(labels, labelled, unlabelled, level)),
        };
    }

    [GoldenOperation("ppi_coverage_simulation")]
    public static JsonNode? Coverage(JsonElement input)
    {
        var random = new Random(20240602);
        int repetitions = input.Integer("repetitions");
        double prevalence = input.Number("prevalence");
        double accuracy = input.Number("judge_accuracy");
        double level = input.Number("confidence");
        int[] covered = new int[2];
        for (int i = 0; i < repetitions; i++)
        {
            double[] labels = Draw(input.Integer("n"), _ => random.NextDouble() < prevalence ? 1 : 0);
            double[] labelled = Draw(labels.Length, j => Judge(labels[j]));
            double[] unlabelled = Draw(input.Integer("N"), _ => Judge(random.NextDouble() < prevalence ? 1 : 0));
            var intervals = new[]
            {
                PredictionPowered.Fixed(labels, labelled, unlabelled, 1, level).Interval,
                PredictionPowered.Tuned(labels, labelled, unlabelled, level).Interval,
            };
            for (int k = 0; k < covered.Length; k++)
            {
                covered[k] += intervals[k].Contains(prevalence) ? 1 : 0;
            }
        }
        return new JsonObject
        {
            ["coverage_ppi"] = (double)covered[0] / repetitions,
            ["coverage_ppi_plus_plus"] = (double)covered[1] / repetitions,
        };

        double Judge(double truth) => random.NextDouble() < accuracy ? truth : 1 - truth;
        static double[] Draw(int n, Func<int, double> value) => [.. Enumerable.Range(0, n).Select(value)];
    }

    private static JsonObject Node(PredictionPoweredMean mean) =>
        new()
        {
            ["lambda"] = mean.Lambda,
            ["lambda_raw"] = mean.RawLambda,
            ["estimate"] = mean.Value,
            ["se"] = mean.StandardError,
            ["se_ddof1"] = GoldenJson.Node(mean.UnbiasedStandardError),
            ["ci"] = GoldenJson.Node([mean.Interval.Low, mean.Interval.High]),
        };
}
