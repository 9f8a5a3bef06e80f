using System.Collections.Immutable;
using System.Text.Json.Serialization;
using EvalHarness.Comparisons.Findings;
using EvalHarness.Comparisons.Results;
using EvalHarness.Conclusions;
using EvalHarness.Decisions.Accounts;

namespace EvalHarness.Reports.Records;

/// <summary>The result of a run for other programs, as <c>evalharness run --json</c> prints it: numbers unrounded, undefined as null.</summary>
/// <param name="Run">Id of the run, for scores from elsewhere a name.</param>
/// <param name="Folder">The run folder; null for scores from elsewhere.</param>
/// <param name="Suite">Name of the suite.</param>
/// <param name="Tasks">What was measured, task by task in the order of the suite.</param>
/// <param name="Skipped">Models that were left out.</param>
/// <param name="Monitored">Pairs watched while the data came in; empty unless the run might stop early.</param>
/// <param name="Notes">What a reader must know before trusting the numbers, one line each.</param>
/// <param name="Correction">How the declared comparisons were corrected; null where they were watched while the data came in.</param>
/// <param name="Decision">The decision; null where the suite has none, or where notes tell its faults.</param>
/// <param name="Gates">What became of the gates; not there where none were to be decided, as in a comparison of scores from elsewhere.</param>
/// <param name="Repeatability">How far models repeat themselves; not there where none was asked again.</param>
/// <param name="Judges">What the judges did, and how far they can be trusted; not there where the run has none.</param>
/// <param name="Perturbations">What the models lose on changed copies of samples; not there where the suite has none.</param>
/// <param name="Terms">Licenses and terms of models and data sets; not there where the suite declares none.</param>
/// <param name="Prompts">What prompts make of scores; not there where no task was asked with several.</param>
internal sealed record ResultRecord(
    string Run,
    string? Folder,
    string Suite,
    ImmutableArray<TaskRecord> Tasks,
    ImmutableArray<SkippedRecord> Skipped,
    ImmutableArray<MonitoredPair> Monitored,
    ImmutableArray<string> Notes,
    CorrectionRecord? Correction,
    DecisionRecord? Decision,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] ImmutableArray<GateRecord>? Gates = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        ImmutableArray<RepeatabilityRecord>? Repeatability = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] ImmutableArray<JudgeRecord>? Judges = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        ImmutableArray<PerturbationRecord>? Perturbations = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] TermsRecord? Terms = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] ImmutableArray<PromptRecord>? Prompts = null
)
{
    /// <summary>The record of an evaluated run.</summary>
    public static ResultRecord Of(Evaluation evaluation) =>
        Of(evaluation.Comparison, evaluation.Folder.Path, evaluation.Decision) with
        {
            Notes = [.. evaluation.Notes.Select(note => note.Text)],
            Gates = [.. evaluation.Gates.Select(GateRecord.Of)],
            Repeatability = evaluation.Repeatability.IsEmpty
                ? null
                : [.. evaluation.Repeatability.Select(RepeatabilityRecord.Of)],
            Judges = evaluation.Judges.IsEmpty ? null : [.. evaluation.Judges.Select(JudgeRecord.Of)],
        };

    /// <summary>The record of a comparison alone.</summary>
    public static ResultRecord Of(Comparison comparison, string? folder, DecisionAccount? decision = null) =>
        new(
            comparison.Run.Id,
            folder,
            comparison.Run.Suite,
            [.. comparison.Tasks.Select(TaskRecord.Of)],
            [.. comparison.Skipped.Select(model => new SkippedRecord(model.Name, model.Skipped))],
            comparison.Monitored,
            [.. NoteText.Of(comparison)],
            comparison.Run.Stop is null ? CorrectionRecord.Of(comparison.Family) : null,
            decision is null ? null : DecisionRecord.Of(decision),
            Perturbations: comparison.Perturbations.IsEmpty
                ? null
                : [.. comparison.Perturbations.SelectMany(PerturbationRecord.Of)],
            Terms: TermsRecord.Of(comparison.Run.Terms),
            Prompts: comparison.Prompts.IsEmpty ? null : [.. comparison.Prompts.Select(PromptRecord.Of)]
        );
}

/// <summary>A model that was left out.</summary>
/// <param name="Model">Name of the model.</param>
/// <param name="Reason">Why, for people.</param>
internal sealed record SkippedRecord(string Model, string? Reason);
