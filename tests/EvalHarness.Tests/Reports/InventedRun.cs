using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.CompilerServices;
using EvalHarness.Comparisons.Comparators;
using EvalHarness.Core;
using EvalHarness.Logs;
using EvalHarness.Reports.Views;
using EvalHarness.Scoring;
using EvalHarness.Scoring.Metrics;

namespace EvalHarness.Tests.Reports;

/// <summary>Makes runs from recipes: samples, answers, scores; compared by the product's own comparer.</summary>
internal static class InventedRun
{
    private static readonly string[] Firms =
    [
        "Alderfen Foods",
        "Brackenhall",
        "Ostrava Tool",
        "Pellworm Shipping",
        "Quayle & Sons",
        "Tarn Mutual",
    ];

    private static readonly string[] Vocabulary =
    [
        "profit",
        "falls",
        "short",
        "of",
        "forecast",
        "as",
        "orders",
        "slow",
        "regulator",
        "drops",
        "its",
        "inquiry",
        "outlook",
        "raised",
        "after",
        "strong",
        "quarter",
        "dividend",
        "kept",
        "meeting",
        "moved",
        "to",
        "June",
        "loss",
        "narrower",
        "than",
        "feared",
        "shares",
        "steady",
        "new",
        "plant",
        "opens",
        "late",
        "debt",
        "refinanced",
    ];

    public static ReportInput Of(Recipe recipe)
    {
        var header = Header(recipe);
        var table = new ScoreTable(
            header,
            [.. recipe.Tasks.Select((task, index) => Scores(recipe, task, index, header))]
        );
        return new ReportInput(Comparer.Compare(table), table)
        {
            Responses = token => Responses(recipe, table, token),
            Prompts = token => Prompts(recipe, table, token),
        };
    }

    private static RunHeader Header(Recipe recipe) =>
        new("20261124-101500-3f9a12c8", recipe.Disguise(recipe.Suite), recipe.Disguise(recipe.Question), Instant(0))
        {
            EndedAt = Instant(214),
            SuiteFile = recipe.Disguise("suites/finance/headline-sentiment.yaml"),
            SuiteText = recipe.Disguise("suite: finance/headline-sentiment\nseed: 20240401\n"),
            SuiteHash = "3f9a12c8d0e4",
            Seed = recipe.Seed,
            Versions = new Dictionary<string, string> { ["evalharness"] = "0.1.0", ["dotnet"] = "10.0.0" },
            Machine = "8 cores, x64",
            Models =
            [
                .. recipe.Models.Select(model => Model(recipe, model)),
                new ModelHeader(recipe.Disguise("gpt-4o"), "openai", ModelKind.General, "", "")
                {
                    Skipped = recipe.Disguise("OPENAI_API_KEY is not set"),
                },
            ],
            Compare = new CompareSpec(
                Margin: recipe.Margin,
                Resamples: recipe.Resamples,
                AcrossProtocols: true,
                MaxFailed: 0.02
            ),
            Warnings = [recipe.Disguise("data/headlines.csv:14:1: warning: the same text as line 9")],
            DataHashes = new Dictionary<string, string> { [recipe.Disguise("data/headlines.csv")] = "77b0e1" },
        };

    private static ModelHeader Model(Recipe recipe, RecipeModel model) =>
        new(
            recipe.Disguise(model.Name),
            "replay",
            model.Kind,
            recipe.Disguise(model.Description),
            "fp-" + model.Accuracy.ToString(CultureInfo.InvariantCulture)
        )
        {
            IsLocal = model.Usd == 0,
            LearningCurve = model.Curve is { } curve ? new CurvePoint(recipe.Disguise(curve.Of), curve.Size) : null,
            Team = InventedTeam.Of(recipe, model),
            Price = model.Usd is > 0
                ? new Price(0.15m, 0.6m, AsOf: new DateOnly(2026, 10, 1), Source: recipe.Disguise("price page"))
                : null,
        };

