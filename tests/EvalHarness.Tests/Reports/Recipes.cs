using System.Globalization;
using EvalHarness.Core;

namespace EvalHarness.Tests.Reports;

/// <summary>The runs that reports are tried on.</summary>
internal static class Recipes
{
    /// <summary>What a hostile model or dataset would write.</summary>
    public const string Attack = "</script><img src=x onerror=alert(1)>\"'&<!--";

    public static IReadOnlyDictionary<string, Recipe> All { get; } =
        new Dictionary<string, Recipe>(StringComparer.Ordinal)
        {
            ["headlines"] = new(),
            ["small"] = new() { Tasks = [new RecipeTask("sentiment", 8)] },
            ["one-model"] = new()
            {
                Models = [new RecipeModel("finance-lora", ModelKind.Custom, 0.78) { Usd = 0.00001m }],
            },
            ["ties"] = new()
            {
                Models =
                [
                    .. Enumerable
                        .Range(0, 7)
                        .Select(i => new RecipeModel($"model-{(char)('a' + i)}", (ModelKind)(i % 3), 0.72 - (0.015 * i))
                        {
                            Usd = 0.00001m * (i + 1),
                        }),
                ],
                Tasks = [new RecipeTask("sentiment", 200)],
            },
            ["failures"] = new()
            {
                Models =
                [
                    new RecipeModel("custom", ModelKind.Custom, 0.7) { Usd = 0.00001m, Failed = 0.012 },
                    new RecipeModel("general", ModelKind.General, 0.66) { Failed = 0.08, Unparsable = 0.2 },
                    new RecipeModel("silent", ModelKind.General, 0.5) { Failed = 1 },
                ],
            },
            ["many-models"] = new()
            {
                Models =
                [
                    .. Enumerable
                        .Range(0, 30)
                        .Select(i => new RecipeModel(
                            $"organisation-with-a-long-name/model-family-{i.ToString("D2", CultureInfo.InvariantCulture)}-instruct-preview-2026-11-{(i % 28) + 1:D2}",
                            (ModelKind)(i % 3),
                            0.85 - (0.015 * i)
                        )
                        {
                            Usd = i % 5 == 0 ? null : 0.000002m * (1 << (i % 12)),
                            Description = "a description that goes on for longer than anybody would wish to read",
                        }),
                ],
                Tasks = [new RecipeTask("sentiment", 300)],
            },
            ["hostile"] = new() { Disguise = text => text + Attack, Tasks = [new RecipeTask("sentiment", 60)] },
            ["scripts"] = new()
            {
                Disguise = text => "\u202Eמודל " + text + " 🚀 金融 العربية",
                Tasks = [new RecipeTask("sentiment", 60)],
            },
            ["two-tasks"] = new()
            {
                Suite = "finance/desk",
                Question = "Is our own model good enough for the whole desk?",
                Tasks =
                [
                    new RecipeTask("sentiment", 420),
                    new RecipeTask("topic", 260)
                    {
                        Labels = ["earnings", "law", "markets", "people", "products"],
                        Shift = -0.05,
                    },
                    new RecipeTask("entity", 120) { Open = true, Shift = -0.1 },
                ],
            },
            ["simulations"] = new()
            {
                Suite = "finance/headline-labels",
                Question = "How many labelled headlines does a model of our own need?",
                Models =
                [
                    new RecipeModel("general-4shot", ModelKind.General, 0.52) { Usd = 0.00005m },
                    new RecipeModel("lexicon", ModelKind.Baseline, 0.6) { Usd = 0, Seconds = 0.0002 },
                    .. new (int Rows, double Accuracy)[]
                    {
                        (50, 0.5),
                        (100, 0.57),
                        (200, 0.62),
                        (400, 0.66),
                        (800, 0.69),
                    }.Select(size => new RecipeModel($"tfidf@{size.Rows}", ModelKind.Custom, size.Accuracy)
                    {
                        Curve = ("tfidf", size.Rows),
                        Usd = 0,
                        SaysHowSure = true,
                    }),
                    .. new (int Rows, double Accuracy)[] { (100, 0.7), (400, 0.8) }.Select(size => new RecipeModel(
                        $"lora-{size.Rows}",
                        ModelKind.Custom,
                        size.Accuracy
                    )
                    {
                        Curve = ("lora", size.Rows),
                        Usd = 0.0001m,
                        SaysHowSure = true,
                    }),
                    new RecipeModel("both", ModelKind.Custom, 0.78)
                    {
                        Cascade = ("tfidf@800", "lora-400", 0.7),
                        Usd = 0.00004m,
                    },
                ],
            },
            ["picked"] = new()
            {
                Tasks = [new RecipeTask("sentiment", 200)],
                Models =
                [
                    new RecipeModel("lora", ModelKind.Custom, 0.8) { Usd = 0.0001m, SaysHowSure = true },
                    new RecipeModel("tfidf", ModelKind.Custom, 0.65) { Usd = 0, SaysHowSure = true },
                    new RecipeModel("weaker-tfidf", ModelKind.Custom, 0.5) { Usd = 0, SaysHowSure = true },
                    new RecipeModel("mute", ModelKind.Custom, 0.7) { Usd = 0 },
                    new RecipeModel("priceless", ModelKind.General, 0.95) { SaysHowSure = true },
                ],
            },
            ["mute-cascade"] = new()
            {
                Tasks = [new RecipeTask("sentiment", 200)],
                Models =
                [
                    new RecipeModel("rules", ModelKind.Baseline, 0.6) { Usd = 0 },
                    new RecipeModel("lora", ModelKind.Custom, 0.8) { Usd = 0.0001m, SaysHowSure = true },
                    new RecipeModel("both", ModelKind.Custom, 0.8) { Cascade = ("rules", "lora", 0.5), Usd = 0.0001m },
                ],
            },
            ["routed"] = new()
            {
                Tasks = [new RecipeTask("sentiment", 400)],
                Models =
                [
                    new RecipeModel("general", ModelKind.General, 0.85) { Usd = 0.0004m },
                    new RecipeModel("tfidf", ModelKind.Custom, 0.65) { Usd = 0 },
                    new RecipeModel("routed", ModelKind.Custom, 0.7) { Router = ("general", "tfidf"), Usd = 0.0001m },
                ],
            },
            ["large"] = new()
            {
                Tasks = [new RecipeTask("sentiment", 100_000)],
                Models =
                [
                    new RecipeModel("finance-lora", ModelKind.Custom, 0.78) { Usd = 0.000016m },
                    new RecipeModel("tfidf", ModelKind.Custom, 0.745) { Usd = 0 },
                    new RecipeModel("general-4shot", ModelKind.General, 0.6)
                    {
                        Usd = 0.00002m,
                        Unparsable = 0.02,
                        Protocol = "4-shot, temperature 0",
                    },
                    new RecipeModel("general-0shot", ModelKind.General, 0.5) { Usd = 0.000012m, Unparsable = 0.05 },
                ],
                Words = 150,
                Resamples = 100,
                OnlyAccuracy = true,
            },
        };
}
