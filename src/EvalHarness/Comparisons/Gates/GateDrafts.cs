using System.Collections.Immutable;
using EvalHarness.Comparisons.Results;
using EvalHarness.Core;
using EvalHarness.Logs;

namespace EvalHarness.Comparisons.Gates;

/// <summary>Finds what each gate is about and what the data say of it; whatever cannot be tested is an error, never a pass.</summary>
internal sealed class GateDrafts(GateTable table)
{
    private readonly CompareSpec compare = table.Header.Compare;

    /// <summary>One draft a gate and model, in the order of the suite.</summary>
    public IEnumerable<GateDraft> All() =>
        from gate in table.Header.Gates
        from model in Models(gate)
        select Of(gate, model);

    private IEnumerable<string> Models(GateSpec gate) =>
        gate.Model == "all"
            ? table
                .Models.Select(model => model.Name)
                .Where(name => name != gate.BetterThan && name != gate.NotWorseThan && name != gate.Within)
            : [gate.Model];

    private GateDraft Of(GateSpec gate, string model)
    {
        var metric = gate.Metric is { } path ? GateMeasures.Split(path) : ((string Task, string Metric)?)null;
        TaskScores[] tasks = [.. table.Tasks.Where(task => metric is null || metric.Value.Task == task.Task.Name)];
        var rows = GateRows.Of(tasks, gate.Slice);
        var measure = rows.Count == 0 ? null : GateMeasures.Find(gate, table, rows);
        var unit = measure?.Unit ?? GateUnit.Plain;
        string name = GateNames.Of(gate, unit, compare.Margin, table.Tasks.Length > 1);
        var result = new GateResult(name, model, gate, GateVerdict.Error) { Unit = unit };
        if (WhyNot(gate, model, rows, measure) is var (verdict, reason))
        {
            return GateDraft.Settled(result, verdict, reason);
        }

        var bounds = GateBound.Of(gate, measure!.HigherIsBetter, compare.Margin);
        var sides = ImmutableArray.CreateBuilder<(GateBound, Evidence)>();
        foreach (var bound in bounds)
        {
            sides.Add((bound, Evidence(bound, model, metric?.Metric, tasks, rows, measure)));
        }

        var unable = sides.Select(side => side.Item2).OfType<NoEvidence>().FirstOrDefault(one => one.IsError);
        return unable is null
            ? new GateDraft(result, sides.ToImmutable(), measure.HigherIsBetter)
            {
                Telling = Telling(sides, measure, model),
            }
            : GateDraft.Settled(result, GateVerdict.Error, unable.Reason);
    }

    private (GateVerdict, string)? WhyNot(GateSpec gate, string model, GateRows rows, IGateMeasure? measure)
    {
        foreach (string name in new[] { model, gate.BetterThan, gate.NotWorseThan, gate.Within }.OfType<string>())
        {
            if (name == GateBound.Baseline || (name != model && GateBound.Number(name) is not null))
            {
                continue;
            }

            if (table.PlaceOf(name) is null)
            {
                return table.Header.Models.FirstOrDefault(one => one.Name == name) switch
                {
                    null => (GateVerdict.Error, $"the run has no model {name}"),
                    { IsPublished: true } => (GateVerdict.Error, $"{name} is known by published scores alone"),
                    { Skipped: var skipped } => (GateVerdict.Skipped, $"{name} is left out: {skipped}"),
                };
            }
        }

        if (rows.Count == 0)
        {
            return (GateVerdict.Error, gate.Slice is { } slice ? $"no sample has {slice}" : "there are no samples");
        }

        return measure is null ? (GateVerdict.Error, $"the run has no metric {gate.Metric}")
            : GateMeasures.IsCounted(gate) ? null
            : Missing(rows, table.PlaceOf(model)!.Value, model) is { } missing ? (GateVerdict.Error, missing)
            : null;
    }

