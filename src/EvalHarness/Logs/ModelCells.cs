using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using EvalHarness.Core;
using EvalHarness.Scoring;
using EvalHarness.Scoring.Evaluators;

namespace EvalHarness.Logs;

/// <summary>What one model did in one task, cell by cell; a cell is <c>sample * epochs + epoch</c>.</summary>
/// <remarks>
/// A column is declared by its property and its line in the private constructor, which fills cells that were not run and
/// picks cells alike: the compiler refuses a property without such a line, so no column is left behind by a cut or a join.
/// </remarks>
public sealed record ModelCells
{
    /// <summary>Cells that are given column by column.</summary>
    public ModelCells() { }

    [SetsRequiredMembers]
    private ModelCells(ColumnPicker picker, IEnumerable<int> widths, IEnumerable<int> columns)
    {
        Outcomes = picker.Of(cells => cells.Outcomes, Outcome.NotRun);
        Answers = picker.Of<string?>(cells => cells.Answers, null);
        Statistics = [.. widths.Select((width, place) => picker.Of(cells => cells.Statistics[place], 0, width))];
        Columns = [.. columns.Select((width, place) => picker.Of(cells => cells.Columns[place], double.NaN, width))];
        CostUsd = picker.Of<decimal?>(cells => cells.CostUsd, null);
        JudgingUsd = picker.Of(cells => cells.JudgingUsd, 0);
        LatencySeconds = picker.Of(cells => cells.LatencySeconds, double.NaN);
        Usage = picker.Of<Usage?>(cells => cells.Usage, null);
        Confidence = picker.Of(cells => cells.Confidence, double.NaN);
        Attempts = picker.Of(cells => cells.Attempts, 0);
        Routes = picker.Of<Route?>(cells => cells.Routes, null);
        Remarks = picker.Of<ImmutableArray<Remark>>(cells => cells.Remarks, []);
        Failures = picker.Of<FailureClass?>(cells => cells.Failures, null);
        Evaluations = picker.Of<ImmutableArray<EvaluatorFinding>>(cells => cells.Evaluations, []);
    }

    /// <summary>Outcome of each cell, parsing included.</summary>
    public required Outcome[] Outcomes { get; init; }

    /// <summary>Parsed answer of each cell; null when there is none.</summary>
    public required string?[] Answers { get; init; }

    /// <summary>Sufficient statistics: one matrix a metric, cells x width, row by row.</summary>
    public required ImmutableArray<double[]> Statistics { get; init; }

    /// <summary>Columns of the weighted metrics: one matrix a metric, cells x columns; rows of NaN where a cell has none.</summary>
    public required ImmutableArray<double[]> Columns { get; init; }

    /// <summary>Money of each cell in US dollars; null when unknown.</summary>
    public required decimal?[] CostUsd { get; init; }

    /// <summary>What judging each cell's answer costs, in US dollars; 0 where nobody judges it, NaN where it is unknown.</summary>
    public required double[] JudgingUsd { get; init; }

    /// <summary>Seconds of each cell; NaN when unknown.</summary>
    public required double[] LatencySeconds { get; init; }

    /// <summary>Tokens of each cell; null when unknown.</summary>
    public required Usage?[] Usage { get; init; }

    /// <summary>Probability of the answer given, per cell; NaN when unknown.</summary>
    public required double[] Confidence { get; init; }

    /// <summary>Attempts of each cell.</summary>
    public required int[] Attempts { get; init; }

    /// <summary>Which models of a team were asked, per cell; null where one model alone was.</summary>
    public required Route?[] Routes { get; init; }

    /// <summary>What was odd about the reply of each cell; empty where nothing was.</summary>
    public required ImmutableArray<Remark>[] Remarks { get; init; }

    /// <summary>What failed, per cell; null where nothing did.</summary>
    public required FailureClass?[] Failures { get; init; }

    /// <summary>What evaluators said, per cell; empty where none was asked.</summary>
    public required ImmutableArray<EvaluatorFinding>[] Evaluations { get; init; }

    /// <summary>Cells of which none was run, to be filled.</summary>
    /// <param name="cells">Number of cells.</param>
    /// <param name="metrics">The metrics with a vector a cell.</param>
    /// <param name="weighted">The metrics that need the whole set.</param>
    public static ModelCells NotRun(
        int cells,
        ImmutableArray<IMetric> metrics,
        ImmutableArray<IWeightedMetric> weighted
    ) =>
        new(
            new ColumnPicker(null, cells, []),
            metrics.Select(metric => metric.Width),
            weighted.Select(metric => metric.Columns)
        );

    /// <summary>Some of the cells with all of their columns.</summary>
    /// <param name="cells">Their numbers, in the order wanted; -1 is a cell that was not run.</param>
    public ModelCells Pick(int[] cells)
    {
        ArgumentNullException.ThrowIfNull(cells);
        int count = Outcomes.Length;
        return new ModelCells(
            new ColumnPicker(this, cells.Length, cells),
            Statistics.Select(matrix => Width(matrix, count)),
            Columns.Select(matrix => Width(matrix, count))
        );
    }

    private static int Width(double[] matrix, int cells) => cells == 0 ? 0 : matrix.Length / cells;

    /// <summary>Makes a column of so many cells, taken from others where places name them.</summary>
    private sealed record ColumnPicker(ModelCells? From, int Count, int[] Places)
    {
        public T[] Of<T>(Func<ModelCells, T[]> column, T notRun, int width = 1)
        {
            var picked = new T[Count * width];
            if (!EqualityComparer<T>.Default.Equals(notRun, default))
            {
                Array.Fill(picked, notRun);
            }

            var source = From is null ? [] : column(From);
            for (int i = 0; i < Places.Length; i++)
            {
                if (Places[i] >= 0)
                {
                    Array.Copy(source, Places[i] * width, picked, i * width, width);
                }
            }

            return picked;
        }
    }
}