    private static TaskScores Scores(Recipe recipe, RecipeTask task, int index, RunHeader header)
    {
        var random = new Random(recipe.Seed + index);
        var labels = task.Labels.Select(recipe.Disguise).ToImmutableArray();
        var samples = Enumerable
            .Range(0, task.Samples)
            .Select(i => Sample(recipe, task, labels, i, random))
            .ToImmutableArray();
        var metrics = recipe.OnlyAccuracy
            ? [new Accuracy()]
            : ImmutableArray.Create<IMetric>(
                new Accuracy(),
                new MacroF1().Over([.. labels.Order(StringComparer.Ordinal)])
            );
        return new TaskScores
        {
            Task = new TaskHeader(recipe.Disguise(task.Name), task.Samples, 1)
            {
                Labels = task.Open ? [] : labels,
                ClusterField = recipe.Disguise("company"),
                SliceFields = [recipe.Disguise("difficulty")],
                Protocols = recipe.Models.ToDictionary(
                    m => recipe.Disguise(m.Name),
                    m => new Protocol(m.Protocol, recipe.Disguise(m.Protocol))
                ),
            },
            Samples = samples,
            Models = [.. header.Models.Where(model => model.Skipped is null)],
            Metrics = metrics,
            MetricNames = [.. metrics.Select(metric => metric.Name)],
            Cells = [.. recipe.Models.Select(model => Cells(model, task, labels, samples, metrics, random))],
        };
    }

    private static Sample Sample(Recipe recipe, RecipeTask task, ImmutableArray<string> labels, int i, Random random)
    {
        string firm =
            Firms[i % Firms.Length]
            + " "
            + ((i * 7 % Math.Max(2, task.Samples / 7)) + 1).ToString(CultureInfo.InvariantCulture);
        var words = Enumerable.Range(0, recipe.Words).Select(_ => Vocabulary[random.Next(Vocabulary.Length)]);
        string text = recipe.Disguise($"{firm}: {string.Join(' ', words)}");
        string difficulty = recipe.Disguise(
            (i % 20) switch
            {
                < 9 => "easy",
                < 15 => "medium",
                < 19 => "hard",
                _ => "rare",
            }
        );
        return new Sample(
            recipe.Disguise("h" + i.ToString("D5", CultureInfo.InvariantCulture)),
            new Dictionary<string, string>
            {
                [recipe.Disguise("text")] = text,
                [recipe.Disguise("company")] = recipe.Disguise(firm),
            },
            [
                labels[
                    random.Next(10) switch
                    {
                        < 4 => 0,
                        < 8 => 1 % labels.Length,
                        _ => labels.Length - 1,
                    }
                ],
            ],
            new Location("data/headlines.csv", i + 2, 1)
        )
        {
            Cluster = recipe.Disguise(firm),
            Slices = new Dictionary<string, string> { [recipe.Disguise("difficulty")] = difficulty },
        };
    }

