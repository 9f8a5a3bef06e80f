using EvalHarness.Comparisons.Findings;
using EvalHarness.Comparisons.Gates;
using EvalHarness.Comparisons.Results;
using EvalHarness.Conclusions;
using EvalHarness.Tests.Conclusions;
using Microsoft.Extensions.AI.Evaluation;
using NUnit.Framework;

namespace EvalHarness.Tests.Evaluators;

/// <summary>Responses that an evaluator gives no score for: left out, told, counted as missing, and never a pass.</summary>
public sealed class UnscoredResponseTests
{
    private const string Depth = "{ evaluator: { type: team, metric: Depth, timeout: 100ms } }";
    private const string Gates = "gates: [{ model: ours, metric: talk/Depth, at_least: 0.5 }]";
    private const string Secret = "the response's own text";

    private static readonly TaskCompletionSource<EvaluationResult> Never = new();
    private static readonly ManualResetEventSlim Freed = new();

    [OneTimeTearDown]
    public static void Free() => Freed.Set();

    private static IEnumerable<TestCaseData> Failures()
    {
        TestCaseData Case(string name, Func<EvaluatorCall, ValueTask<EvaluationResult>> script, string why) =>
            new TestCaseData(script, why).SetArgDisplayNames(name);
        Func<EvaluatorCall, ValueTask<EvaluationResult>> Returning(Func<EvaluationMetric> metric) =>
            _ => ValueTask.FromResult(new EvaluationResult(metric()));
        yield return Case("throws at once", _ => throw new FormatException(Secret), "it threw FormatException");
        yield return Case(
            "throws later",
            async _ =>
            {
                await Task.Yield();
                throw new TimeoutException(Secret);
            },
            "it threw TimeoutException"
        );
        yield return Case(
            "hangs and heeds no cancellation",
            _ => new ValueTask<EvaluationResult>(Never.Task),
            "it was not done within 0.1 s"
        );
        yield return Case(
            "blocks its thread",
            _ =>
            {
                Freed.Wait();
                return ValueTask.FromResult(new EvaluationResult());
            },
            "it was not done within 0.1 s"
        );
        yield return Case(
            "heeds the cancellation that comes when its time is over",
            async call =>
            {
                await Task.Delay(Timeout.Infinite, call.CancellationToken);
                return new EvaluationResult();
            },
            "it was not done within 0.1 s"
        );
        yield return Case("no value", Returning(() => new NumericMetric("Depth", null, Secret)), "it has no value");
        yield return Case("no boolean", Returning(() => new BooleanMetric("Depth")), "it has no value");
        yield return Case("no kind of metric", Returning(() => new EvaluationMetric("Depth")), "it has no value");
        yield return Case(
            "not a number",
            Returning(() => new NumericMetric("Depth", double.NaN)),
            "its value is no finite number"
        );
        yield return Case(
            "infinite",
            Returning(() => new NumericMetric("Depth", double.PositiveInfinity)),
            "its value is no finite number"
        );
        yield return Case(
            "declared and not returned",
            _ => ValueTask.FromResult(new EvaluationResult()),
            "it did not return the metric"
        );
        yield return Case(
            "another case of the name",
            Returning(() => new NumericMetric("depth", 1)),
            "it did not return the metric"
        );
        yield return Case("nothing", _ => ValueTask.FromResult<EvaluationResult>(null!), "it returned nothing");
        yield return Case(
            "an error diagnostic beside a value",
            Returning(() =>
            {
                var metric = new NumericMetric("Depth", 1);
                metric.AddDiagnostics(EvaluationDiagnostic.Error(Secret));
                return metric;
            }),
            "it gave an error diagnostic"
        );
    }

