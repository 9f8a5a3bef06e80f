using System.Runtime.CompilerServices;
using EvalHarness.Core;
using EvalHarness.Scoring.Assertions;

namespace EvalHarness.Scoring.Metrics;

/// <summary>What of the checks is measured.</summary>
public enum CheckPart
{
    /// <summary>Share of samples that pass (default).</summary>
    Passed,

    /// <summary>Mean over samples of the mean score of their checks, by weight.</summary>
    Score,
}

/// <summary>
/// Share of samples whose answer passes the checks of its own row. A field holds them as JSON, in the form of promptfoo's assertions: a list such as
/// `[{"type": "contains", "value": "Paris"}, {"type": "not-regex", "value": "[Ss]orry", "weight": 2}]`, or `{"assert": [...], "threshold": 0.5}`. All must pass,
/// or with a threshold their mean score by weight must reach it; a row without checks passes; a check that weighs 0 always does. Equal to promptfoo 0.123.1 on
/// the text as it came back: `equals` (a text letter for letter, an object or list as JSON), `contains`, `contains-any`, `contains-all` and with `i` in front
/// whatever the case, `starts-with`, `regex` (of JavaScript), `levenshtein` (**within 5 edits** unless `threshold` says another number, so that "negative" passes
/// for "positive"), `word-count`, `is-json` (with a JSON Schema as value), `bleu` (0.5), `cost` (dollars), `latency` (milliseconds), each with `not-` in front, and `assert-set`.
/// A sample is left out, and counted as missing, where a check asks for a cost or a time that is unknown.
/// </summary>
/// <param name="Field">Field of the sample that holds its checks; <c>checks</c> by default.</param>
/// <param name="Part">What is measured: <c>passed</c> (default) or <c>score</c>, the mean score.</param>
/// <param name="Metric">Only the checks that name this under <c>metric</c>, by their mean score; all by default. Samples without such a check are left out.</param>
[Keyword("checks")]
public sealed record Checks(string Field = "checks", CheckPart Part = CheckPart.Passed, string? Metric = null) : IMetric
{
    /// <summary>Checks by the text of their field, which all answers to a sample share: it is read once, and forgotten with the sample.</summary>
    private static readonly ConditionalWeakTable<string, CheckList> Lists = [];

    /// <inheritdoc/>
    public string Name =>
        Metric is { } metric ? $"checks_{metric}"
        : Part == CheckPart.Score ? "checks_score"
        : "checks";

    /// <inheritdoc/>
    public int Width => 2;

    /// <inheritdoc/>
    public bool IsBinary => Metric is null && Part == CheckPart.Passed;

    /// <inheritdoc/>
    public bool IsMean => true;

    /// <inheritdoc/>
    public bool IsShare => IsBinary;

    /// <inheritdoc/>
    public string? Fault(Sample sample)
    {
        ArgumentNullException.ThrowIfNull(sample);
        if (sample.Fields.GetValueOrDefault(Field) is not { } json)
        {
            return $"no field '{Field}' with the checks of the sample";
        }

        try
        {
            CheckReader.Read(json);
            return null;
        }
        catch (FormatException wrong)
        {
            return $"checks in '{Field}' that cannot be read: {wrong.Message}";
        }
    }

    /// <inheritdoc/>
    public void Observe(in ScoredSample sample, Span<double> statistics)
    {
        if (sample.Field(Field) is not { } json)
        {
            return;
        }

        var list = Lists.GetValue(json, CheckReader.Read);
        if (sample.Text is not { } text)
        {
            statistics.Put(false);
            return;
        }

        var answer = new CheckedAnswer(text, sample.CostUsd, sample.Latency);
        double? value =
            Metric is { } metric ? CheckRunner.Named(list, answer, metric)
            : CheckRunner.Run(list, answer) is not { } outcome ? null
            : Part == CheckPart.Score ? outcome.Score
            : outcome.Passes ? 1
            : 0;
        if (value is { } number)
        {
            statistics.Put(number);
        }
    }

    /// <inheritdoc/>
    public double? Value(ReadOnlySpan<double> totals) => Scored.Ratio(totals);
}
