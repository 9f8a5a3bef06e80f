using System.Collections.Immutable;
using EvalHarness.Comparisons.Gates;
using EvalHarness.Comparisons.Results;
using EvalHarness.Conclusions;
using EvalHarness.Conclusions.Repeats;
using EvalHarness.Core;
using EvalHarness.Decisions.Accounts;
using EvalHarness.Logs;

namespace EvalHarness.Reports.Views;

/// <summary>All that a report is made of; equal inputs give equal bytes.</summary>
/// <param name="Comparison">What the run says about its models.</param>
/// <param name="Scores">The scores behind it, sample by sample.</param>
public sealed record ReportInput(Comparison Comparison, ScoreTable Scores)
{
    /// <summary>Reads the responses of the run in any order, more than once; null leaves the texts of answers out.</summary>
    public Func<CancellationToken, IAsyncEnumerable<Response>>? Responses { get; init; }

    /// <summary>Reads the rendered prompts of the run in any order; null leaves them out.</summary>
    public Func<CancellationToken, IAsyncEnumerable<Prompt>>? Prompts { get; init; }

    /// <summary>Reads what judges said of the answers, in the order in which it came; null leaves it out.</summary>
    public Func<CancellationToken, IAsyncEnumerable<AnswerVerdict>>? Verdicts { get; init; }

    /// <summary>What became of the gates; empty leaves their section out.</summary>
    public ImmutableArray<GateResult> Gates { get; init; } = [];

    /// <summary>What the judges did; empty leaves their section out.</summary>
    public ImmutableArray<JudgeSummary> Judges { get; init; } = [];

    /// <summary>How far models repeat themselves; empty leaves the section out.</summary>
    public ImmutableArray<SelfAgreement> Repeatability { get; init; } = [];

    /// <summary>The decision that hangs on the run; null where the suite has none.</summary>
    public DecisionAccount? Decision { get; init; }

    /// <summary>How much of the texts the HTML page may carry.</summary>
    public TextLimits Texts { get; init; } = new();

    /// <summary>Names of its files.</summary>
    internal FileNames Names { get; init; } = FileNames.Plain;

    /// <summary>What the report of an evaluated run is made of.</summary>
    /// <param name="evaluation">The run with all that follows from it.</param>
    public static ReportInput Of(Evaluation evaluation)
    {
        ArgumentNullException.ThrowIfNull(evaluation);
        return new(evaluation.Comparison, evaluation.Scores)
        {
            Gates = evaluation.Gates,
            Judges = evaluation.Judges,
            Repeatability = evaluation.Repeatability,
            Responses = cancellationToken => RunLog.ReadSettledAsync(evaluation.Folder, cancellationToken),
            Prompts = cancellationToken => RunLog.ReadPromptsAsync(evaluation.Folder, cancellationToken),
            Verdicts = evaluation.Judges.IsEmpty ? null : evaluation.ReadVerdictsAsync,
            Decision = evaluation.Decision,
        };
    }
}
