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
                .Where(name => name != gate.BetterThan && name != gate.NotWorseThan?.Value && name != gate.Within)
            : [gate.Model];

    private GateDraft Of(GateSpec gate, string model)
    {
        var metric = gate.Metric is { } path ? GateMeasures.Split(path) : ((string Task, string Metric)?)null;
        TaskScores[] tasks = [.. table.Tasks.Where(task => metric is null || metric.Value.Task == task.Task.Name)];
        var rows = GateRows.Of(tasks, gate.Slice, table.LookedAt);
        var measure = rows.Count == 0 ? null : GateMeasures.Find(gate, table, rows);
        var unit = measure?.Unit ?? GateUnit.Plain;
        string name = GateNames.Of(gate, unit, compare.Margin, table.Tasks.Length > 1);
        var result = new GateResult(name, model, gate, GateVerdict.Error)
        {
            Unit = unit,
            InFlight =
                unit == GateUnit.Seconds ? table.Models.FirstOrDefault(one => one.Name == model)?.InFlight : null,
        };
        if (WhyNot(gate, model, metric?.Metric, rows, measure) is var (verdict, reason))
        {
            return GateDraft.Settled(result, verdict, reason);
        }

        var bounds = GateBound.Of(gate, measure!.HigherIsBetter, compare.Margin);
        var sides = ImmutableArray.CreateBuilder<(GateBound, GateEvidence)>();
        foreach (var bound in bounds)
        {
            sides.Add(
                bound.Last is { } runs
                    ? BesideLast(
                        bound,
                        table.Earlier(runs, model, tasks, metric?.Metric),
                        model,
                        metric?.Metric,
                        tasks,
                        rows,
                        measure
                    )
                    : (bound, Evidence(bound, model, metric?.Metric, tasks, rows, measure))
            );
        }

        NoEvidence[] unable =
        [
            .. sides.Select(side => side.Item2).OfType<NoEvidence>().Where(one => one.Value is null),
        ];
        return (unable.FirstOrDefault(one => one.Verdict == GateVerdict.Error) ?? unable.FirstOrDefault()) is { } none
            ? GateDraft.Settled(result, none.Verdict, none.Reason)
            : new GateDraft(result, sides.ToImmutable(), measure.HigherIsBetter)
            {
                Telling = Telling(sides, measure, model),
            };
    }

    private (GateVerdict, GateReason)? WhyNot(
        GateSpec gate,
        string model,
        string? metric,
        GateRows rows,
        IGateMeasure? measure
    )
    {
        foreach (
            string name in new[] { model, gate.BetterThan, gate.NotWorseThan?.Value, gate.Within }.OfType<string>()
        )
        {
            if (name == GateBound.Baseline || (name != model && GateBound.Number(name) is not null))
            {
                continue;
            }

            if (table.PlaceOf(name) is null)
            {
                return table.Header.Models.FirstOrDefault(one => one.Name == name) switch
                {
                    null => (GateVerdict.Error, new GateReason.UnknownModel(name)),
                    { IsPublished: true } => (GateVerdict.Error, new GateReason.PublishedModel(name)),
                    { Skipped: var skipped } => (GateVerdict.Skipped, new GateReason.SkippedModel(name, skipped)),
                };
            }
        }

        return table.Header.Shards is { } part ? (GateVerdict.Inconclusive, new GateReason.PartOfPlan(part))
            : Unmeasured(gate, rows, measure) is { } none ? (GateVerdict.Error, none)
            : !GateMeasures.IsCounted(gate) && Missing(rows, table.PlaceOf(model)!.Value, model, metric) is { } missing
                ? (GateVerdict.Error, missing)
            : null;
    }

    private static GateReason? Unmeasured(GateSpec gate, GateRows rows, IGateMeasure? measure) =>
        (rows.Count, gate.Slice, measure) switch
        {
            (0, { } slice, _) => new GateReason.EmptySlice(slice),
            (0, null, _) => new GateReason.NoSamples(),
            (_, _, null) => new GateReason.UnknownMetric(gate.Metric),
            _ => null,
        };

    private GateEvidence Evidence(
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

        if (reference == GateBound.Baseline)
        {
            return BesideBaseline(model, metric, tasks, rows, measure);
        }

        int other = table.PlaceOf(reference)!.Value;
        var wrong =
            (GateReason?)WhyNotPaired(model, reference, metric, tasks)
            ?? (measure is MeanMeasure { IsCounted: true } ? null : Missing(rows, other, reference, metric));
        return wrong is null ? measure.Difference(place, other) : NoEvidence.Error(wrong);
    }

    private GateEvidence BesideBaseline(
        string model,
        string? metric,
        TaskScores[] tasks,
        GateRows rows,
        IGateMeasure measure
    )
    {
        if (table.WhyNotBaseline(model, tasks, metric) is { } obstacle)
        {
            return NoEvidence.Error(new GateReason.Baseline(obstacle));
        }

        var (place, other) = (table.PlaceOf(model)!.Value, table.PlaceInBaseline(model)!.Value);
        bool isSame = IsSame(tasks, metric, place, other);
        if (table.IsBaselineLookedAt && !isSame)
        {
            return NoEvidence.Looked(new GateReason.BaselineLookedAt());
        }

        return measure is not MeanMeasure { IsCounted: true }
            && Missing(rows, other, $"{model} in the baseline", metric) is { } missing
                ? NoEvidence.Error(missing)
            : isSame ? new FactEvidence(0, rows.Count, "every sample is scored as in the baseline")
            : measure.Difference(place, other);
    }

    /// <summary>The bound on the mean of the runs that can be compared, by their number, and what the data say of it.</summary>
    private (GateBound, GateEvidence) BesideLast(
        GateBound bound,
        (ImmutableArray<int> Places, BaselineObstacle? Obstacle) earlier,
        string model,
        string? metric,
        TaskScores[] tasks,
        GateRows rows,
        IGateMeasure measure
    )
    {
        if (earlier.Places.IsEmpty)
        {
            return (
                bound,
                earlier.Obstacle is { } obstacle
                    ? NoEvidence.Looked(new GateReason.OtherRuns(obstacle))
                    : NoEvidence.Skipped(new GateReason.NoRunsYet())
            );
        }

        int place = table.PlaceOf(model)!.Value;
        bound = bound with { Reference = GateNames.LastRuns(earlier.Places.Length), Places = earlier.Places };
        var missing = measure is MeanMeasure { IsCounted: true }
            ? null
            : earlier
                .Places.Select(other => Missing(rows, other, $"{model} in an earlier run", metric))
                .OfType<GateReason>()
                .FirstOrDefault();
        return (
            bound,
            missing is not null ? NoEvidence.Error(missing)
            : earlier.Places.All(other => IsSame(tasks, metric, place, other))
                ? new FactEvidence(
                    0,
                    rows.Count,
                    $"every sample is scored as in {(earlier.Places.Length == 1 ? "the last run" : "each of the last runs")}"
                )
            : measure.DifferenceToMean(place, earlier.Places)
        );
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
    private GateReason.OtherProtocol? WhyNotPaired(string model, string against, string? metric, TaskScores[] tasks)
    {
        if (compare.AcrossProtocols || metric is null || !tasks[0].MetricNames.Contains(metric))
        {
            return null;
        }

        var protocols = tasks[0].Task.Protocols;
        return
            protocols.GetValueOrDefault(model) is { } first
            && protocols.GetValueOrDefault(against) is { } second
            && (first.Hash != second.Hash || ((first.IsUnknown || second.IsUnknown) && model != against))
            ? new GateReason.OtherProtocol(model, against, first, second)
            : null;
    }

    private GateReason? Missing(GateRows rows, int model, string name, string? metric)
    {
        var outcomes = rows.Cells(model).Select(at => at.Cells.Outcomes[at.Cell]);
        var completeness = Completeness.Of(outcomes, unasked: 0, compare.MaxFailed);
        return completeness.BlocksVerdict ? new GateReason.Incomplete(name, completeness)
            : metric is not null && rows.Scored(model, metric, compare) is { BlocksVerdict: true } scored
                ? new GateReason.Unscored(name, scored) { First = rows.Unscored(model, metric) }
            : null;
    }

    /// <summary>The samples that speak most against the gate, by the side that is furthest from holding.</summary>
    private ImmutableArray<string> Telling(
        IReadOnlyList<(GateBound Bound, GateEvidence Evidence)> sides,
        IGateMeasure measure,
        string model
    )
    {
        var (bound, _) = sides.MaxBy(side => side.Bound.ViolatedPValue(side.Evidence));
        double[] marks = measure.Marks(table.PlaceOf(model)!.Value);
        double[]? other = bound.Reference switch
        {
            null => null,
            _ when !bound.Places.IsEmpty => measure.MeanMarks(bound.Places),
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
