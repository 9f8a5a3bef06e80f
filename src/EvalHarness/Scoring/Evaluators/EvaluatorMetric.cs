using System.Collections.Immutable;
using EvalHarness.Core;
using EvalHarness.Scoring.Metrics;

namespace EvalHarness.Scoring.Evaluators;

/// <summary>Mean of what an evaluator of Microsoft.Extensions.AI.Evaluation says of the responses: numbers, or 0 and 1 for false and true.
/// A response that it gives no finite value for, or an error diagnostic, counts as missing, as a failed request does.</summary>
/// <param name="Type">The evaluator: a public class without constructor parameters, by its name or full name, of the test project or of an
/// extension; or a name under which a program gives an instance (<c>EvaluationOptions.Evaluators</c>).</param>
/// <param name="Metric">Which of its metrics, by the name under which it returns it; case counts.</param>
/// <param name="Name">Name in gates, logs and reports; that of the metric by default. Tells metrics of one name by two evaluators apart.</param>
/// <param name="Scores">What each word of a metric that is a text is worth, for example <c>{ good: 1, bad: 0 }</c>; none by default, for numbers
/// and booleans.</param>
/// <param name="Low">Smallest value possible; none by default. A smaller one counts as missing.</param>
/// <param name="High">Largest value possible; none by default. A larger one counts as missing.</param>
/// <param name="HigherIsBetter">Whether more is better; true by default.</param>
/// <param name="Timeout">Time that it may take for one response, which counts as missing after that; 30s by default.</param>
/// <param name="Judge">The model of the suite that it asks, for evaluators that ask one; none by default. What it asks is paid once, written
/// to the log and answered from there when the run is scored.</param>
/// <param name="AllowUncalibrated">Whether gates may go by what a model says though nobody compared it with what people say; they stay open
/// by default. Of use with <c>judge:</c> alone.</param>
[Keyword("evaluator")]
public sealed record EvaluatorMetric(
    string Type,
    string Metric,
    string? Name = null,
    IReadOnlyDictionary<string, double>? Scores = null,
    double? Low = null,
    double? High = null,
    bool HigherIsBetter = true,
    TimeSpan? Timeout = null,
    string? Judge = null,
    bool AllowUncalibrated = false
) : IMetric
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    /// <summary>Name in gates, logs and reports.</summary>
    public string Name { get; init; } = Showable(Name ?? Metric, Name is null ? nameof(Metric) : nameof(Name));

    /// <summary>What each word of a metric that is a text is worth; null for numbers and booleans.</summary>
    public IReadOnlyDictionary<string, double>? Scores { get; init; } = Graded(Scores);

    /// <summary>Largest value possible; null where there is none.</summary>
    public double? High { get; init; } =
        High <= Low ? throw new ArgumentException("must lie above 'low'", nameof(High)) : High;

    /// <summary>Time that it may take for one response; null is <see cref="Limit"/>'s default.</summary>
    public TimeSpan? Timeout { get; init; } =
        Timeout is null || (Timeout > TimeSpan.Zero && Timeout <= Longest)
            ? Timeout
            : throw new ArgumentException("must lie above 0s and not above one day", nameof(Timeout));

    /// <summary>Whether the evaluator gave booleans alone, as its scores tell.</summary>
    internal bool IsBoolean { get; init; }

    /// <summary>Time that it may take for one response.</summary>
    internal TimeSpan Limit => Timeout ?? TimeSpan.FromSeconds(30);

    /// <inheritdoc/>
    public int Width => 2;

    /// <inheritdoc/>
    public bool IsBinary => Scores is null ? IsBoolean : Scores.Values.All(score => score is 0 or 1);

    /// <inheritdoc/>
    public bool IsMean => true;

    /// <inheritdoc/>
    public bool IsShare => IsBinary;

    /// <inheritdoc/>
    public (double Low, double High) Range =>
        Scores is not null ? (Scores.Values.Min(), Scores.Values.Max())
        : IsBoolean ? (0, 1)
        : (Low ?? double.NegativeInfinity, High ?? double.PositiveInfinity);

    /// <inheritdoc/>
    public void Observe(in ScoredSample sample, Span<double> statistics)
    {
        if (sample.Evaluated?.TryGetValue(Name, out double value) == true)
        {
            statistics.Put(value);
        }
    }

    /// <inheritdoc/>
    public double? Value(ReadOnlySpan<double> totals) => Scored.Ratio(totals);

    private static string Showable(string name, string parameter) =>
        name.Trim().Length > 0 && name.Length <= 100 && !name.Any(char.IsControl)
            ? name
            : throw new ArgumentException("must be 1 to 100 visible characters", parameter);

    private static ImmutableSortedDictionary<string, double>? Graded(IReadOnlyDictionary<string, double>? scores) =>
        scores is null ? null
        : scores.Values.Any(score => !double.IsFinite(score))
            ? throw new ArgumentException("must be finite numbers", nameof(scores))
        : scores.Values.Distinct().Count() < 2
            ? throw new ArgumentException("must tell words apart by two numbers at least", nameof(scores))
        : scores.ToImmutableSortedDictionary(StringComparer.Ordinal);
}
