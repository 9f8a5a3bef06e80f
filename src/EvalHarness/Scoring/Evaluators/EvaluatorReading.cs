using System.Collections.Immutable;
using EvalHarness.Core;
using Microsoft.Extensions.AI.Evaluation;

namespace EvalHarness.Scoring.Evaluators;

/// <summary>What an evaluator returned to what is kept of it: a finite number, or why there is none.</summary>
internal static class EvaluatorReading
{
    private const int LongestText = 4000;
    private const int MostDiagnostics = 20;

    /// <summary>What the result says by a metric of the suite.</summary>
    /// <param name="metric">The metric.</param>
    /// <param name="result">The result; null where the evaluator returned none.</param>
    /// <param name="failure">Why there is none; null where there is one.</param>
    /// <param name="at">Where a fault is told.</param>
    /// <exception cref="DocumentException">The metric is a text and the suite does not say what its words are worth.</exception>
    public static EvaluatorFinding Of(EvaluatorMetric metric, EvaluationResult? result, string? failure, Location at)
    {
        if (result is null)
        {
            return new EvaluatorFinding(metric.Name) { Failure = failure };
        }

        if (!result.Metrics.TryGetValue(metric.Metric, out var returned) || returned is null)
        {
            return new EvaluatorFinding(metric.Name) { Failure = "it did not return the metric" };
        }

        if (returned is StringMetric { Value: not null } && metric.Scores is null)
        {
            throw new DocumentException(NoNumber(metric, at));
        }

        var seen = Seen(metric.Name, returned);
        double? value = seen.Word is { } word ? Worth(metric, word) : seen.Value;
        string? why = Failure(metric, returned, seen, value);
        return seen with { Value = why is null ? value : null, Failure = why };
    }

    /// <summary>What else the result says, by metrics that the suite does not measure: kept to be shown.</summary>
    /// <param name="evaluator">Name of the evaluator in the suite.</param>
    /// <param name="metrics">The metrics that the suite measures.</param>
    /// <param name="result">The result; null where there is none.</param>
    public static IEnumerable<EvaluatorFinding> Others(
        string evaluator,
        EvaluatorMetric[] metrics,
        EvaluationResult? result
    ) =>
        (result?.Metrics ?? ImmutableDictionary<string, EvaluationMetric>.Empty)
            .Where(one => one.Value is not null && !metrics.Any(metric => metric.Metric == one.Key))
            .OrderBy(one => one.Key, StringComparer.Ordinal)
            .Select(one => Seen($"{evaluator}/{one.Key}", one.Value));

    private static Fault NoNumber(EvaluatorMetric metric, Location at) =>
        new(
            at,
            $"the metric '{metric.Metric}' of the evaluator '{metric.Type}', which is a text and no number",
            "what its words are worth, as in scores: { good: 1, bad: 0 }"
        );

    private static string? Failure(
        EvaluatorMetric metric,
        EvaluationMetric returned,
        EvaluatorFinding seen,
        double? value
    ) =>
        returned.Diagnostics?.Any(one => one.Severity == EvaluationDiagnosticSeverity.Error) == true
            ? "it gave an error diagnostic"
        : returned is NumericMetric { Value: { } number } && !double.IsFinite(number) ? "its value is no finite number"
        : seen.Word is not null && value is null ? "its word is none of 'scores'"
        : metric.Scores is not null && seen.Word is null ? "its value is no word"
        : value is null ? "it has no value"
        : value < metric.Low || value > metric.High ? "its value lies beyond 'low' and 'high'"
        : null;

    private static double? Worth(EvaluatorMetric metric, string word) =>
        metric.Scores!.TryGetValue(word.Trim(), out double worth) ? worth : null;

    private static EvaluatorFinding Seen(string name, EvaluationMetric metric)
    {
        var interpretation = metric.Interpretation;
        var diagnostics = metric.Diagnostics ?? [];
        return new EvaluatorFinding(name)
        {
            Value = metric switch
            {
                NumericMetric { Value: { } number } when double.IsFinite(number) => number,
                BooleanMetric { Value: { } isTrue } => isTrue ? 1 : 0,
                _ => null,
            },
            IsBoolean = metric is BooleanMetric { Value: not null },
            Word = Cut((metric as StringMetric)?.Value),
            Rating = interpretation is null ? null : Lower(interpretation.Rating.ToString()),
            IsFailed = interpretation?.Failed == true,
            Reason = Cut(metric.Reason),
            Interpretation = Cut(interpretation?.Reason),
            Diagnostics =
            [
                .. diagnostics
                    .Take(MostDiagnostics)
                    .Select(one => Cut($"{Lower(one.Severity.ToString())}: {one.Message}")!),
            ],
            Context = metric.Context is null ? [] : [.. metric.Context.Keys.Order(StringComparer.Ordinal)],
        };
    }

    private static string Lower(string word) => word.ToLowerInvariant();

    private static string? Cut(string? text) =>
        string.IsNullOrEmpty(text) ? null
        : text.Length <= LongestText ? text
        : text[..LongestText] + "…";
}
