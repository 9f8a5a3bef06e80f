using System.Text.Json;
using System.Text.Json.Nodes;
using EvalHarness.Statistics.Classification;

namespace EvalHarness.Tests.Golden;

/// <summary>Topic 10: classification metrics, calibration, proper scores.</summary>
internal static class ClassificationOperations
{
    [GoldenOperation("classification")]
    public static JsonNode? Classify(JsonElement input)
    {
        string[] gold = input.Labels("y_true");
        string[] predicted = input.Labels("y_pred");
        string[] all = [.. gold.Union(predicted).Order(StringComparer.Ordinal)];
        bool isGiven = input.TryGetProperty("labels", out var given) && given.ValueKind == JsonValueKind.Array;
        string[] labels = isGiven ? input.Labels("labels") : all;
        int[] goldIndices = [.. gold.Select(label => Array.IndexOf(all, label))];
        int[] predictedIndices = [.. predicted.Select(label => Array.IndexOf(all, label))];
        double[] counts = ConfusionMatrix.Count(goldIndices, predictedIndices, all.Length);
        int[] places = [.. labels.Select(label => Array.IndexOf(all, label))];
        double[] hits = [.. places.Select(i => Cell(i, i))];
        double[] support = [.. places.Select(i => all.Select((_, j) => Cell(i, j)).Sum())];
        double[] columns = [.. places.Select(j => all.Select((_, i) => Cell(i, j)).Sum())];
        var result = new JsonObject
        {
            ["labels"] = new JsonArray([.. labels.Select(label => JsonValue.Create(label))]),
            ["accuracy"] = GoldenJson.Node(ConfusionMatrix.Accuracy(counts)),
            ["balanced_accuracy"] = GoldenJson.Node(ConfusionMatrix.BalancedAccuracy(counts)),
            ["mcc"] = GoldenJson.Node(ConfusionMatrix.Matthews(counts)),
            ["f0.5_macro"] = ClassScores.Macro(hits, columns, support, 0.5).F,
            ["f2_macro"] = ClassScores.Macro(hits, columns, support, 2).F,
            ["per_class"] = new JsonObject(
                labels.Select(
                    (label, i) =>
                        KeyValuePair.Create(label, (JsonNode?)Scores(ClassScore.Of(hits[i], columns[i], support[i])))
                )
            ),
            ["confusion_matrix"] = new JsonArray([
                .. places.Select(i => GoldenJson.Node(places.Select(j => Cell(i, j)))),
            ]),
        };
        Add("micro", ClassScores.Micro(hits, columns, support));
        Add("macro", ClassScores.Macro(hits, columns, support));
        Add("weighted", ClassScores.Weighted(hits, columns, support));
        return result;

        double Cell(int i, int j) => i < 0 || j < 0 ? 0 : counts[(i * all.Length) + j];
        void Add(string average, ClassScore score)
        {
            result[$"precision_{average}"] = score.Precision;
            result[$"recall_{average}"] = score.Recall;
            result[$"f1_{average}"] = score.F;
        }
    }

    [GoldenOperation("calibration")]
    public static JsonNode? Calibrate(JsonElement input)
    {
        double[] confidence = input.Numbers("confidence");
        double[] correct = input.Numbers("correct");
        var result = new JsonObject { ["brier"] = GoldenJson.Node(ProbabilityScores.Brier(confidence, correct)) };
        foreach (int bins in (int[])[5, 10, 15, 20])
        {
            Add("width", bins, Calibration.EqualWidth(confidence, correct, bins));
            Add("mass", bins, Calibration.EqualMass(confidence, correct, bins));
        }
        return result;

        void Add(string kind, int bins, CalibrationBin[] table)
        {
            result[$"ece_{kind}_{bins}"] = GoldenJson.Node(Calibration.ExpectedError(table));
            result[$"mce_{kind}_{bins}"] = GoldenJson.Node(Calibration.MaximumError(table));
            result[$"bins_{kind}_{bins}"] = new JsonArray([
                .. table.Select(bin => new JsonArray(
                    bin.Weight,
                    GoldenJson.Node(bin.Confidence),
                    GoldenJson.Node(bin.Accuracy)
                )),
            ]);
        }
    }

    [GoldenOperation("binary_scores")]
    public static JsonNode? BinaryScores(JsonElement input)
    {
        double[] outcome = input.Numbers("y");
        double[] score = input.Numbers("score");
        return new JsonObject
        {
            ["auroc"] = GoldenJson.Node(RankingScores.Auroc(score, outcome)),
            ["auprc_average_precision"] = GoldenJson.Node(RankingScores.AveragePrecision(score, outcome)),
            ["log_loss"] = GoldenJson.Node(ProbabilityScores.LogLoss(score, outcome, Epsilon(input))),
            ["brier"] = GoldenJson.Node(ProbabilityScores.Brier(score, outcome)),
        };
    }

    [GoldenOperation("multiclass_proba")]
    public static JsonNode? MulticlassScores(JsonElement input)
    {
        int[] truth = [.. input.Numbers("y").Select(y => (int)y)];
        double[][] rows = input.Rows("proba");
        int classes = rows.Length == 0 ? 0 : rows[0].Length;
        double[] flat = [.. rows.SelectMany(row => row)];
        double[] confidence = [.. rows.Select(row => row.Max())];
        double[] correct = [.. rows.Select((row, i) => Array.IndexOf(row, row.Max()) == truth[i] ? 1.0 : 0)];
        double? brier = ProbabilityScores.MulticlassBrier(flat, truth, classes);
        var result = new JsonObject
        {
            ["log_loss"] = GoldenJson.Node(ProbabilityScores.MulticlassLogLoss(flat, truth, classes, Epsilon(input))),
            ["brier_multiclass_sum"] = GoldenJson.Node(brier),
            ["brier_multiclass_half"] = GoldenJson.Node(brier / 2),
            ["accuracy_argmax"] = GoldenJson.Node(ProbabilityScores.TopAccuracy(flat, truth, classes)),
            ["auroc_ovr_macro"] = GoldenJson.Node(RankingScores.OneVersusRest(flat, truth, classes)),
            ["auroc_ovr_weighted"] = GoldenJson.Node(
                RankingScores.OneVersusRest(flat, truth, classes, byPrevalence: true)
            ),
            ["auroc_ovo_macro"] = GoldenJson.Node(RankingScores.OneVersusOne(flat, truth, classes)),
            ["ece_top_label_width_10"] = GoldenJson.Node(
                Calibration.ExpectedError(Calibration.EqualWidth(confidence, correct, 10))
            ),
        };
        for (int k = 1; k <= Math.Max(5, classes); k++)
        {
            result[$"top{k}_accuracy"] = GoldenJson.Node(ProbabilityScores.TopAccuracy(flat, truth, classes, k));
        }
        return result;
    }

    internal static JsonObject Scores(ClassScore score) =>
        new()
        {
            ["precision"] = score.Precision,
            ["recall"] = score.Recall,
            ["f1"] = score.F,
            ["support"] = score.Support,
        };

    private static double Epsilon(JsonElement input) =>
        input.TryGetProperty("log_loss_eps", out _) ? input.Number("log_loss_eps") : 1e-15;
}
