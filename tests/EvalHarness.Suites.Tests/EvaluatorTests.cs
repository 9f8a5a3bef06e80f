using EvalHarness.Conclusions;
using EvalHarness.NUnit;
using EvalHarness.Runs;
using EvalHarness.Tests.Models;
using NUnit.Framework;
using NUnit.Framework.Interfaces;
using NUnit.Framework.Internal;

namespace EvalHarness.Suites.Tests;

/// <summary>Evaluators under <c>dotnet test</c>: of the test project by their types, given in code, and asking a model.</summary>
public sealed class EvaluatorTests
{
    private const int Samples = 40;

    private const string Pattern = "evaluated-*/own.yaml";

    private string folder = "";

    [SetUp]
    public void Make()
    {
        folder = Path.Combine(AppContext.BaseDirectory, $"evaluated-{Guid.NewGuid():N}");
        Directory.CreateDirectory(folder);
        File.WriteAllLines(
            Path.Combine(folder, "data.csv"),
            ["id,text", .. Enumerable.Range(1, Samples).Select(i => $"s{i},question {i}")]
        );
    }

    [TearDown]
    public void Delete() => Directory.Delete(folder, recursive: true);

    [Test]
    public async Task A_fixture_gates_by_evaluators_by_type_by_instance_and_with_a_model_to_ask()
    {
        await using var server = new FaultServer(Reply);
        Write(server.Url);

        var results = await RunAsync(Options(new BrevityEvaluator(100)));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                results.Select(result => result.Status),
                Is.All.EqualTo(TestStatus.Passed).And.Exactly(4).Items,
                string.Join('\n', results.Select(result => result.Message))
            );
            Assert.That(server.Requests.Count(IsRating), Is.EqualTo(Samples));
            Assert.That(server.Requests, Has.Count.EqualTo(2 * Samples), "one run for all tests");
        }
    }

    [Test]
    public async Task An_evaluator_that_breaks_passes_no_gate_and_the_message_says_why()
    {
        await using var server = new FaultServer(Reply);
        Write(server.Url);

        var results = await RunAsync(Options(new BrevityEvaluator(3)));

        var broken = results.Single(result => result.Name.Contains("Brevity", StringComparison.Ordinal));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(broken.Status, Is.EqualTo(TestStatus.Failed));
            Assert.That(broken.Message, Does.Contain("it threw FormatException").And.Not.Contain("nobody may see"));
            Assert.That(
                results.Count(result => result.Status == TestStatus.Passed),
                Is.EqualTo(3),
                "those of the others"
            );
        }
    }

    [Test]
    public async Task A_model_that_does_not_answer_an_evaluator_passes_no_gate()
    {
        await using var server = new FaultServer(request =>
            IsRating(request) ? FaultReply.Status(400, "{}") : Reply(request)
        );
        Write(server.Url);

        var results = await RunAsync(Options(new BrevityEvaluator(100)));

        var unrated = results.Single(result => result.Name.Contains("Rating", StringComparison.Ordinal));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(unrated.Status, Is.EqualTo(TestStatus.Failed));
            Assert.That(unrated.Message, Does.Contain("its judge failed"));
        }
    }

    [Test]
    public async Task In_code_the_same_options_give_one_run_and_constraints_go_by_evaluators()
    {
        await using var server = new FaultServer(Reply);
        Write(server.Url);
        var options = Options(new BrevityEvaluator(100));
        string file = Path.Combine(folder, "own.yaml");

        var run = await Eval.RunAsync(file, options);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(run, Evals.Metric("talk/Brevity").Of("ours").AtLeast(0.8));
            Assert.That(await Eval.RunAsync(file, options), Is.SameAs(run));
        }
    }

    [TestCase("Nothing", "no static 'Nothing' that gives EvaluationOptions")]
    [TestCase("Wrong", "no static 'Wrong' that gives EvaluationOptions")]
    [TestCase("Broken", "'Broken' threw NotSupportedException: not here")]
    public void Options_that_cannot_be_had_are_a_fault_that_names_the_member(string member, string fault) =>
        Assert.That(
            () => FixtureOptions.Of(typeof(Giving), member),
            Throws.InstanceOf<Core.DocumentException>().With.Message.Contains($"Giving: {fault}")
        );

    [TestCase("Property")]
    [TestCase("Field")]
    [TestCase("Method")]
    public void Options_come_from_a_static_member_of_any_kind(string member) =>
        Assert.That(FixtureOptions.Of(typeof(Giving), member), Is.Not.Null);

    [Test]
    public void A_test_project_that_uses_the_fixtures_alone_may_have_words() =>
        Assert.That(SuiteCatalog.MayHaveWords([new("nunit.framework"), new("EvalHarness.NUnit")]), Is.True);

    private static FaultReply Reply(FaultRequest request) =>
        FaultReply.Chat(
            IsRating(request) ? "5"
            : request.Number % 2 == 0 ? "fine"
            : "good."
        );

    private static bool IsRating(FaultRequest request) =>
        request.Body.Contains(RatingEvaluator.Question, StringComparison.Ordinal);

    private EvaluationOptions Options(BrevityEvaluator brevity) =>
        new()
        {
            Mode = RunMode.Live,
            Results = Path.Combine(folder, "results"),
            Evaluators = { ["brevity"] = brevity },
        };

    /// <summary>Finds the tests of the fixture as NUnit does, and runs them.</summary>
    private async Task<IReadOnlyList<Ran>> RunAsync(EvaluationOptions options)
    {
        OwnEvals.Given.Value = options;
        var fixture = new TypeWrapper(typeof(OwnEvals));
        var method = new MethodWrapper(typeof(OwnEvals), nameof(EvalFixture.Holds));
        var ran = new List<Ran>();
        foreach (var test in new GateTestsAttribute().BuildFrom(method, new TestFixture(fixture)))
        {
            var asked = (EvalTest)test.Arguments[0]!;
            if (!asked.File.StartsWith(folder, StringComparison.Ordinal))
            {
                continue;
            }

            using (new TestExecutionContext.IsolatedContext())
            {
                try
                {
                    await new Bare().Holds(asked);
                    ran.Add(new Ran(test.Name, TestStatus.Passed, ""));
                }
                catch (ResultStateException ended)
                {
                    ran.Add(new Ran(test.Name, ended.ResultState.Status, ended.Message));
                }
            }
        }

        return ran;
    }

    private void Write(string url) =>
        File.WriteAllText(
            Path.Combine(folder, "own.yaml"),
            $$$"""
            suite: own
            models:
              ours: { provider: openai-compatible, endpoint: {{{url}}}, model: m }
              judge: { provider: openai-compatible, endpoint: {{{url}}}, model: j, only_in_teams: true }
            tasks:
              - task: talk
                dataset: { file: data.csv, id: id, fields: [text] }
                prompt: "{{text}}"
                answer: text
                metrics:
                  - { evaluator: { type: OneWordEvaluator, metric: One word } }
                  - { evaluator: { type: brevity, metric: Brevity, low: 0, high: 1 } }
                  - { evaluator: { type: RatingEvaluator, metric: Rating, low: 1, high: 5, judge: judge, allow_uncalibrated: true } }
            gates:
              - { model: ours, metric: talk/One word, at_least: 0.8 }
              - { model: ours, metric: talk/Brevity, at_least: 0.8 }
              - { model: ours, metric: talk/Rating, at_least: 4 }
            """
        );

    private sealed record Ran(string Name, TestStatus Status, string Message);

    /// <summary>A fixture as a team writes it; abstract, so that it is run by these tests alone.</summary>
    [EvalSuite(Pattern, Options = nameof(Own))]
    private abstract class OwnEvals : EvalFixture
    {
        public static AsyncLocal<EvaluationOptions?> Given { get; } = new();

        private static EvaluationOptions Own => Given.Value!;
    }

    private sealed class Bare : EvalFixture;

    private static class Giving
    {
        public static readonly EvaluationOptions Field = new();

        public static EvaluationOptions Property { get; } = new();

        public static string Wrong => "";

        public static EvaluationOptions Broken => throw new NotSupportedException("not here");

        public static EvaluationOptions Method() => new();
    }
}
