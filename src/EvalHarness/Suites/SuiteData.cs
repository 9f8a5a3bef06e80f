using System.Collections.Immutable;
using EvalHarness.Core;
using EvalHarness.Datasets;
using EvalHarness.Models.Training;
using EvalHarness.Prompts;

namespace EvalHarness.Suites;

/// <summary>The checks of a suite that read its data: duplicates, leakage, conflicting labels, targets that no answer can be.</summary>
public static class SuiteData
{
    /// <summary>Reads the data of all tasks and says what deserves a look, in memory of about 100 bytes a sample.</summary>
    /// <param name="suite">A suite that was read without faults.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="DocumentException">Rows are broken or ids occur twice: the faults of all tasks.</exception>
    public static async Task<ImmutableArray<Warning>> CheckAsync(
        Suite suite,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(suite);
        var faults = new List<Fault>();
        var warnings = ImmutableArray.CreateBuilder<Warning>();
        foreach (var task in suite.Tasks)
        {
            try
            {
                var found = await CheckAsync(suite, task, cancellationToken);
                faults.AddRange(found.Faults);
                warnings.AddRange(found.Warnings);
            }
            catch (DocumentException e)
            {
                faults.AddRange(e.Faults);
            }
        }

        faults.AddRange(await TrainSizes.TooLargeAsync(suite, cancellationToken));
        return faults.Count == 0 ? [.. warnings.Distinct()] : throw new DocumentException(faults.Distinct());
    }

    private static async Task<DatasetFindings> CheckAsync(
        Suite suite,
        EvalTask task,
        CancellationToken cancellationToken
    )
    {
        var prompt = PromptTemplate.Parse(task.Prompt, task.Declared);
        var labels = task.Answer.Labels.ToHashSet(StringComparer.Ordinal);
        var checker = new DatasetChecker(
            prompt.Fields,
            labels.Count == 0 ? null : target => labels.Contains(task.Answer.Canonical(target))
        );
        foreach (var (rows, declared) in TrainingRows(suite, task))
        {
            await foreach (
                var row in DatasetLoader.ReadAsync(rows, suite.Seed, declared, suite.Formats, cancellationToken)
            )
            {
                checker.AddExample(row, "train");
            }
        }

        foreach (var example in await ExamplesAsync(suite, task, prompt, cancellationToken))
        {
            checker.AddExample(example, "few-shot");
        }

        var routes = new UnusedRoutes(suite);
        var given = new PromptDoubts(prompt.Fields, task.Declared);
        var doubts = new MetricDoubts(task);
        var tools = new ToolFaults(task);
        var unmeasured = new MetricFaults(task);
        try
        {
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
                checker.Add(sample);
                routes.Add(sample);
                doubts.Add(sample);
                tools.Add(sample);
                unmeasured.Add(sample);
                given.Add(sample);
            }
        }
        catch (DocumentException wrong)
        {
            throw new DocumentException([
                .. checker.Conclude().Faults,
                .. tools.Conclude(),
                .. unmeasured.Conclude(),
                .. wrong.Faults,
            ]);
        }

        var found = checker.Conclude();
        return found with
        {
            Faults = [.. found.Faults, .. tools.Conclude(), .. unmeasured.Conclude()],
            Warnings = [.. found.Warnings, .. routes.Conclude(task.Name), .. given.Conclude(), .. doubts.Conclude()],
        };
    }

    /// <summary>The rows of the dataset's own file that models are trained on, with the place of the model.</summary>
    private static IEnumerable<(DatasetSpec Rows, Location Declared)> TrainingRows(Suite suite, EvalTask task) =>
        from model in suite.Models
        let train = (model.Provider as ILearner)?.Train
        where train?.File.Full == task.Dataset.File.Full
        let conditions = train.Where?.ToDictionary(
            column => column.Key,
            column => ImmutableArray.Create(column.Value),
            StringComparer.Ordinal
        )
        select (Unnamed(task.Dataset) with { Where = conditions }, model.Declared);

    /// <summary>A dataset for rows that are not asked about: neither ids nor clusters nor slices are needed of them.</summary>
    private static DatasetSpec Unnamed(DatasetSpec dataset) =>
        dataset with
        {
            Id = null,
            Cluster = null,
            Slices = null,
            Limit = null,
            Sample = null,
        };

    private static async Task<IEnumerable<Sample>> ExamplesAsync(
        Suite suite,
        EvalTask task,
        PromptTemplate prompt,
        CancellationToken cancellationToken
    )
    {
        int most = suite.Models.Select(model => task.For(model).FewShot?.Count ?? 0).DefaultIfEmpty(0).Max();
        if (task.FewShot is not { } fewShot || most == 0)
        {
            return [];
        }

        var source = Unnamed(task.Rows) with { File = fewShot.File ?? task.Dataset.File, Where = fewShot.Where };
        var pool = await FewShotPool.ChooseAsync(
            DatasetLoader.ReadAsync(source, suite.Seed, task.Declared, suite.Formats, cancellationToken),
            fewShot with
            {
                Count = most,
            },
            prompt,
            task.Dataset.Target,
            suite.Seed,
            task.Declared,
            cancellationToken
        );
        return pool.Samples;
    }
}
