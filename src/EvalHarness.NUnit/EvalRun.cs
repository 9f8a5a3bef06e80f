using System.Collections.Immutable;
using EvalHarness.Comparisons.Comparators;
using EvalHarness.Comparisons.Gates;
using EvalHarness.Core;
using EvalHarness.Logs;
using EvalHarness.Reports;

namespace EvalHarness.NUnit;

/// <summary>A run of a suite with its scores, ready to be asserted on.</summary>
/// <param name="Folder">Its folder.</param>
/// <param name="Scores">The run with its scores.</param>
/// <param name="Baseline">The committed baseline; null when there is none.</param>
public sealed record EvalRun(RunFolder Folder, ScoreTable Scores, ScoreTable? Baseline)
{
    /// <summary>Whether nothing had to be asked: a finished run answered.</summary>
    public bool IsReused { get; init; }

    /// <summary>The gates that the suite declares, with what the data say of each.</summary>
    public ImmutableArray<GateResult> Gates { get; init; } = [];

    /// <summary>Name of the suite, and which run.</summary>
    public override string ToString() => $"{Scores.Header.Suite}, run {Folder.Id}";

    /// <summary>Decides a gate that the suite does not declare.</summary>
    /// <param name="gate">The gate.</param>
    public GateResult Decide(GateSpec gate) =>
        GateEvaluator.Evaluate(Scores with { Header = Scores.Header with { Gates = [gate] } }, Baseline)[0];

    internal GateResult? Find(EvalTest test)
    {
        var gate = Scores.Header.Gates[test.Gate!.Value];
        return Gates.FirstOrDefault(result => result.Model == test.Model && ReferenceEquals(result.Gate, gate));
    }

    internal string WhyLeftOut(string model) =>
        Scores.Header.Models.FirstOrDefault(one => one.Name == model)?.Skipped
        ?? "it is known by published scores alone";

    internal ReportInput ReportInput() =>
        new(Comparer.Compare(Scores), Scores)
        {
            Gates = Gates,
            Responses = cancellationToken => RunLog.ReadResponsesAsync(Folder, cancellationToken),
            Prompts = cancellationToken => RunLog.ReadPromptsAsync(Folder, cancellationToken),
        };
}
