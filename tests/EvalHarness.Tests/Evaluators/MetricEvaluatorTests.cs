using EvalHarness.Conclusions;
using EvalHarness.Scoring;
using EvalHarness.Scoring.Answers;
using EvalHarness.Scoring.Evaluators;
using EvalHarness.Scoring.Metrics;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.AI.Evaluation;
using NUnit.Framework;

namespace EvalHarness.Tests.Evaluators;

/// <summary>Metrics of ours where evaluators of Microsoft.Extensions.AI.Evaluation are expected.</summary>
public sealed class MetricEvaluatorTests
{
    private static readonly ChoiceAnswer Tone = new(["good", "bad"]);
    private static readonly ChatMessage[] Question = [new(ChatRole.User, "How is it?")];

    private static IEvaluator Accuracy => new Accuracy().AsEvaluator(Tone);

    private static ChatResponse Reply(string text, ChatFinishReason? finish = null) =>
        new(new ChatMessage(ChatRole.Assistant, text)) { FinishReason = finish ?? ChatFinishReason.Stop };

    private static async Task<NumericMetric> AskAsync(
        IEvaluator evaluator,
        ChatResponse reply,
        params string[] targets
    ) =>
        (NumericMetric)
            (
                await evaluator.EvaluateAsync(Question, reply, null, [new SampleContext(targets)])
            ).Metrics.Values.Single();

    [TestCase("It is good.", 1, EvaluationRating.Exceptional, false, "an answer was found")]
    [TestCase("It is bad.", 0, EvaluationRating.Unacceptable, true, "an answer was found")]
    [TestCase("I cannot help with that.", 0, EvaluationRating.Unacceptable, true, "no answer was found: *")]
    [TestCase("", 0, EvaluationRating.Unacceptable, true, "no answer was found: no text")]
    public async Task A_response_is_right_or_wrong_as_in_a_run(
        string text,
        double value,
        EvaluationRating rating,
        bool isFailed,
        string reason
    )
    {
        var said = await AskAsync(Accuracy, Reply(text), "good");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(said.Name, Is.EqualTo("accuracy"));
            Assert.That(said.Value, Is.EqualTo(value));
            Assert.That(said.Interpretation!.Rating, Is.EqualTo(rating));
            Assert.That(said.Interpretation.Failed, Is.EqualTo(isFailed));
            Assert.That(said.Reason, Does.StartWith(reason.TrimEnd('*')));
            Assert.That(said.ContainsDiagnostics(), Is.False);
            Assert.That(said.Context!.Keys, Is.EqualTo(new[] { SampleContext.ContextName }));
        }
    }

    [Test]
    public async Task What_was_filtered_is_wrong_whatever_text_came_with_it() =>
        Assert.That((await AskAsync(Accuracy, Reply("good", ChatFinishReason.ContentFilter), "good")).Value, Is.Zero);

    [Test]
    public async Task Words_of_users_and_tools_are_not_the_models()
    {
        var reply = new ChatResponse([
            new ChatMessage(ChatRole.Assistant, "Let me see."),
            new ChatMessage(ChatRole.Tool, "bad"),
            new ChatMessage(ChatRole.Assistant, "good"),
            new ChatMessage(ChatRole.User, "bad"),
        ]);

        Assert.That((await AskAsync(Accuracy, reply, "good")).Value, Is.EqualTo(1));
    }

    [Test]
    public async Task Without_the_right_answers_there_is_no_value_and_it_says_so()
    {
        var result = await Accuracy.EvaluateAsync(Question, Reply("good"));

        var said = (NumericMetric)result.Metrics["accuracy"];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(said.Value, Is.Null);
            Assert.That(said.Interpretation!.Failed, Is.True);
            Assert.That(result.ContainsDiagnostics(one => one.Severity == EvaluationDiagnosticSeverity.Error), Is.True);
        }
    }

    [TestCase(0.5, false)]
    [TestCase(0.9, true)]
    public async Task A_score_in_parts_fails_below_the_bound_that_the_caller_names(double passesAt, bool isFailed)
    {
        var said = await AskAsync(
            new SquadF1().AsEvaluator(new TextAnswer(), "overlap", passesAt),
            Reply("the red house"),
            "a red house on the hill"
        );

        using (Assert.EnterMultipleScope())
        {
            Assert.That(said.Name, Is.EqualTo("overlap"));
            Assert.That(said.Value, Is.EqualTo(4.0 / 6).Within(0.06));
            Assert.That(said.Interpretation!.Failed, Is.EqualTo(isFailed));
            Assert.That(said.Interpretation.Rating, Is.EqualTo(EvaluationRating.Average));
        }
    }

    [Test]
    public async Task What_one_response_costs_has_no_scale_and_no_verdict()
    {
        var said = await AskAsync(new Cost().AsEvaluator(new TextAnswer()), Reply("fine"));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(said.Value, Is.Null);
            Assert.That(said.Diagnostics!.Single().Message, Is.EqualTo("the metric is undefined for one sample"));
        }
    }

    [Test]
    public async Task Several_stand_in_a_composite_beside_an_evaluator_of_a_team()
    {
        var composite = new CompositeEvaluator(
            Accuracy,
            new MacroF1().AsEvaluator(Tone),
            new ExactMatch().AsEvaluator(new TextAnswer()),
            ScriptedEvaluator.Of(_ => new BooleanMetric("Kind", true), "Kind")
        );

        var result = await composite.EvaluateAsync(
            Question,
            Reply("good"),
            null,
            [new SampleContext(["good"], new Dictionary<string, string> { ["part"] = "odd" })]
        );

        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.Metrics.Keys, Is.EquivalentTo(new[] { "accuracy", "macro_f1", "exact_match", "Kind" }));
            Assert.That(result.Get<NumericMetric>("accuracy").Value, Is.EqualTo(1));
            Assert.That(result.Get<NumericMetric>("exact_match").Value, Is.EqualTo(1));
            Assert.That(result.Metrics.Values.Any(one => one.Interpretation?.Failed == true), Is.False);
        }
    }

    [Test]
    public async Task Ours_as_an_evaluator_gives_the_score_of_the_run()
    {
        IMetric metric = new ContainsTarget();
        var run = await new EvaluatorSetup(("ours", metric.AsEvaluator(new TextAnswer())))
            .Write("contains, { evaluator: { type: ours, metric: contains, name: again } }")
            .RunAsync();

        Assert.That(EvaluatorSetup.Row(run, 1).Estimate.Value, Is.EqualTo(EvaluatorSetup.Row(run, 0).Estimate.Value));
    }
}
