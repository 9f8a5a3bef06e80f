using System.Collections.Immutable;
using System.Globalization;
using EvalHarness.Core;
using EvalHarness.Datasets;
using EvalHarness.Models.Training;
using EvalHarness.Scoring.Texts;

namespace EvalHarness.Suites;

/// <summary>Which samples of a task its models learned from, whatever file those rows came from.</summary>
internal sealed class TrainingOverlap
{
    /// <summary>The slice by which scores stand in the report with and without such samples.</summary>
    public const string Slice = LearnedTexts.Slice;

    private readonly OverlapIndex index = new();
    private readonly ImmutableArray<Source> sources;
    private readonly ImmutableArray<string> shown;
    private readonly Dictionary<(int Source, Overlap Overlap), (int Count, Sample First)> tallies = [];

    private TrainingOverlap(ImmutableArray<Source> sources, ImmutableArray<string> shown) =>
        (this.sources, this.shown) = (sources, shown);

    /// <summary>Samples that were found among the rows so far.</summary>
    public int Count { get; private set; }

    /// <summary>Reads the rows that the models of a task learned from.</summary>
    /// <param name="suite">The suite.</param>
    /// <param name="task">The task.</param>
    /// <param name="shown">Fields that the prompt shows; all fields when empty.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="DocumentException">A file or a column of <c>trained_on:</c> is missing, or a row is broken.</exception>
    public static async Task<TrainingOverlap> ReadAsync(
        Suite suite,
        EvalTask task,
        ImmutableArray<string> shown,
        CancellationToken cancellationToken
    )
    {
        var overlap = new TrainingOverlap([.. SourcesOf(suite, task)], shown);
        foreach (var (place, source) in overlap.sources.Index())
        {
            await foreach (
                var row in DatasetLoader.ReadFieldsAsync(
                    source.File.Full,
                    source.Where ?? ImmutableDictionary<string, string>.Empty,
                    suite.Formats,
                    cancellationToken
                )
            )
            {
                overlap.index.Add(TextOf(row, source), place);
            }
        }

        return overlap;
    }

    /// <summary>Whether a sample is among the rows; counts it.</summary>
    /// <param name="sample">The sample.</param>
    private bool Observe(Sample sample)
    {
        if (index.Rows == 0)
        {
            return false;
        }

        var (found, source) = Texts(sample).Select(index.Find).MaxBy(one => one.Overlap);
        if (found is Overlap.None)
        {
            return false;
        }

        Count++;
        var (count, first) = tallies.GetValueOrDefault((source, found), (0, sample));
        tallies[(source, found)] = (count + 1, first);
        return true;
    }

    /// <summary>The sample with the slice that says whether it is among the rows; as it is where nothing was learned from.</summary>
    /// <param name="sample">The sample.</param>
    public Sample Mark(Sample sample) =>
        index.Rows == 0
            ? sample
            : sample with
            {
                Slices = sample.Slices.ToImmutableDictionary().SetItem(Slice, Observe(sample) ? "yes" : "no"),
            };

    /// <summary>A warning for each model and kind of likeness.</summary>
    /// <param name="task">Name of the task.</param>
    public IEnumerable<Warning> Conclude(string task) =>
        from one in tallies
        where one.Key.Overlap is not Overlap.Same || !sources[one.Key.Source].IsOfDataset
        orderby one.Key.Source, one.Key.Overlap descending
        let source = sources[one.Key.Source]
        let how = one.Key.Overlap is Overlap.Same ? "read the same as" : "nearly repeat"
        let id = VisibleText.Id(one.Value.First.Id)
        select new Warning(
            source.Declared,
            string.Create(
                CultureInfo.InvariantCulture,
                $"samples of task '{task}' that {how} a row of {source.File} that '{source.Model}' learned from: {one.Value.Count}; the first is '{id}'; the report has scores with and without all such samples"
            )
        );

    private static IEnumerable<Source> SourcesOf(Suite suite, EvalTask task)
    {
        // The sizes of a learning curve learn from one file: it is read once, for the first of them.
        var told = new HashSet<string>(StringComparer.Ordinal);
        foreach (var model in suite.Models)
        {
            if (
                (model.Provider as ILearner)?.Train is { Input.IsDefaultOrEmpty: false } train
                && told.Add(NameOf(train))
            )
            {
                yield return new Source(model.Name, train.File, train.Input, train.Where, model.Declared)
                {
                    IsOfDataset = train.File.Full == task.Dataset.File.Full,
                };
            }

            foreach (var rows in model.TrainedOn ?? [])
            {
                yield return new Source(model.Name, rows.File, rows.Input, rows.Where, rows.Declared);
            }
        }
    }

    private static string NameOf(TrainingRows rows) =>
        Digest.Of([
            rows.File.Full,
            .. rows.Input ?? [],
            "",
            .. (rows.Where ?? ImmutableDictionary<string, string>.Empty)
                .OrderBy(one => one.Key, StringComparer.Ordinal)
                .SelectMany(one => (string[])[one.Key, one.Value]),
        ]);

    private static string TextOf(IReadOnlyDictionary<string, string> row, Source source) =>
        source.Input is not { } columns
            ? string.Join('\n', row.Values)
            : string.Join(
                '\n',
                columns.Select(column =>
                    row.TryGetValue(column, out string? value)
                        ? value
                        : throw new DocumentException(
                            new Fault(
                                source.Declared,
                                $"the column '{column}' of what '{source.Model}' learned from, which {source.File} lacks",
                                string.Join(", ", row.Keys),
                                Spelling.Nearest(column, row.Keys)
                            )
                        )
                )
            );

    /// <summary>All that the prompt shows of a sample, and each part of it: rows may hold less than a prompt does, or more.</summary>
    private IEnumerable<string> Texts(Sample sample)
    {
        string[] parts =
        [
            .. shown.IsDefaultOrEmpty
                ? sample.Fields.OrderBy(field => field.Key, StringComparer.Ordinal).Select(field => field.Value)
                : shown.Select(name => sample.Fields.GetValueOrDefault(name, "")),
        ];
        return parts.Length == 1 ? parts : parts.Where(part => part.Length >= 20).Prepend(string.Join('\n', parts));
    }

    /// <summary>Rows that a model learned from.</summary>
    private sealed record Source(
        string Model,
        FilePath File,
        ImmutableArray<string>? Input,
        IReadOnlyDictionary<string, string>? Where,
        Location Declared
    )
    {
        /// <summary>Whether they stand in the file of the samples: that some are the same is told there, line by line.</summary>
        public bool IsOfDataset { get; init; }
    }
}
