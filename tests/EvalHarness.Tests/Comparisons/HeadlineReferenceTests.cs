using System.Reflection;
using System.Text.Json;
using EvalHarness.Comparisons.Comparators;
using EvalHarness.Comparisons.Results;
using EvalHarness.Logs;
using EvalHarness.Runs;
using EvalHarness.Suites;
using NUnit.Framework;
using NUnit.Framework.Constraints;

namespace EvalHarness.Tests.Comparisons;

/// <summary>The shipped suite, run whole, agrees with scikit-learn and SciPy on the same answers.</summary>
public sealed class HeadlineReferenceTests
{
    private const double Tolerance = 1e-9;

    private static readonly JsonElement Reference = JsonDocument
        .Parse(
            File.ReadAllText(
                Path.Combine(Repository.Root, "tests/EvalHarness.Tests/Comparisons/References/headline_sentiment.json")
            )
        )
        .RootElement;

    [Test]
    public async Task Every_number_of_the_recorded_models_is_that_of_the_references()
    {
        var folder = Directory.CreateTempSubdirectory("headline-reference-");
        try
        {
            var task = (await CompareAsync(folder.FullName)).Tasks.Single();
            using (Assert.EnterMultipleScope())
            {
                foreach (var model in Reference.EnumerateObject())
                {
                    Check(task, model.Name, model.Value);
                }
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static void Check(TaskComparison task, string model, JsonElement expected)
    {
        foreach (string? metric in new[] { "accuracy", "macro_f1", "weighted_f1", "mcc" })
        {
            Assert.That(Row(task, metric, model).Estimate.Value, Near(expected, metric), $"{model} {metric}");
        }

        var accuracy = Row(task, "accuracy", model).Estimate;
        Assert.That(accuracy.StandardError, Near(expected, "standard_error"), model);
        Assert.That(accuracy.Low, Near(expected, "low"), model);
        Assert.That(accuracy.High, Near(expected, "high"), model);
        if (expected.TryGetProperty("paired", out var paired))
        {
            var pair = task.Headline.Find(model, "general-4shot")!;
            Assert.That(pair.Difference.Value, Near(paired, "difference"), model);
            Assert.That(pair.Difference.StandardError, Near(paired, "standard_error"), model);
            Assert.That(pair.Difference.Low, Near(paired, "low"), model);
            Assert.That(pair.Difference.High, Near(paired, "high"), model);
            Assert.That(pair.PValue, Is.EqualTo(paired.GetProperty("p").GetDouble()).Within(1e-6).Percent, model);
            Assert.That(pair.OnlyFirstRight, Is.EqualTo(paired.GetProperty("only_first_right").GetInt64()), model);
            Assert.That(pair.OnlySecondRight, Is.EqualTo(paired.GetProperty("only_second_right").GetInt64()), model);
        }
    }

    private static LeaderboardRow Row(TaskComparison task, string metric, string model) =>
        task.Metrics.Single(m => m.Metric == metric).Leaderboard.Single(row => row.Model == model);

    private static EqualNumericWithoutUsingConstraint<double> Near(JsonElement expected, string key) =>
        Is.EqualTo(expected.GetProperty(key).GetDouble()).Within(Tolerance);

    private static async Task<Comparison> CompareAsync(string folder)
    {
        var catalog = SuiteCatalog.With(Assembly.Load("EvalHarness.Hosted"));
        var suite = SuiteReader.Read(
            Path.Combine(Repository.Root, "suites/finance/headline-sentiment.yaml"),
            catalog,
            _ => null
        );
        var context = new PlanContext(catalog, new RunStore(folder), TimeProvider.System, "test");
        using var plan = await new RunPlanner(suite, context).PlanAsync();
        var run = await new Runner(plan, new SilentProgress()).RunAsync();
        await LogScorer.ScoreAsync(run.Folder, catalog);
        return Comparer.Compare(await ScoreTableReader.ReadAsync(run.Folder, catalog));
    }
}
