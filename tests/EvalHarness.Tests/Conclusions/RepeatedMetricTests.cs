using System.Collections.Concurrent;
using System.Globalization;
using EvalHarness.Comparisons.Results;
using EvalHarness.Conclusions;
using EvalHarness.Core;
using NUnit.Framework;

namespace EvalHarness.Tests.Conclusions;

/// <summary>Metrics of repeats from the suite to the leaderboard.</summary>
public sealed class RepeatedMetricTests
{
    [Test]
    public async Task Repeats_of_a_sample_make_one_number_together()
    {
        var setup = new EvaluationSetup();
        Write(
            setup,
            "repeats: 3\n    metrics: [accuracy, pass@k: 3, pass^k: { k: 3 }, maj@k: { k: 3 }, pass@k: { k: 1, of: exact_match }]"
        );
        // Of the even headlines two answers of three are right and one cannot be read; of the odd ones none is right.
        var asked = new ConcurrentDictionary<string, int>();
        setup.Options.Models["ours"] = new ScriptedClient(text =>
        {
            int number = int.Parse(text.Split(' ')[^1], CultureInfo.InvariantCulture);
            int time = asked.AddOrUpdate(text, 1, (_, times) => times + 1);
            string right = number % 4 == 0 ? "bad" : "good";
            return number % 2 != 0 ? "bad"
                : time == 3 ? "maybe"
                : right;
        });

        var evaluation = await setup.RunAsync();
        var opened = await setup.OpenAsync(evaluation);

        using (Assert.EnterMultipleScope())
        {
            var rows = Rows(evaluation);
            Assert.That(
                rows.Select(row => (row.Key, Math.Round(row.Value.Estimate.Value!.Value, 12))),
                Is.EqualTo(
                    new[]
                    {
                        ("accuracy", Math.Round(1 / 3.0, 12)),
                        ("pass@3", 0.5),
                        ("pass^3", 0),
                        ("maj@3", 0.5),
                        ("pass@1", Math.Round(1 / 3.0, 12)),
                    }
                )
            );
            Assert.That(rows["pass@3"].Estimate.N, Is.EqualTo(EvaluationSetup.Samples));
            Assert.That(rows["pass@3"].Epochs, Is.Null);
            Assert.That((rows["pass^3"].WorstCase, rows["pass^3"].BestCase), Is.EqualTo(((double?)0, (double?)0.5)));
            Assert.That(Rows(opened)["maj@3"].Estimate, Is.EqualTo(rows["maj@3"].Estimate));
        }

        static Dictionary<string, LeaderboardRow> Rows(Evaluation evaluation) =>
            evaluation
                .Comparison.Tasks[0]
                .Metrics.ToDictionary(
                    metric => metric.Metric,
                    metric => metric.Leaderboard.Single(row => row.Model == "ours")
                );
    }

    [Test]
    public async Task A_metric_of_more_repeats_than_are_asked_is_a_fault()
    {
        var setup = new EvaluationSetup();
        Write(setup, "repeats: 2\n    metrics: [pass@k: 3]");

        var wrong = await Assert.ThrowsAsync<DocumentException>(() => setup.RunAsync());
        var fault = wrong!.Faults.Single();

        Assert.That(fault.Found, Is.EqualTo("metric 'pass@3' of a task that asks each sample 2 times"));
    }

    private static void Write(EvaluationSetup setup, string keys)
    {
        setup.Write();
        string text = File.ReadAllText(setup.SuiteFile).Replace("metrics: [accuracy]", keys, StringComparison.Ordinal);
        File.WriteAllText(setup.SuiteFile, text);
    }
}
