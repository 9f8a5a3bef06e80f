using EvalHarness.Comparisons.Findings;
using EvalHarness.Comparisons.Results;
using EvalHarness.Conclusions;
using EvalHarness.Core;
using EvalHarness.Suites;
using EvalHarness.Tests.Models;
using NUnit.Framework;

namespace EvalHarness.Tests.Runs;

/// <summary>Answers of others as models of a suite: joined with its samples, and compared as far as it is known how they were asked for.</summary>
[Parallelizable(ParallelScope.All)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class AnswersMadeElsewhereTests
{
    private const int Samples = 40;
    private const string Full = "few_shot: 0, chain_of_thought: false, temperature: 0, prompt: ";

    private readonly string folder = ModelSetup.NewFolder();

    public AnswersMadeElsewhereTests()
    {
        Write("data.csv", "id,text,label", i => $"s{i:00},headline {i},{(i % 4 == 0 ? "bad" : "good")}");
        Write("right.csv", "id,answer", i => $"s{i:00},{(i % 4 == 0 ? "bad" : "good")}");
        Write("good.csv", "id,answer", i => $"s{i:00},good");
        Write("odd.csv", "id,answer", i => $"s{i:00},{(i % 2 == 0 ? "bad" : "good")}");
    }

    [TestCase("", "", true)]
    [TestCase("asked: { few_shot: 0 }", "asked: { few_shot: 0 }", true)]
    [TestCase("asked: { few_shot: 0, temperature: 0, prompt: p }", "asked: task", true)]
    [TestCase("asked: { " + Full + "p }", "asked: { " + Full + "p }", false)]
    [TestCase("asked: task", "asked: never", false)]
    [TestCase("", "asked: never", false)]
    [TestCase("asked: task", "asked: { " + Full + "'Say of {{text}}: good or bad?' }", false)]
    public async Task What_is_not_declared_is_unknown_and_equal_to_nothing(string first, string second, bool isUnknown)
    {
        var run = await RunAsync($"a: {{ answers: right.csv, {first} }}", $"b: {{ answers: odd.csv, {second} }}");

        var reason = Pair(run).Reason;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(reason is PairReason.UnknownProtocol, Is.EqualTo(isUnknown), $"{reason}");
            Assert.That(
                reason is null ? "" : PairText.Of(reason),
                isUnknown ? Does.StartWith("protocol unknown: how ") : Is.Empty
            );
        }
    }

    [TestCase("few_shot: 4, chain_of_thought: false, temperature: 0, prompt: p")]
    [TestCase("few_shot: 0, chain_of_thought: true, temperature: 0, prompt: p")]
    [TestCase("few_shot: 0, chain_of_thought: false, temperature: 0.7, prompt: p")]
    [TestCase("few_shot: 0, chain_of_thought: false, temperature: 0, prompt: q")]
    [TestCase("few_shot: 0, chain_of_thought: false, temperature: 0, prompt: p, system: s")]
    public async Task What_is_declared_otherwise_is_another_protocol(string other)
    {
        var run = await RunAsync(
            $"a: {{ answers: right.csv, asked: {{ {Full}p }} }}",
            $"b: {{ answers: odd.csv, asked: {{ {other} }} }}"
        );

        Assert.That(Pair(run).Reason, Is.TypeOf<PairReason.OtherProtocol>());
    }

    [Test]
    public async Task Unknown_ways_of_asking_are_tested_where_the_suite_says_so()
    {
        var run = await RunAsync(
            "a: { answers: right.csv }",
            "b: { answers: odd.csv }",
            "compare: { across_protocols: true }"
        );

        using (Assert.EnterMultipleScope())
        {
            Assert.That(Pair(run).Reason, Is.Null);
            Assert.That(Pair(run).PValue, Is.Not.Null);
            Assert.That(
                run.Comparison.Tasks[0].Models[0].Protocol,
                Is.EqualTo("unknown: few_shot, chain_of_thought, prompt, temperature")
            );
        }
    }

    [Test]
    public async Task A_gate_between_them_says_why_it_has_no_verdict()
    {
        var run = await RunAsync(
            "a: { answers: right.csv, asked: task }",
            "b: { answers: odd.csv, asked: { few_shot: 4 } }",
            "gates: [{ model: a, metric: tone/accuracy, better_than: b }]"
        );

        Assert.That(
            GateReasonText.Of(run.Gates[0].Reason!),
            Is.EqualTo(
                "protocol unknown: how b was asked is not all declared (zero-shot, temperature 0; "
                    + "4-shot, unknown: chain_of_thought, prompt, temperature); compare.across_protocols allows it"
            )
        );
    }

    [Test]
    public async Task A_rule_recorded_in_a_file_is_a_baseline_and_free()
    {
        var run = await RunAsync(
            "a: { answers: right.csv, asked: never, price: 0 }",
            "b: { answers: odd.csv, asked: task }"
        );

        var (rule, model) = (run.Comparison.Tasks[0].Models[0], run.Comparison.Tasks[0].Models[1]);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(rule.Kind, Is.EqualTo(ModelKind.Baseline));
            Assert.That(rule.CostPer1000Usd, Is.Zero);
            Assert.That(rule.CostBasis, Is.EqualTo("declared free"));
            Assert.That(rule.Protocol, Is.Empty);
            Assert.That(model.Kind, Is.EqualTo(ModelKind.General));
            Assert.That(model.CostPer1000Usd, Is.Null, "unknown, not zero");
        }
    }

    [Test]
    public async Task What_answers_and_samples_do_not_have_in_common_is_told_with_its_number()
    {
        Write(
            "odd.csv",
            "id,answer",
            i =>
                i <= 3 ? $"x{i},good"
                : i == 4 ? "s05,good"
                : $"s{i:00},good"
        );

        var run = await RunAsync("a: { answers: right.csv }", "b: { answers: odd.csv }");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                run.Scores.Header.Warnings.Select(line => line.Split("warning: ")[^1]),
                Is.SupersetOf([
                    "model 'b': 3 recorded answers are for no sample of the suite, the first for 'x1'",
                    "model 'b': 1 recorded answer is twice in the files, word for word",
                    "model 'b': no answer was recorded for 4 of 40 samples of task 'tone', the first 's01': they are not run",
                ])
            );
            Assert.That(run.Comparison.Tasks[0].Models[1].Outcomes[Outcome.NotRun], Is.EqualTo(4));
        }
    }

    [Test]
    public async Task Samples_that_share_the_field_that_they_are_found_by_are_told()
    {
        Write("data.csv", "id,text,label", i => $"s{i:00},headline {i / 2},good");
        Write("odd.csv", "question,answer", i => $"headline {i / 2},good");

        var run = await RunAsync("a: { answers: right.csv }", "b: { answers: odd.csv, id: question, by: text }");

        Assert.That(
            run.Scores.Header.Warnings,
            Has.One.Contains("model 'b': 19 of 40 samples of task 'tone' have the same 'text' as an earlier one")
        );
    }

    [Test]
    public void A_field_that_is_none_of_the_samples_is_a_fault() =>
        Assert.That(
            async () => await RunAsync("a: { answers: right.csv }", "b: { answers: odd.csv, by: txt }"),
            Throws.TypeOf<DocumentException>().With.Message.Contains("did you mean 'text'?")
        );

    private static PairedComparison Pair(Evaluation run) => run.Comparison.Tasks[0].Metrics[0].Pairs[0];

    private Task<Evaluation> RunAsync(string first, string second, string sections = "")
    {
        string[] models = [.. new[] { first, second }.Select(model => model.Replace("{ a", "{ provider: replay, a"))];
        string suite = Path.Combine(folder, "suite.yaml");
        File.WriteAllText(
            suite,
            $$$"""
            suite: made/elsewhere
            models:
              {{{models[0]}}}
              {{{models[1]}}}
            tasks:
              - task: tone
                dataset: { file: data.csv, id: id, fields: [text], target: label }
                prompt: "Say of {{text}}: good or bad?"
                generation: { temperature: 0 }
                answer: { choice: [good, bad] }
                metrics: [accuracy]
            {{{sections}}}
            """
        );
        return Evaluation.RunAsync(
            suite,
            new EvaluationOptions { Catalog = SuiteCatalog.With(), Results = Path.Combine(folder, "results") }
        );
    }

    private void Write(string name, string head, Func<int, string> row) =>
        File.WriteAllLines(Path.Combine(folder, name), [head, .. Enumerable.Range(1, Samples).Select(row)]);
}
