using System.Collections.Immutable;
using EvalHarness.Comparisons.Findings;
using EvalHarness.Comparisons.Gates;
using EvalHarness.Reports.Tables;

namespace EvalHarness.Reports.Gates;

/// <summary>The gates of a run as a table.</summary>
internal static class GatesTable
{
    public static ReportTable Of(ImmutableArray<GateResult> gates) =>
        new(
            "gates",
            "Gates with what the data say of each",
            [
                new Column("verdict", "Verdict"),
                new Column("model", "Model"),
                new Column("gate", "Gate"),
                new Column("evidence", "Evidence"),
                new Column("p_violated", "p, violated", true),
                new Column("p_kept", "p, kept", true),
                new Column("samples_needed", "n missing", true),
                new Column("note", "Note"),
            ],
            [.. gates.Select(Row)]
        );

    private static ImmutableArray<Cell> Row(GateResult gate) =>
        [
            GateText.Word(gate),
            gate.Model,
            gate.Name,
            GateText.Evidence(gate),
            Cell.Of(gate.PassPValue, Probability(gate.PassPValue)),
            Cell.Of(gate.FailPValue, Probability(gate.FailPValue)),
            Cell.Of(gate.SamplesNeeded),
            gate.Reason is { } reason ? GateReasonText.Of(reason)
            : gate.IsImprovement ? "better than the baseline: save a new one"
            : "",
        ];

    private static string Probability(double? p) =>
        p switch
        {
            null => Formats.Show.Undefined,
            < 0.0001 => "< 0.0001",
            { } value => FormattableString.Invariant($"{value:0.####}"),
        };
}
