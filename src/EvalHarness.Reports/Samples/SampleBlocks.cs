using EvalHarness.Logs;
using EvalHarness.Reports.Views;

namespace EvalHarness.Reports.Samples;

/// <summary>Packs the samples of a report into blocks, columns first: what the table needs, then numbers, then texts.</summary>
internal static class SampleBlocks
{
    /// <summary>The blocks of all tasks.</summary>
    /// <param name="report">The report.</param>
    /// <param name="room">Bytes left for them in the page.</param>
    /// <param name="cancellationToken">Stops the packing.</param>
    public static async Task<IReadOnlyList<Block>> PackAsync(
        ReportView report,
        long room,
        CancellationToken cancellationToken
    )
    {
        var tasks = report
            .Tasks.Where(task => task.Scores is not null)
            .Select(task => new Draft(task, task.Scores!))
            .ToArray();
        var texts = await RunTexts.ReadAsync(
            report.Input,
            [.. tasks.Select(task => (task.Scores, task.Marks))],
            cancellationToken
        );
        room = Math.Min(report.Input.Texts.Bytes, room - tasks.Sum(task => task.Bytes));
        long kept = Math.Max(1, texts.Sum(task => (long)task.Samples.Length));
        var blocks = new List<Block>();
        for (int i = 0; i < tasks.Length; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            blocks.AddRange(tasks[i].Finish(texts[i], room * texts[i].Samples.Length / kept));
        }

        return blocks;
    }

    /// <summary>The blocks of a task that do not depend on how many texts fit.</summary>
    private sealed class Draft
    {
        private readonly TaskView view;
        private readonly LabelCode? answers;
        private readonly List<Block> snippets;
        private readonly Block numbers;

        public Draft(TaskView view, TaskScores scores)
        {
            (this.view, Scores, Marks) = (view, scores, CellMarks.Of(scores));
            answers = LabelCode.Of(scores.Cells.SelectMany(cells => cells.Answers));
            snippets = Snippets.Pack(scores, view.Id);
            numbers = CellNumbers.Pack(scores, answers, view.Id);
        }

        public TaskScores Scores { get; }

        public CellMarks Marks { get; }

        /// <summary>Bytes of the blocks, with a bound for the index, which can only be packed last: random ids do not shrink.</summary>
        public long Bytes =>
            snippets.Sum(block => (long)block.Base64.Length)
            + numbers.Base64.Length
            + Scores.Samples.Sum(sample => 12L + sample.Id.Length);

        public IEnumerable<Block> Finish(TaskTexts kept, long bytes)
        {
            var chunks = new TextChunks(Scores, kept, view.Id, answers is not null);
            var texts = chunks.Pack(bytes);
            var index = new SampleIndex(view, Scores, Marks, answers, chunks, texts.Count, snippets.Count);
            return [index.Header(), index.Core(), numbers, .. snippets, .. texts];
        }
    }
}
