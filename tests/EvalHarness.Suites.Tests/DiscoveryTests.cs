using EvalHarness.NUnit;
using NUnit.Framework;

namespace EvalHarness.Suites.Tests;

/// <summary>What a test explorer shows: from files alone, whatever state they are in.</summary>
public sealed class DiscoveryTests
{
    private const string Suite = """
        suite: support/routing
        models:
          majority: { provider: majority-class }
          random: { provider: random }
          gpt-4o:
            provider: openai-compatible
            endpoint: http://localhost:1
            model: gpt-4o
            when: ${A_VARIABLE_THAT_NOBODY_SETS}
        tasks:
          - task: t
            dataset: { file: data.csv, target: label }
            prompt: "{{text}}"
            answer: { choice: [a, b] }
            metrics: [accuracy]
        gates:
          - { model: random, metric: t/accuracy, not_worse_than: gpt-4o }
          - { model: all, outcome: refused, at_most: 0.01 }
          - { model: majority, metric: t/latency_p95, at_most: 2 }
          - { model: majority, metric: t/cost, at_most: 0.002 }
        """;

    private static string NewFolder(params (string Name, string Text)[] files)
    {
        string name = $"discovery-{Guid.NewGuid():N}";
        string folder = Path.Combine(AppContext.BaseDirectory, name);
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "data.csv"), "text,label\nx,a\ny,b\n");
        foreach (var (file, text) in files)
        {
            File.WriteAllText(Path.Combine(folder, file), text);
        }

        return name;
    }

    [Test]
    public void Names_say_suite_model_and_rule()
    {
        string folder = NewFolder(("suite.yaml", Suite));

        Assert.That(
            GateTestsAttribute.Tests($"{folder}/*.yaml").Select(test => test.Name),
            Is.EqualTo(
                new[]
                {
                    "support/routing › is valid",
                    "support/routing › random › accuracy not worse than gpt-4o by 2 points",
                    "support/routing › majority › share refused at most 1 %",
                    "support/routing › random › share refused at most 1 %",
                    "support/routing › majority › latency_p95 at most 2 s",
                    "support/routing › majority › cost at most $0.002",
                }
            )
        );
    }

    [Test]
    public void A_suite_of_a_pattern_whose_data_are_not_here_is_ignored_and_says_what_to_get()
    {
        string absent = Suite.Replace(
            "file: data.csv,",
            "file: data/set.csv, download: https://example.org/set, license: CC-BY-4.0,",
            StringComparison.Ordinal
        );
        string folder = NewFolder(("absent.yaml", absent), ("suite.yaml", Suite));

        var (all, alone) = (
            GateTestsAttribute.Tests($"{folder}/*.yaml").ToArray(),
            GateTestsAttribute.Tests($"{folder}/absent.yaml").ToArray()
        );

        using (Assert.EnterMultipleScope())
        {
            Assert.That(all[0].Name, Is.EqualTo("absent.yaml › data not here"));
            Assert.That(
                Assert.Throws<IgnoreException>(all[0].ThrowIfBroken)!.Message,
                Does.StartWith("data not here: ")
                    .And.Contains("data/set.csv is not here: download https://example.org/set, license CC-BY-4.0")
            );
            Assert.That(all[1..].Select(test => test.Faults), Has.All.Empty, "the other suite is tested");
            Assert.That(alone.Single().Faults.Single().Found, Does.StartWith("data/set.csv is not here"));
        }
    }

    [Test]
    public void A_rule_for_all_models_is_none_for_those_that_only_judge()
    {
        const string judged = """
            suite: support/judged
            models:
              majority: { provider: majority-class }
              judge: { provider: openai-compatible, endpoint: "http://localhost:1", model: judge, only_in_teams: true }
            tasks:
              - task: t
                dataset: { file: data.csv, target: label }
                prompt: "{{text}}"
                answer: { choice: [a, b] }
                judges:
                  good: { kind: rubric, models: [judge], scores: { fine: 1, poor: 0 }, guideline: Is it good? }
                metrics: [accuracy, { judged: good }]
            gates:
              - { model: all, outcome: refused, at_most: 0.01 }
            """;
        string folder = NewFolder(("suite.yaml", judged));

        Assert.That(
            GateTestsAttribute.Tests($"{folder}/*.yaml").Select(test => test.Name),
            Is.EqualTo(new[] { "support/judged › is valid", "support/judged › majority › share refused at most 1 %" })
        );
    }

    [TestCase("suite: [")]
    [TestCase("suit: x\ntasks: []\n")]
    [TestCase("\u0001")]
    [TestCase("")]
    public void A_broken_file_is_a_test_named_after_it_and_hides_no_other(string text)
    {
        string folder = NewFolder(("a-broken.yaml", text), ("b-whole.yaml", Suite));

        var tests = GateTestsAttribute.Tests($"{folder}/*.yaml").ToArray();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(tests[0].Name, Is.EqualTo("a-broken.yaml › is valid"));
            Assert.That(tests[0].Faults, Is.Not.Empty);
            Assert.That(tests, Has.Length.EqualTo(7));
        }
    }

    [Test]
    public void Rules_and_prices_beside_suites_are_no_tests_unless_a_path_names_them()
    {
        string folder = NewFolder(("prices.yaml", "prices: {}\n"), ("suite.yaml", Suite));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(GateTestsAttribute.Tests($"{folder}/*.yaml").Count(), Is.EqualTo(6));
            Assert.That(GateTestsAttribute.Tests($"{folder}/prices.yaml").Single().Faults, Is.Not.Empty);
        }
    }

    [Test]
    public void A_pattern_that_names_nothing_is_a_test_that_fails()
    {
        var test = GateTestsAttribute.Tests("no-such-folder/*.yaml").Single();

        Assert.That((test.Name, test.Faults.Length), Is.EqualTo(("no-such-folder/*.yaml", 1)));
    }
}
