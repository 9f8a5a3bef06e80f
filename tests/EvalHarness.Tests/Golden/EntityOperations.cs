using System.Text.Json;
using System.Text.Json.Nodes;
using EvalHarness.Scoring.Entities;
using EvalHarness.Statistics.Classification;

namespace EvalHarness.Tests.Golden;

/// <summary>Topic 11: entities in tag sequences.</summary>
internal static class EntityOperations
{
    [GoldenOperation("ner")]
    public static JsonNode? Ner(JsonElement input)
    {
        string[][] gold = Sentences(input, "y_true");
        string[][] predicted = Sentences(input, "y_pred");
        ArgumentOutOfRangeException.ThrowIfNotEqual(predicted.Length, gold.Length);
        for (int i = 0; i < gold.Length; i++)
        {
            ArgumentOutOfRangeException.ThrowIfNotEqual(predicted[i].Length, gold[i].Length);
        }
        var lenient = Report(gold, predicted, TagScheme.Lenient);
        int words = gold.Sum(tags => tags.Length);
        int right = gold.Zip(predicted)
            .Sum(pair => pair.First.Zip(pair.Second).Count(tags => tags.First == tags.Second));
        lenient["token_accuracy"] = words > 0 ? (double)right / words : null;
        var result = new JsonObject { ["lenient"] = lenient };
        foreach (string scheme in input.Labels("schemes_strict"))
        {
            result[$"strict_{scheme}"] = Report(gold, predicted, Enum.Parse<TagScheme>(scheme, ignoreCase: true));
        }
        return result;
    }

    private static JsonObject Report(string[][] gold, string[][] predicted, TagScheme scheme)
    {
        IReadOnlyList<Entity>[] right = [.. gold.Select(tags => EntityTags.Read(tags, scheme))];
        IReadOnlyList<Entity>[] found = [.. predicted.Select(tags => EntityTags.Read(tags, scheme))];
        string[] types =
        [
            .. right
                .Concat(found)
                .SelectMany(list => list)
                .Select(entity => entity.Type)
                .Distinct()
                .Order(StringComparer.Ordinal),
        ];
        double[] hits = Count((i, type) => right[i].Intersect(found[i]).Count(entity => entity.Type == type));
        double[] columns = Count((i, type) => found[i].Distinct().Count(entity => entity.Type == type));
        double[] support = Count((i, type) => right[i].Distinct().Count(entity => entity.Type == type));
        var report = new JsonObject(
            types.Select(
                (type, i) =>
                    KeyValuePair.Create(
                        type,
                        (JsonNode?)ClassificationOperations.Scores(ClassScore.Of(hits[i], columns[i], support[i]))
                    )
            )
        )
        {
            ["micro_avg"] = ClassificationOperations.Scores(ClassScores.Micro(hits, columns, support)),
            ["macro_avg"] = ClassificationOperations.Scores(ClassScores.Macro(hits, columns, support)),
            ["weighted_avg"] = ClassificationOperations.Scores(ClassScores.Weighted(hits, columns, support)),
        };
        return new JsonObject
        {
            ["report"] = types.Length > 0 ? report : null,
            ["entities_true"] = Lists(right),
            ["entities_pred"] = Lists(found),
        };

        double[] Count(Func<int, string, int> ofType) =>
            [.. types.Select(type => (double)Enumerable.Range(0, gold.Length).Sum(i => ofType(i, type)))];
    }

    private static JsonArray Lists(IReadOnlyList<Entity>[] sentences) =>
        [
            .. sentences.Select(sentence => new JsonArray([
                .. sentence.Select(entity => new JsonArray(entity.Type, entity.Start, entity.End)),
            ])),
        ];

    private static string[][] Sentences(JsonElement input, string key) =>
        [
            .. input
                .GetProperty(key)
                .EnumerateArray()
                .Select(sentence => sentence.EnumerateArray().Select(tag => tag.GetString()!).ToArray()),
        ];
}
