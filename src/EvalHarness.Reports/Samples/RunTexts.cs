using EvalHarness.Logs;
using EvalHarness.Reports.Views;

namespace EvalHarness.Reports.Samples;

/// <summary>Reads the texts of a run: once to see how much there is, once to keep what fits.</summary>
internal static class RunTexts
{
    /// <summary>The texts kept of each task, in the order of the tasks, most telling sample first where not all fit.</summary>
    public static async Task<IReadOnlyList<TaskTexts>> ReadAsync(
        ReportInput input,
        IReadOnlyList<(TaskScores Scores, CellMarks Marks)> tasks,
        CancellationToken cancellationToken
    )
    {
        long[][] sizes = tasks.Select(task => FieldSizes(task.Scores, input.Texts.Characters)).ToArray();
        await MeasureAsync(input, tasks, sizes, cancellationToken);
        long total = sizes.Sum(task => task.Sum());
        var kept = new List<TaskTexts>();
        for (int i = 0; i < tasks.Count; i++)
        {
            var scores = tasks[i].Scores;
            int[] samples =
                total <= input.Texts.RawCharacters
                    ? [.. Enumerable.Range(0, scores.Samples.Length)]
                    : Fitting(
                        Telling.Order(scores, tasks[i].Marks),
                        sizes[i],
                        input.Texts.RawCharacters * sizes[i].Sum() / total
                    );
            kept.Add(new TaskTexts(samples, new KeptTexts(scores, samples, input.Texts.Characters)));
        }

        await KeepAsync(input, kept, cancellationToken);
        return kept;
    }

    private static long[] FieldSizes(TaskScores scores, int longest) =>
        [.. scores.Samples.Select(sample => sample.Fields.Values.Sum(value => (long)Math.Min(value.Length, longest)))];

    private static async Task MeasureAsync(
        ReportInput input,
        IReadOnlyList<(TaskScores Scores, CellMarks Marks)> tasks,
        long[][] sizes,
        CancellationToken cancellationToken
    )
    {
        if (input.Responses is null)
        {
            return;
        }

        var positions = tasks
            .Select(task => task.Scores)
            .Select(scores =>
                scores.Samples.Select((s, i) => (s.Id, i)).ToDictionary(p => p.Id, p => p.i, StringComparer.Ordinal)
            )
            .ToArray();
        await foreach (var response in input.Responses(cancellationToken))
        {
            for (int task = 0; task < tasks.Count; task++)
            {
                if (
                    response.Task == tasks[task].Scores.Task.Name
                    && positions[task].TryGetValue(response.SampleId, out int sample)
                )
                {
                    sizes[task][sample] += Math.Min(response.Text?.Length ?? 0, input.Texts.Characters);
                }
            }
        }

        if (input.Verdicts is null)
        {
            return;
        }

        await foreach (var verdict in input.Verdicts(cancellationToken))
        {
            for (int task = 0; task < tasks.Count; task++)
            {
                if (
                    verdict.Task == tasks[task].Scores.Task.Name
                    && positions[task].TryGetValue(verdict.Sample, out int sample)
                )
                {
                    sizes[task][sample] += Math.Min(verdict.Text?.Length ?? 0, input.Texts.Characters);
                }
            }
        }
    }

    private static int[] Fitting(int[] order, long[] sizes, long budget)
    {
        int count = 0;
        for (; count < order.Length && budget >= 0; count++)
        {
            budget -= sizes[order[count]];
        }

        return order[..count];
    }

    private static async Task KeepAsync(ReportInput input, List<TaskTexts> kept, CancellationToken cancellationToken)
    {
        if (input.Responses is not null)
        {
            await foreach (var response in input.Responses(cancellationToken))
            {
                kept.ForEach(task => task.Texts.Add(response));
            }
        }

        if (input.Responses is not null && input.Verdicts is not null)
        {
            await foreach (var verdict in input.Verdicts(cancellationToken))
            {
                kept.ForEach(task => task.Texts.Add(verdict));
            }
        }

        if (input.Prompts is not null)
        {
            await foreach (var prompt in input.Prompts(cancellationToken))
            {
                kept.ForEach(task => task.Texts.Add(prompt));
            }
        }
    }
}

/// <summary>The texts kept of one task.</summary>
/// <param name="Samples">Positions of the samples kept, in the order in which they are packed.</param>
/// <param name="Texts">Their texts.</param>
internal sealed record TaskTexts(int[] Samples, KeptTexts Texts);
