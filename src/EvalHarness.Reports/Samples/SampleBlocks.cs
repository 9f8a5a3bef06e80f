using EvalHarness.Logs;
using EvalHarness.Reports.Views;

namespace EvalHarness.Reports.Samples;

/// <summary>Packs the samples of a report into blocks, columns first: what the table needs, then numbers, then texts.</summary>
internal static class SampleBlocks
{
    /// <summary>The blocks of all tasks.</summary>
    public static async Task<IReadOnlyList<Block>> PackAsync(ReportView report, CancellationToken cancellationToken)
    {
        var tasks = report
            .Tasks.Where(task => task.Scores is not null)
            .Select(task => (View: task, Scores: task.Scores!, Marks: CellMarks.Of(task.Scores!)))
            .ToArray();
        var texts = await RunTexts
            .ReadAsync(report.Input, [.. tasks.Select(task => (task.Scores, task.Marks))], cancellationToken)
            .ConfigureAwait(false);
        var blocks = new List<Block>();
        var all = Math.Max(1, texts.Sum(task => (long)task.Samples.Length));
        for (var i = 0; i < tasks.Length; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var bytes = report.Input.Texts.Bytes * texts[i].Samples.Length / all;
            blocks.AddRange(Pack(tasks[i].View, tasks[i].Scores, tasks[i].Marks, texts[i], bytes));
        }

        return blocks;
    }

    private static IEnumerable<Block> Pack(TaskView view, TaskScores scores, CellMarks marks, TaskTexts kept, long bytes)
    {
        var answers = LabelCode.Of(scores.Cells.SelectMany(cells => cells.Answers));
        var chunks = new TextChunks(scores, kept, view.Id, answers is not null);
        var texts = chunks.Pack(bytes);
        var snippets = Snippets.Pack(scores, view.Id);
        var index = new SampleIndex(view, scores, marks, answers, chunks, texts.Count, snippets.Count);
        return [index.Header(), index.Core(), index.Numbers(), .. snippets, .. texts];
    }
}
