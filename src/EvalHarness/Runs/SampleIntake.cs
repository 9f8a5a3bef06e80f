using System.Collections.Immutable;
using System.Globalization;
using EvalHarness.Core;
using EvalHarness.Datasets;
using EvalHarness.Logs;
using EvalHarness.Prompts;
using EvalHarness.Suites;

namespace EvalHarness.Runs;

/// <summary>Reads the samples of a suite once, in flat memory, into the file that becomes the run's <c>samples.jsonl</c>.</summary>
/// <param name="suite">The suite.</param>
/// <param name="writer">Where samples are written.</param>
internal sealed class SampleIntake(Suite suite, SampleWriter writer)
{
    /// <summary>More labels than these, or fewer samples a label than five, are no labels but free answers.</summary>
    private const int MostLabels = 50;
    private const int SamplesPerLabel = 5;

    /// <summary>Reads the samples of a task.</summary>
    /// <param name="task">The task.</param>
    /// <param name="templates">Templates that will be filled with each sample, so that a missing field costs nothing yet.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="DocumentException">A row is wrong, an id occurs twice, or there is no sample.</exception>
    public async Task<TaskPlan> ReadAsync(
        EvalTask task,
        ImmutableArray<PromptTemplate> templates,
        CancellationToken cancellationToken
    )
    {
        var ids = new KeySet();
        var hash = UInt128.Zero;
        var labels = new SortedSet<string>(StringComparer.Ordinal);
        var shown = PromptTemplate.Parse(task.Prompt, task.Declared).Fields;
        var overlap = await TrainingOverlap.ReadAsync(suite, task, shown, cancellationToken);
        await foreach (
            var sample in DatasetLoader.ReadAsync(
                task.Rows,
                suite.Seed,
                task.Declared,
                suite.Formats,
                cancellationToken
            )
        )
        {
            // SuiteData tells of a second sample with its id, and where the first one is.
            if (!ids.Add(Key128.Of(sample.Id)))
            {
                continue;
            }

            // What a row lacks for the task's own prompt, SuiteData tells with its line.
            foreach (var template in templates)
            {
                Check(template, sample, shown);
            }

            // A sum does not depend on the order of the rows.
            hash += Key128.Of(Digest.Of(sample.Id, sample.ContentHash, sample.Cluster ?? ""));
            if (labels.Count <= MostLabels)
            {
                labels.UnionWith(sample.Targets.Select(task.Answer.For(sample).Canonical));
            }

            await writer.WriteAsync(task.Name, overlap.Mark(sample), cancellationToken);
        }

        return ids.Count == 0
            ? throw new DocumentException(
                new Fault(task.Declared, $"task '{task.Name}' has no samples", "at least one")
            )
            : new TaskPlan(
                task,
                ids.Count,
                hash.ToString("x32", CultureInfo.InvariantCulture),
                Labels(task, labels, ids.Count)
            )
            {
                Overlaps = overlap.Count,
                Warnings = [.. overlap.Conclude(task.Name)],
            };
    }

    private static void Check(PromptTemplate template, Sample sample, ImmutableArray<string> told)
    {
        foreach (string field in template.Fields.Except(told))
        {
            if (!sample.Fields.ContainsKey(field))
            {
                template.Render(sample);
            }
        }
    }

    private static ImmutableArray<string> Labels(EvalTask task, SortedSet<string> seen, int samples) =>
        !task.Answer.Labels.IsDefaultOrEmpty
            ? [.. task.Answer.Labels.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)]
        : seen.Count <= MostLabels && seen.Count * SamplesPerLabel <= samples ? [.. seen]
        : [];
}
