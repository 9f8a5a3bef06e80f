using System.Collections.Immutable;
using System.Text.Json;
using EvalHarness.Core;
using EvalHarness.Logs;
using EvalHarness.Scoring;
using EvalHarness.Scoring.Evaluators;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.AI.Evaluation;

namespace EvalHarness.Conclusions;

/// <summary>Scores one response as a run does.</summary>
internal sealed class MetricEvaluator(IMetric metric, IAnswerFormat format, string name, double? passesAt) : IEvaluator
{
    public IReadOnlyCollection<string> EvaluationMetricNames { get; } = [name];

    public ValueTask<EvaluationResult> EvaluateAsync(
        IEnumerable<ChatMessage> messages,
        ChatResponse modelResponse,
        ChatConfiguration? chatConfiguration = null,
        IEnumerable<EvaluationContext>? additionalContext = null,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(modelResponse);
        cancellationToken.ThrowIfCancellationRequested();
        var sample = additionalContext?.OfType<SampleContext>().LastOrDefault();
        var said = sample is null
            ? Without($"no {nameof(SampleContext)} with the right answers among the additional contexts")
            : Evaluate(sample, modelResponse);
        if (sample is not null)
        {
            said.AddOrUpdateContext(sample);
        }

        return ValueTask.FromResult(new EvaluationResult(said));
    }

    private NumericMetric Evaluate(SampleContext sample, ChatResponse reply)
    {
        var asked = new Sample(sample.Id, sample.Fields, sample.Targets, default);
        ImmutableArray<string> targets = [.. sample.Targets.Select(format.For(asked).Canonical)];
        var labels = format.Labels.IsDefaultOrEmpty
            ? [.. targets.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)]
            : format.Labels;
        var scoring = new TaskScoring(new TaskHeader(name, 1, 1) { Labels = labels }, format, [metric]);
        var response = ResponseOf(sample, reply);
        (Outcome Outcome, Answer Answer) read;
        try
        {
            read = scoring.Resolve(response, asked);
        }
        catch (DocumentException slow)
        {
            return Without(slow.Faults[0].Found);
        }

        double[] statistics = new double[scoring.Metrics[0].Width];
        scoring
            .Metrics[0]
            .Observe(
                new ScoredSample(read.Answer.Value, targets, read.Outcome)
                {
                    Text = response.Text,
                    Fields = sample.Fields,
                },
                statistics
            );
        return scoring.Metrics[0].Value(statistics) is { } value
            ? new NumericMetric(name, value, Reason(read.Answer)) { Interpretation = Interpret(value) }
            : Without("the metric is undefined for one sample");
    }

    /// <summary>What the model said: <c>ChatResponse.Text</c> would join messages of users and tools to it.</summary>
    private static Response ResponseOf(SampleContext sample, ChatResponse reply)
    {
        var finish = reply.FinishReason;
        var outcome =
            finish == ChatFinishReason.Length ? Outcome.Truncated
            : finish == ChatFinishReason.ContentFilter ? Outcome.Filtered
            : Outcome.Answered;
        string? text = reply
            .Messages.Where(message => message.Role == ChatRole.Assistant)
            .Select(message => message.Text)
            .LastOrDefault(text => !string.IsNullOrWhiteSpace(text));
        return new Response("", "", sample.Id, reply.ModelId ?? "", 0, "", outcome)
        {
            Text = text,
            ToolCalls =
            [
                .. reply
                    .Messages.Where(message => message.Role == ChatRole.Assistant)
                    .SelectMany(message => message.Contents)
                    .OfType<FunctionCallContent>()
                    .Select(call => new ToolCall(
                        call.Name,
                        JsonSerializer.Serialize(call.Arguments, AIJsonUtilities.DefaultOptions)
                    )),
            ],
            FinishReason = finish?.Value,
        };
    }

    private NumericMetric Without(string why)
    {
        var none = new NumericMetric(name) { Interpretation = new(EvaluationRating.Inconclusive, failed: true, why) };
        none.AddDiagnostics(EvaluationDiagnostic.Error(why));
        return none;
    }

    private static string Reason(Answer answer) =>
        answer.IsUsable ? "an answer was found" : $"no answer was found: {answer.Reason}";

    private EvaluationMetricInterpretation Interpret(double value)
    {
        bool isFailed = passesAt is { } bound
            ? metric.HigherIsBetter
                ? value < bound
                : value > bound
            : metric.IsBinary && (metric.HigherIsBetter ? value < 1 : value > 0);
        return new EvaluationMetricInterpretation(Rating(value), isFailed, Scale(value));
    }

    /// <summary>By quarters of the range, its best end by itself; unknown where it has no end.</summary>
    private EvaluationRating Rating(double value)
    {
        var (low, high) = metric.Range;
        if (!double.IsFinite(low) || !double.IsFinite(high))
        {
            return EvaluationRating.Unknown;
        }

        double share = (value - low) / (high - low);
        return (metric.HigherIsBetter ? share : 1 - share) switch
        {
            >= 1 => EvaluationRating.Exceptional,
            >= 0.75 => EvaluationRating.Good,
            >= 0.5 => EvaluationRating.Average,
            >= 0.25 => EvaluationRating.Poor,
            _ => EvaluationRating.Unacceptable,
        };
    }

    private string Scale(double value)
    {
        var (low, high) = metric.Range;
        string better = metric.HigherIsBetter ? "more" : "less";
        return double.IsFinite(low) && double.IsFinite(high)
            ? FormattableString.Invariant($"{value:0.###} between {low} and {high}, {better} is better")
            : FormattableString.Invariant($"{value:0.###}, {better} is better");
    }
}