    private static ModelCells Cells(
        RecipeModel model,
        RecipeTask task,
        ImmutableArray<string> labels,
        ImmutableArray<Sample> samples,
        ImmutableArray<IMetric> metrics,
        Random random
    )
    {
        int n = samples.Length;
        var cells = ModelCells.NotRun(n, metrics, []) with { LatencySeconds = new double[n] };
        for (int i = 0; i < n; i++)
        {
            double hard = (i % 20) switch
            {
                < 9 => 0.08,
                < 15 => 0,
                _ => -0.12,
            };
            var outcome =
                random.NextDouble() < model.Failed ? Outcome.Failed
                : random.NextDouble() < model.Unparsable ? Outcome.Unparsable
                : Outcome.Answered;
            string target = samples[i].Targets[0];
            bool right = random.NextDouble() < model.Accuracy + hard + task.Shift;
            cells.Outcomes[i] = outcome;
            cells.Answers[i] =
                outcome != Outcome.Answered ? null
                : right ? target
                : labels[(labels.IndexOf(target) + 1 + random.Next(Math.Max(1, labels.Length - 1))) % labels.Length];
            cells.CostUsd[i] = outcome == Outcome.Failed ? null : model.Usd;
            cells.LatencySeconds[i] =
                model.Seconds is { } s && outcome != Outcome.Failed
                    ? s * (0.8 + (0.6 * random.NextDouble()))
                    : double.NaN;
            cells.Usage[i] =
                model.Usd is > 0 && outcome != Outcome.Failed
                    ? new Usage(80 + random.Next(30), 0, 2 + random.Next(4))
                    : null;
            cells.Attempts[i] = 1;
            if (model.SaysHowSure && outcome == Outcome.Answered)
            {
                cells.Confidence[i] = (right ? 0.5 : 0.3) + (0.5 * random.NextDouble());
            }

            var scored = new ScoredSample(cells.Answers[i], samples[i].Targets, outcome);
            for (int m = 0; m < metrics.Length && outcome != Outcome.Failed; m++)
            {
                metrics[m].Observe(scored, cells.Statistics[m].AsSpan(i * metrics[m].Width, metrics[m].Width));
            }
        }

        return cells;
    }

    private static async IAsyncEnumerable<Response> Responses(
        Recipe recipe,
        ScoreTable table,
        [EnumeratorCancellation] CancellationToken token
    )
    {
        foreach (var task in table.Tasks)
        {
            for (int m = 0; m < task.Models.Length; m++)
            {
                token.ThrowIfCancellationRequested();
                for (int i = 0; i < task.Samples.Length; i++)
                {
                    yield return Response(recipe, task, m, i);
                }
            }
        }

        await Task.CompletedTask;
    }

    private static Response Response(Recipe recipe, TaskScores task, int m, int i)
    {
        var cells = task.Cells[m];
        bool failed = cells.Outcomes[i] == Outcome.Failed;
        return new Response(
            "r",
            task.Task.Name,
            task.Samples[i].Id,
            task.Models[m].Name,
            0,
            PromptHash(recipe, m, i),
            failed ? Outcome.Failed : Outcome.Answered
        )
        {
            Text =
                failed ? null
                : cells.Answers[i] is { } answer ? (i % 3 == 0 ? answer : recipe.Disguise($"The news is {answer}."))
                : recipe.Disguise("I cannot say."),
            Failure = failed ? new Failure("http", 503, recipe.Disguise("general-4shot: 503 after 5 attempts")) : null,
        };
    }

    private static string PromptHash(Recipe recipe, int m, int i) => $"{recipe.Models[m].Protocol[0]}-{i}";

    private static async IAsyncEnumerable<Prompt> Prompts(
        Recipe recipe,
        ScoreTable table,
        [EnumeratorCancellation] CancellationToken token
    )
    {
        int[] protocols = Enumerable
            .Range(0, recipe.Models.Length)
            .DistinctBy(m => recipe.Models[m].Protocol[0])
            .ToArray();
        for (int i = 0; i < table.Tasks[0].Samples.Length; i++)
        {
            token.ThrowIfCancellationRequested();
            foreach (int m in protocols)
            {
                Turn[] shots =
                    recipe.Models[m].Protocol[0] == '4'
                        ? [new Turn(Role.User, "Headline: Orders doubled"), new Turn(Role.Assistant, "positive")]
                        : [];
                yield return new Prompt(
                    [
                        new Turn(Role.System, recipe.Disguise("You label finance headlines.")),
                        .. shots,
                        new Turn(Role.User, "Headline: " + table.Tasks[0].Samples[i].Fields.Values.First()),
                    ],
                    PromptHash(recipe, m, i)
                );
            }
        }

        await Task.CompletedTask;
    }

    private static DateTimeOffset Instant(int seconds) =>
        new DateTimeOffset(2026, 11, 24, 10, 15, 0, TimeSpan.Zero).AddSeconds(seconds);
}
