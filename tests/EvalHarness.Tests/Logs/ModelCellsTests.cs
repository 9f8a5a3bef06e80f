using System.Collections.Immutable;
using System.Reflection;
using EvalHarness.Core;
using EvalHarness.Logs;
using EvalHarness.Scoring.Evaluators;
using EvalHarness.Scoring.Metrics;
using NUnit.Framework;

namespace EvalHarness.Tests.Logs;

public sealed class ModelCellsTests
{
    private const int Cells = 6;

    private static IEnumerable<int> All => Enumerable.Range(0, Cells);

    /// <summary>No value is that of a cell that was not run, and no two cells share one.</summary>
    private static ModelCells Filled() =>
        new()
        {
            Outcomes = [.. All.Select(i => (Outcome)(1 + i))],
            Answers = [.. All.Select(i => $"answer {i}")],
            Statistics =
            [
                [.. All.Select(i => 1d + i)],
                [.. Enumerable.Range(0, 2 * Cells).Select(i => 100d + i)],
            ],
            Columns =
            [
                [.. Enumerable.Range(0, 3 * Cells).Select(i => 1_000d + i)],
            ],
            CostUsd = [.. All.Select(i => (decimal?)(1 + i))],
            JudgingUsd = [.. All.Select(i => 0.5 + i)],
            LatencySeconds = [.. All.Select(i => 1d + i)],
            Usage = [.. All.Select(i => (Usage?)new Usage(1 + i, 0, 0))],
            Confidence = [.. All.Select(i => 0.1 + (i / 10.0))],
            Attempts = [.. All.Select(i => 1 + i)],
            Routes = [.. All.Select(i => new Route(["small", "big"], RouteReason.Unsure, i / 10.0))],
            Remarks = [.. All.Select(i => ImmutableArray.Create(new Remark(RemarkKind.OtherModel, $"model {i}")))],
            Failures = [.. All.Select(i => new FailureClass("http", 500 + i))],
            Evaluations = [.. All.Select(i => ImmutableArray.Create(new EvaluatorFinding($"metric {i}")))],
        };

    public static IEnumerable<TestCaseData> Columns() =>
        typeof(ModelCells)
            .GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Select(column => new TestCaseData(column).SetArgDisplayNames(column.Name));

    [TestCaseSource(nameof(Columns))]
    public void Picking_every_cell_in_its_order_leaves_a_column_as_it_is(PropertyInfo column)
    {
        var cells = Filled();
        Assert.That(column.GetValue(cells.Pick([.. All])), Is.EqualTo(column.GetValue(cells)));
    }

    [TestCaseSource(nameof(Columns))]
    public void A_picked_cell_brings_its_value_in_every_column_and_minus_one_is_a_cell_that_was_not_run(
        PropertyInfo column
    )
    {
        var filled = Filled();
        var from = Matrices(column, filled);
        var matrices = Matrices(column, filled.Pick([4, -1, 0]));
        var notRun = Matrices(column, filled.Pick([-1]));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(matrices, Has.Count.EqualTo(from.Count).And.Count.Positive);
            for (int i = 0; i < from.Count; i++)
            {
                Assert.That(Cell(matrices[i], 3, 0), Is.EqualTo(Cell(from[i], Cells, 4)));
                Assert.That(Cell(matrices[i], 3, 1), Is.EqualTo(notRun[i]).And.Not.EqualTo(Cell(from[i], Cells, 1)));
                Assert.That(Cell(matrices[i], 3, 2), Is.EqualTo(Cell(from[i], Cells, 0)));
            }
        }
    }

    [Test]
    public void Cells_that_were_not_run_have_room_for_every_metric()
    {
        var metric = new MacroF1().Over(["a", "b"]);
        var cells = ModelCells.NotRun(5, [new Accuracy(), metric], []);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(cells.Outcomes, Is.EqualTo(Enumerable.Repeat(Outcome.NotRun, 5)));
            Assert.That(cells.Statistics.Select(matrix => matrix.Length), Is.EqualTo(new[] { 10, 5 * metric.Width }));
            Assert.That(cells.LatencySeconds, Has.All.NaN);
        }
    }

    [Test]
    public void A_task_cut_to_all_of_its_samples_is_the_task_in_every_property()
    {
        var task = Comparisons
            .Board.Of(["a", "b", "a", "b"], [new Accuracy()], cluster: i => $"c{i / 2}")
            .With("one", ["a", "b", "b", null])
            .With("two", ["a", "a", "failed", "b"])
            .Table()
            .Tasks[0];
        var whole = task.Pick([0, 1, 2, 3]);
        using (Assert.EnterMultipleScope())
        {
            foreach (var property in typeof(TaskScores).GetProperties().Where(one => one.Name != nameof(task.Cells)))
            {
                Assert.That(property.GetValue(whole), Is.EqualTo(property.GetValue(task)), property.Name);
            }

            foreach (var column in typeof(ModelCells).GetProperties())
            {
                Assert.That(
                    whole.Cells.Select(column.GetValue),
                    Is.EqualTo(task.Cells.Select(column.GetValue)),
                    column.Name
                );
            }
        }
    }

    /// <summary>The arrays of a column: itself, or one a metric.</summary>
    private static List<Array> Matrices(PropertyInfo column, ModelCells cells) =>
        column.GetValue(cells) switch
        {
            Array one => [one],
            ImmutableArray<double[]> several => [.. several],
            var other => throw new AssertionException($"{column.Name} is no column: {other?.GetType()}"),
        };

    private static List<object?> Cell(Array matrix, int cells, int cell)
    {
        int width = matrix.Length / cells;
        return [.. matrix.Cast<object?>().Skip(cell * width).Take(width)];
    }
}