    private Evidence Evidence(
        GateBound bound,
        string model,
        string? metric,
        TaskScores[] tasks,
        GateRows rows,
        IGateMeasure measure
    )
    {
        int place = table.PlaceOf(model)!.Value;
        if (bound.Reference is not { } reference)
        {
            return measure.Of(place);
        }

        bool isBaseline = reference == GateBound.Baseline;
        string? error = isBaseline
            ? table.WhyNotBaseline(model, tasks, metric)
            : WhyNotPaired(model, reference, metric, tasks);
        if (error is not null)
        {
            return new NoEvidence(error, IsError: true);
        }

        int other = (isBaseline ? table.PlaceInBaseline(model) : table.PlaceOf(reference))!.Value;
        string? missing = measure is MeanMeasure { IsCounted: true }
            ? null
            : Missing(rows, other, isBaseline ? $"{model} in the baseline" : reference);
        return missing is not null ? new NoEvidence(missing, IsError: true)
            : isBaseline && IsSame(tasks, metric, place, other)
                ? new FactEvidence(0, rows.Count, "every sample is scored as in the baseline")
            : measure.Difference(place, other);
    }

    /// <summary>
    /// A model that is scored on every sample as in its baseline has not changed as far as these samples can show: a fact, and
    /// no reason to ask for more samples.
    /// </summary>
    private static bool IsSame(TaskScores[] tasks, string? metric, int model, int other) =>
        Array.TrueForAll(
            tasks,
            task =>
                (metric is null || task.MetricNames.Contains(metric)) && BaselineJoin.IsSame(task, model, other, metric)
        );

    /// <summary>Answers to unlike questions are not compared; money and time are.</summary>
    private string? WhyNotPaired(string model, string reference, string? metric, TaskScores[] tasks)
    {
        if (compare.AcrossProtocols || metric is null || !tasks[0].MetricNames.Contains(metric))
        {
            return null;
        }

        var protocols = tasks[0].Task.Protocols;
        return
            protocols.GetValueOrDefault(model) is { } first
            && protocols.GetValueOrDefault(reference) is { } second
            && first.Hash != second.Hash
            ? $"{model} and {reference} were asked in different ways ({first.Summary}; {second.Summary}); "
                + "compare.across_protocols allows it"
            : null;
    }

    private string? Missing(GateRows rows, int model, string name)
    {
        var (missing, planned) = (0, 0);
        foreach (var (cells, cell) in rows.Cells(model))
        {
            planned++;
            missing += OutcomeRules.HasResponse(cells.Outcomes[cell]) ? 0 : 1;
        }

        return missing > compare.MaxFailed * planned
            ? FormattableString.Invariant(
                $"{missing} of {planned} requests to {name} failed or were not run, more than "
            ) + FormattableString.Invariant($"{100 * compare.MaxFailed:0.##} %")
            : null;
    }

    /// <summary>The samples that speak most against the gate, by the side that is furthest from holding.</summary>
    private ImmutableArray<string> Telling(
        IReadOnlyList<(GateBound Bound, Evidence Evidence)> sides,
        IGateMeasure measure,
        string model
    )
    {
        var (bound, _) = sides.MaxBy(side => side.Bound.ViolatedPValue(side.Evidence));
        double[] marks = measure.Marks(table.PlaceOf(model)!.Value);
        double[]? other = bound.Reference switch
        {
            null => null,
            GateBound.Baseline => measure.Marks(table.PlaceInBaseline(model)!.Value),
            var reference => measure.Marks(table.PlaceOf(reference)!.Value),
        };
        double best = bound.IsLower ? Ends(marks).High : Ends(marks).Low;
        int sign = bound.IsLower ? 1 : -1;
        return
        [
            .. marks
                .Select((mark, place) => (Against: sign * ((other?[place] ?? best) - mark), place))
                .Where(one => one.Against > 0)
                .OrderByDescending(one => one.Against)
                .Take(5)
                .Select(one => measure.Samples[one.place].Id),
        ];
    }

    private static (double Low, double High) Ends(double[] marks)
    {
        double[] known = Array.FindAll(marks, mark => !double.IsNaN(mark));
        return known.Length == 0 ? (0, 0) : (known.Min(), known.Max());
    }
}