    [TestCaseSource(nameof(Failures))]
    public async Task They_are_left_out_told_once_with_the_reason_and_block_the_gate(Delegate script, string why)
    {
        var setup = Setup(call => call.Number is 4 or 9, (Func<EvaluatorCall, ValueTask<EvaluationResult>>)script);

        var run = await setup.RunAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(EvaluatorSetup.Row(run).Estimate.Value, Is.EqualTo(1));
            Assert.That(EvaluatorSetup.Row(run).Estimate.N, Is.EqualTo(18));
            Assert.That(
                run.Notes.Select(note => note.Text).Where(note => note.Contains("score", StringComparison.Ordinal)),
                Is.EqualTo(
                    new[]
                    {
                        $"talk: 2 of 20 answers of ours have no score by Depth: {why} (sample s4); they count as missing.",
                    }
                )
            );
            Assert.That(run.Gates.Single().Verdict, Is.EqualTo(GateVerdict.Error));
            Assert.That(
                run.Gates.Single().Reason,
                Is.TypeOf<GateReason.Unscored>().With.Property("Model").EqualTo("ours")
            );
            Assert.That(GateText.Describe(run.Gates.Single()), Does.Contain($"more than 1 %: {why} (sample s4)"));
            Assert.That((string?)(await EvaluatorSetup.LinesAsync(run, "s9"))![0]!["failure"], Is.EqualTo(why));
        }
    }

    [Test]
    public async Task A_gate_passes_where_fewer_are_missing_than_the_suite_allows()
    {
        var setup = Setup(call => call.Number == 4, _ => throw new FormatException(), "compare: { max_failed: 0.1 }");

        var run = await setup.RunAsync();

        Assert.That(run.Gates.Single().Verdict, Is.EqualTo(GateVerdict.Pass));
    }

    [Test]
    public void Scoring_that_is_broken_off_is_not_a_response_without_a_score()
    {
        using var broken = new CancellationTokenSource();
        var setup = Setup(
            _ => true,
            call =>
            {
                broken.Cancel();
                return new ValueTask<EvaluationResult>(Never.Task.WaitAsync(call.CancellationToken));
            }
        );

        Assert.That(
            () => Evaluation.RunAsync(setup.SuiteFile, setup.Options, broken.Token),
            Throws.InstanceOf<OperationCanceledException>()
        );
    }

    [Test]
    public async Task Models_are_not_compared_where_one_of_them_has_too_few_scores()
    {
        var setup = Setup(call => call.Response.Text == "odd", _ => throw new FormatException());
        setup.Options.Models["theirs"] = new ScriptedClient(_ => "odd");
        setup.Add("theirs");

        var run = await setup.RunAsync();

        Assert.That(
            run.Comparison.Tasks[0].Headline.Pairs.Single().Reason,
            Is.EqualTo(new PairReason.Unscored("theirs"))
        );
    }

    [Test]
    public async Task A_gate_does_not_pass_where_no_response_has_a_score()
    {
        var run = await Setup(_ => true, _ => throw new FormatException()).RunAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(EvaluatorSetup.Row(run).Estimate.Value, Is.Null);
            Assert.That(run.Gates.Single().Verdict, Is.EqualTo(GateVerdict.Error));
        }
    }

    [TestCase("its value lies beyond 'low' and 'high'", "low: 0, high: 0.5")]
    [TestCase("its value is no word", "scores: { good: 1, bad: 0 }")]
    public async Task A_value_that_the_suite_does_not_expect_is_no_score(string why, string keys)
    {
        var setup = new EvaluatorSetup(("team", ScriptedEvaluator.Of(_ => new NumericMetric("Depth", 1), "Depth")));
        setup.Write($"{{ evaluator: {{ type: team, metric: Depth, {keys} }} }}", Gates);

        var run = await setup.RunAsync();

        Assert.That(
            run.Notes.Select(note => note.Text),
            Has.Some.EqualTo(
                $"talk: 20 of 20 answers of ours have no score by Depth: {why} (sample s1); they count as missing."
            )
        );
    }

    [Test]
    public async Task Baseline_and_decision_of_the_metric_hold_no_text_of_the_evaluator()
    {
        var setup = new EvaluatorSetup(
            ("team", ScriptedEvaluator.Of(_ => new BooleanMetric("Depth", true, Secret), "Depth"))
        ).Write(Depth, "gates: [{ model: ours, metric: talk/Depth, not_worse_than: baseline }]");
        var run = await setup.RunAsync();

        var saved = await run.SaveBaselineAsync();
        var again = await Evaluation.OpenAsync(run.Folder.Path, setup.Options);

        await using var packed = File.OpenRead(saved.ScoresFile + ".gz");
        using var text = new StreamReader(
            new System.IO.Compression.GZipStream(packed, System.IO.Compression.CompressionMode.Decompress)
        );
        using (Assert.EnterMultipleScope())
        {
            Assert.That(await text.ReadToEndAsync(), Does.Not.Contain(Secret).And.Contain("\"is_boolean\":true"));
            Assert.That(again.Gates.Single().Verdict, Is.EqualTo(GateVerdict.Pass));
        }
    }

    /// <summary>An evaluator that says 1, and something else of some samples.</summary>
    private static EvaluatorSetup Setup(
        Func<EvaluatorCall, bool> isOdd,
        Func<EvaluatorCall, ValueTask<EvaluationResult>> script,
        string compare = ""
    ) =>
        new EvaluatorSetup(
            (
                "team",
                new ScriptedEvaluator(
                    call =>
                        isOdd(call)
                            ? script(call)
                            : ValueTask.FromResult(new EvaluationResult(new BooleanMetric("Depth", true))),
                    "Depth"
                )
            )
        ).Write(Depth, $"{Gates}\n{compare}");
}
