using System.Collections.Immutable;
using EvalHarness.Comparisons.Joins;
using EvalHarness.Core;
using EvalHarness.Decisions.Inputs;
using EvalHarness.Decisions.Rules;
using EvalHarness.Decisions.Specs;
using EvalHarness.Statistics.Resampling;
using EvalHarness.Yaml;

namespace EvalHarness.Conclusions.Measured;

/// <summary>
/// Draws the qualities of all measured options jointly: the metric of each, or with a matrix of utilities the worth of its
/// confusion matrix, with the same weights over the clusters for all of them.
/// </summary>
/// <param name="spec">The decision.</param>
/// <param name="section">Where it was written; null where it was not.</param>
/// <param name="faults">Takes what the runs cannot say.</param>
internal sealed class MeasuredDraws(DecisionSpec spec, YamlNode? section, List<Fault> faults)
{
    private const double SameHarness = 0.01;

    /// <summary>Draws by parameter name. Runs of one option are mixed draw by draw, so that what differs between them counts too.</summary>
    public Dictionary<string, double[]> Of(ImmutableArray<OptionRuns> measured)
    {
        var byRun = new List<(MeasuredMetric Metric, int Place, int Of)>();
        RunEvidence[] runs = [.. measured.SelectMany(option => option.Runs).DistinctBy(run => run.Run)];
        foreach (var run in runs)
        {
            OptionRuns[] together = [.. measured.Where(option => option.Runs.Contains(run))];
            foreach (var slice in spec.Slices.IsEmpty ? [null] : spec.Slices.Cast<SliceSpec?>())
            {
                byRun.AddRange(Metrics(run, together, slice));
            }
        }

        var draws = new Dictionary<string, double[]>(StringComparer.Ordinal);
        foreach (var round in byRun.GroupBy(one => one.Place))
        {
            var drawn = MeasuredQualities.Draw(
                [.. round.Select(one => one.Metric)],
                spec.MonteCarlo.Draws,
                (ulong)spec.MonteCarlo.Seed
            );
            foreach ((var metric, int place, int of) in round)
            {
                double[] into = draws.TryGetValue(metric.Parameter, out double[]? found)
                    ? found
                    : draws[metric.Parameter] = new double[spec.MonteCarlo.Draws];
                for (int i = place; i < into.Length; i += of)
                {
                    into[i] = drawn[metric.Parameter][i];
                }
            }
        }

        return draws;
    }

    private IEnumerable<(MeasuredMetric Metric, int Place, int Of)> Metrics(
        RunEvidence run,
        OptionRuns[] together,
        SliceSpec? slice
    )
    {
        string[] models = [.. together.Select(option => option.Model)];
        EvidenceFault? fault;
        var shared = spec.Value.Utility.IsEmpty
            ? run.Measure(slice?.Id, slice?.RunMetric, models, out fault)
            : Worth(run, slice, models, out fault);
        if (shared is null)
        {
            if (fault is not null)
            {
                Add(PlaceOf(slice, together[0]), fault);
            }

            yield break;
        }

        for (int i = 0; i < together.Length; i++)
        {
            var option = together[i];
            option.Samples = shared.Samples;
            option.Clusters = shared.Clusters;
            option.Metric = shared.Metric;
            string parameter = $"quality.{option.Option.Id}" + (slice is null ? "" : $".{slice.Id}");
            string samples = FormattableString.Invariant($"{run.Suite}/{shared.Task}/{slice?.Id}/{shared.Clusters}");
            var rows = new MetricRows(shared.Clusters, shared.Values[i]);
            double error = option.Option.Quality?.ProtocolSd ?? SameHarness;
            yield return (new(parameter, samples, rows, error), option.Runs.IndexOf(run), option.Runs.Length);
        }
    }

    /// <summary>What the answers of each model are worth; null where the run lacks a class, which is told once.</summary>
    private SharedMetric? Worth(RunEvidence run, SliceSpec? slice, string[] models, out EvidenceFault? fault)
    {
        fault = null;
        bool isWhole = true;
        var classes = spec.Value.Classes;
        if (run.Classes(slice?.Id) is { } known)
        {
            string where = slice is null ? "" : $" of '{slice.Id}'";
            foreach (string name in classes.Where(name => !known.Contains(name)))
            {
                isWhole = false;
                string found = $"class '{name}', which no sample{where} of run {run.Run} has";
                var at = section is null ? new("decision") : DecisionPlaces.OfClass(section, name);
                Add(at, new(found, "one of its classes", Spelling.Nearest(name, known)));
            }
        }

        if (!isWhole || run.Confusions(slice?.Id, classes, models, out fault) is not { } counts)
        {
            return null;
        }

        int width = classes.Length * (classes.Length + 1);
        string others = counts.LeftOut == 0 ? "" : $", {counts.LeftOut} samples of others left out";
        return new(
            counts.Task,
            $"utility over {classes.Length} classes{others}",
            counts.Samples,
            counts.Clusters,
            [.. counts.Rows.Select(rows => WeightedSums.Of(rows, width, spec.Value.QualityOf))]
        );
    }

    private Location PlaceOf(SliceSpec? slice, OptionRuns first) =>
        section is null ? new("decision")
        : slice is null ? DecisionPlaces.Of(section, $"quality.{first.Option.Id}")
        : DecisionPlaces.OfSlice(section, slice.Id);

    private void Add(Location at, EvidenceFault fault)
    {
        var told = new Fault(at, fault.Found, fault.Expected, fault.Nearest);
        if (!faults.Contains(told))
        {
            faults.Add(told);
        }
    }
}
