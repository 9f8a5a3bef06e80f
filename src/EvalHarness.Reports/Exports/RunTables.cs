using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using EvalHarness.Conclusions;

namespace EvalHarness.Reports.Exports;

/// <summary>A run as tidy tables: one thing a row, the same columns whatever the suite but for its own groups.</summary>
internal static class RunTables
{
    /// <summary>Answers, their scores, and what follows from them.</summary>
    /// <param name="evaluation">The run.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static IEnumerable<ExportTable> Of(Evaluation evaluation, CancellationToken cancellationToken)
    {
        var tasks = ExportTask.Of(evaluation);
        yield return ExportTable.Of(
            "samples",
            SampleColumns.Of(evaluation, tasks),
            Answers(evaluation, tasks, cancellationToken)
        );
        yield return ExportTable.Of("scores", ScoreColumns.Of(evaluation), Scores(tasks).ToAsyncEnumerable());
        yield return ExportTable.Of(
            "estimates",
            EstimateColumns.Of(evaluation),
            EstimateRow.Of(evaluation).ToAsyncEnumerable()
        );
        yield return ExportTable.Of("slices", SliceColumns.Of(evaluation), SliceOf.All(evaluation).ToAsyncEnumerable());
        yield return ExportTable.Of(
            "comparisons",
            ComparisonColumns.Of(evaluation),
            PairRow.Of(evaluation).ToAsyncEnumerable()
        );
        yield return ExportTable.Of("models", ModelColumns.Of(evaluation), ModelRow.Of(evaluation).ToAsyncEnumerable());
    }

    private static async IAsyncEnumerable<SampleRow> Answers(
        Evaluation evaluation,
        ImmutableArray<ExportTask> tasks,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        await using var reader = new AnswerReader(evaluation, cancellationToken);
        foreach (var task in tasks)
        {
            await foreach (var answer in reader.ReadAsync(task.Scores, cancellationToken))
            {
                yield return new SampleRow(task, answer);
            }
        }
    }

    private static IEnumerable<ScoreRow> Scores(ImmutableArray<ExportTask> tasks) =>
        from task in tasks
        from sample in Enumerable.Range(0, task.Scores.Samples.Length)
        from model in Enumerable.Range(0, task.Scores.Models.Length)
        from epoch in Enumerable.Range(0, task.Scores.Task.Epochs)
        from metric in task.ValuedMetrics
        select new ScoreRow(task, sample, model, epoch, metric);
}
