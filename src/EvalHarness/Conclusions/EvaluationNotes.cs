using System.Collections.Immutable;
using EvalHarness.Comparisons.Findings;
using EvalHarness.Comparisons.Results;
using EvalHarness.Conclusions.Measured;
using EvalHarness.Conclusions.Repeats;

namespace EvalHarness.Conclusions;

/// <summary>What a reader of an evaluation must know, from all of its parts.</summary>
internal static class EvaluationNotes
{
    /// <summary>The notes, in the order of <see cref="NoteKind"/>.</summary>
    public static ImmutableArray<EvaluationNote> Of(
        Comparison comparison,
        ImmutableArray<string> failures,
        ImmutableArray<JudgeSummary> judges,
        ImmutableArray<SelfAgreement> repeatability,
        AnsweredDecision decision
    ) =>
        [
            .. NoteText.Of(comparison).Select(note => new EvaluationNote(NoteKind.Comparison, note)),
            .. failures.Select(note => new EvaluationNote(NoteKind.Failure, note)),
            .. judges
                .SelectMany(judge => JudgeTrustNotes.Warnings(judge).Prepend(JudgeNotes.Line(judge)))
                .Select(note => new EvaluationNote(NoteKind.Judge, note)),
            .. repeatability.Select(model => new EvaluationNote(NoteKind.Repeatability, RepeatNotes.Of(model))),
            .. decision.Faults.Select(fault => new EvaluationNote(NoteKind.DecisionFault, fault)),
            .. decision.Findings.Select(finding => new EvaluationNote(NoteKind.DecisionFinding, finding)),
        ];
}
