using System.Collections.Immutable;
using EvalHarness.Scoring.Evaluators;

namespace EvalHarness.Logs;

/// <summary>What an evaluator said of a response by one of its metrics, as written.</summary>
internal sealed class EvaluationLine
{
    public string Name { get; set; } = "";
    public double? Value { get; set; }
    public bool IsBoolean { get; set; }
    public string? Word { get; set; }
    public string? Failure { get; set; }
    public string? Rating { get; set; }
    public bool IsFailed { get; set; }
    public string? Reason { get; set; }
    public string? Interpretation { get; set; }
    public string[]? Diagnostics { get; set; }
    public string[]? Context { get; set; }

    public static EvaluationLine[]? From(ImmutableArray<EvaluatorFinding> findings) =>
        findings.IsDefaultOrEmpty ? null : [.. findings.Select(From)];

    public static ImmutableArray<EvaluatorFinding> ToFindings(EvaluationLine[]? lines) =>
        lines is null ? [] : [.. lines.Select(line => line.ToFinding())];

    /// <summary>What a baseline keeps: the value and why there is none, and no text of the evaluator's.</summary>
    public EvaluationLine Strip() =>
        new()
        {
            Name = Name,
            Value = Value,
            IsBoolean = IsBoolean,
            Failure = Failure,
            Rating = Rating,
            IsFailed = IsFailed,
        };

    private static EvaluationLine From(EvaluatorFinding finding) =>
        new()
        {
            Name = finding.Name,
            Value = finding.Value,
            IsBoolean = finding.IsBoolean,
            Word = finding.Word,
            Failure = finding.Failure,
            Rating = finding.Rating,
            IsFailed = finding.IsFailed,
            Reason = finding.Reason,
            Interpretation = finding.Interpretation,
            Diagnostics = finding.Diagnostics.IsEmpty ? null : [.. finding.Diagnostics],
            Context = finding.Context.IsEmpty ? null : [.. finding.Context],
        };

    private EvaluatorFinding ToFinding() =>
        new(Name)
        {
            Value = Value,
            IsBoolean = IsBoolean,
            Word = Word,
            Failure = Failure,
            Rating = Rating,
            IsFailed = IsFailed,
            Reason = Reason,
            Interpretation = Interpretation,
            Diagnostics = Diagnostics is null ? [] : [.. Diagnostics],
            Context = Context is null ? [] : [.. Context],
        };
}
