using System.Collections.Immutable;
using EvalHarness.Comparisons.Results;
using EvalHarness.Reports.Formats;
using EvalHarness.Statistics.Intervals;

namespace EvalHarness.Reports.Views;

/// <summary>Models by groups of samples: what the heat table of the page and its picture show.</summary>
internal sealed class HeatGrid
{
    /// <summary>Most models in the rows.</summary>
    public const int MostModels = 20;

    /// <summary>Most groups in the columns of one field.</summary>
    public const int MostGroups = 24;

    private readonly MetricView view;
    private readonly Dictionary<SliceComparison, Dictionary<string, Estimate>> estimates;
    private readonly Dictionary<SliceComparison, double> bests;

    private HeatGrid(MetricView view)
    {
        this.view = view;
        var metric = view.Metric;
        Rows = [.. metric.Leaderboard.Take(MostModels)];
        Fields =
        [
            .. metric
                .Slices.GroupBy(slice => slice.Field)
                .Select(field =>
                {
                    var largest = field.OrderByDescending(slice => slice.Samples).Take(MostGroups).ToHashSet();
                    return (field.Key, field.Where(largest.Contains).ToImmutableArray());
                }),
        ];
        LeftOut = metric.Slices.Length - Fields.Sum(field => field.Columns.Length);
        Cells = [.. Fields.SelectMany(field => field.Columns.Select((slice, i) => (slice, i == 0)))];
        var same = ReferenceEqualityComparer.Instance as IEqualityComparer<SliceComparison>;
        estimates = Cells.ToDictionary(
            cell => cell.Slice,
            cell => cell.Slice.Rows.ToDictionary(row => row.Model, row => row.Estimate, StringComparer.Ordinal),
            same
        );
        bests = Cells
            .Where(cell => !cell.Slice.IsSmall && Values(cell.Slice).Any())
            .ToDictionary(
                cell => cell.Slice,
                cell => metric.HigherIsBetter ? Values(cell.Slice).Max() : Values(cell.Slice).Min(),
                same
            );
        Scale = HeatScale.Of(
            Cells
                .Where(cell => !cell.Slice.IsSmall)
                .SelectMany(cell => Values(cell.Slice))
                .Select(value => value * view.Scale),
            metric.Metric == "accuracy" && view.Task.Task.Labels.Length > 1
                ? view.Scale / view.Task.Task.Labels.Length
                : null,
            !metric.HigherIsBetter
        );
    }

    /// <summary>The models, best first.</summary>
    public ImmutableArray<LeaderboardRow> Rows { get; }

    /// <summary>The groups by the field that makes them.</summary>
    public ImmutableArray<(string Field, ImmutableArray<SliceComparison> Columns)> Fields { get; }

    /// <summary>The groups in one row; the first of each field is marked.</summary>
    public ImmutableArray<(SliceComparison Slice, bool IsFirst)> Cells { get; }

    /// <summary>What the colours mean.</summary>
    public HeatScale Scale { get; }

    /// <summary>Smaller groups that are not shown.</summary>
    public int LeftOut { get; }

    /// <summary>The grid of a metric.</summary>
    /// <param name="view">The metric.</param>
    public static HeatGrid Of(MetricView view) => new(view);

    /// <summary>The score of a model in a group; null where it was not measured there.</summary>
    public Estimate? At(SliceComparison slice, string model) => estimates[slice].GetValueOrDefault(model);

    /// <summary>Step of the colour of a cell; null for a group too small for one.</summary>
    public int? StepOf(SliceComparison slice, double value) => slice.IsSmall ? null : Scale.StepOf(value * view.Scale);

    /// <summary>Whether no model did better in the group.</summary>
    public bool IsBest(SliceComparison slice, double value) =>
        bests.TryGetValue(slice, out double best) && value.Equals(best);

    /// <summary>A score as a cell holds it.</summary>
    public string Whole(double value) => view.Metric.IsShare ? Show.Number(value * 100) : Show.Number(value, 2);

    private static IEnumerable<double> Values(SliceComparison slice) =>
        slice.Rows.Select(row => row.Estimate.Value).OfType<double>();
}
