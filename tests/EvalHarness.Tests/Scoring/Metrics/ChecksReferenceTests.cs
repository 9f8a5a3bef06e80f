using System.Text.Json;
using EvalHarness.Conversions;
using EvalHarness.Core;
using EvalHarness.Scoring;
using EvalHarness.Scoring.Metrics;
using NUnit.Framework;

namespace EvalHarness.Tests.Scoring.Metrics;

/// <summary>Checks of converted suites, held to what promptfoo 0.123.1 said of the same answers (Conversions/Data).</summary>
public sealed class ChecksReferenceTests
{
    private static readonly string Data = Path.Combine(
        Repository.Root,
        "tests",
        "EvalHarness.Tests",
        "Conversions",
        "Data"
    );

    [TestCase("traps", 64)]
    [TestCase("shapes", 17)]
    public async Task Every_answer_passes_and_scores_as_promptfoo_says(string folder, int tests)
    {
        var made = await SuiteConverters.ConvertAsync(Path.Combine(Data, folder, "promptfooconfig.yaml"));
        var rows = made.Files["tests.jsonl"]
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonSerializer.Deserialize<JsonElement>(line))
            .ToDictionary(row => row.GetProperty("id").GetString()!, row => row.GetProperty("checks").GetRawText());
        using var expected = JsonDocument.Parse(
            await File.ReadAllTextAsync(Path.Combine(Data, folder, "expected.json"))
        );
        int compared = 0;
        using (Assert.EnterMultipleScope())
        {
            foreach (var one in expected.RootElement.EnumerateArray())
            {
                string test = one.GetProperty("test").GetString()!;
                if (rows.TryGetValue(test, out string? checks))
                {
                    compared++;
                    string answer = one.GetProperty("answer").GetString()!;
                    Assert.That(
                        Observed(new Checks(), checks, answer),
                        Is.EqualTo(one.GetProperty("passed").GetBoolean() ? 1 : 0),
                        $"test {test}: {checks}"
                    );
                    Assert.That(
                        Observed(new Checks(Part: CheckPart.Score), checks, answer),
                        Is.EqualTo(one.GetProperty("score").GetDouble()).Within(1e-12),
                        $"test {test}: {checks}"
                    );
                }
            }

            Assert.That(compared, Is.EqualTo(tests));
        }
    }

    [Test]
    public void A_named_score_is_the_mean_by_weight_of_the_checks_of_that_name()
    {
        const string checks =
            """[{"type":"contains","value":"a","metric":"tone","weight":3},{"type":"contains","value":"z","metric":"tone"},{"type":"contains","value":"q"}]""";

        Assert.That(Observed(new Checks(Metric: "tone"), checks, "abc"), Is.EqualTo(0.75));
    }

    [Test]
    public void A_check_of_a_cost_that_is_unknown_leaves_the_sample_out()
    {
        double[] statistics = new double[2];
        var sample = Sample("""[{"type":"cost","threshold":1}]""", "abc") with { CostUsd = null };

        new Checks().Observe(sample, statistics);

        Assert.That(statistics, Is.EqualTo(new double[] { 0, 0 }));
    }

    [TestCase("""[{"type":"contain","value":"x"}]""", "the unknown type 'contain'; did you mean 'contains'?")]
    [TestCase("""[{"type":"contains"}]""", "contains: expected a text that is not empty, or a number")]
    [TestCase("""[{"type":"regex","value":"(?i)x"}]""", "regex: JavaScript knows no '(?i)'")]
    [TestCase("""{"checks":[]}""", "no list of checks")]
    [TestCase("""[{"type":"contains","value":"x","wieght":2}]""", "the unknown key 'wieght'")]
    [TestCase("no", "no JSON")]
    public void A_row_whose_checks_cannot_be_read_is_a_fault_that_says_why(string checks, string why)
    {
        var row = new Sample(
            "1",
            new Dictionary<string, string> { ["checks"] = checks },
            [],
            new Location("d.jsonl", 1)
        );

        Assert.That(new Checks().Fault(row), Does.Contain(why));
    }

    private static double Observed(Checks metric, string checks, string answer)
    {
        double[] statistics = new double[2];
        metric.Observe(Sample(checks, answer), statistics);
        return statistics[1] == 1 ? statistics[0] : double.NaN;
    }

    private static ScoredSample Sample(string checks, string answer) =>
        new(answer, [], Outcome.Answered)
        {
            Text = answer,
            Fields = new Dictionary<string, string> { ["checks"] = checks },
            CostUsd = 0.002m,
            Latency = TimeSpan.FromMilliseconds(120),
        };
}
