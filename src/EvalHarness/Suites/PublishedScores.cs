using System.Collections.Immutable;
using System.Globalization;
using EvalHarness.Core;
using EvalHarness.Datasets;
using EvalHarness.Models.Providers;
using EvalHarness.Yaml;

namespace EvalHarness.Suites;

/// <summary>Reads the scores of published models from their tables.</summary>
internal static class PublishedScores
{
    private static readonly string[] Columns =
    [
        "dataset",
        "split",
        "metric",
        "reported_metric",
        "model",
        "protocol",
        "value",
        "n",
        "study",
        "source",
        "caveat",
    ];

    /// <summary>Metrics that are shares of samples, so that the number of samples says how precise they are.</summary>
    private static readonly string[] Shares = ["accuracy", "exact_match", "string_match", "pass_1"];

    /// <summary>The scores of all published models in all leaderboards.</summary>
    /// <param name="models">Models of a suite; those that are not published are passed over.</param>
    /// <param name="tasks">The leaderboards.</param>
    /// <exception cref="DocumentException">A table is wrong, a model is not in it, or several scores fit one place: all faults.</exception>
    public static ImmutableArray<PublishedScore> Read(
        IEnumerable<ModelSpec> models,
        ImmutableArray<PublishedTask> tasks
    )
    {
        ArgumentNullException.ThrowIfNull(models);
        var faults = new List<Fault>();
        var tables = new Dictionary<string, Row[]>(StringComparer.Ordinal);
        var scores = ImmutableArray.CreateBuilder<PublishedScore>();
        foreach (var model in models)
        {
            if (model.Provider is Published provider)
            {
                try
                {
                    Row[] rows = [.. provider.Scores.SelectMany(file => Table(file, model.Declared, tables))];
                    scores.AddRange(Of(model, provider, rows, tasks, faults));
                }
                catch (DocumentException wrong)
                {
                    faults.AddRange(wrong.Faults.Except(faults));
                }
            }
        }

        return faults.Count == 0 ? scores.ToImmutable() : throw new DocumentException(faults);
    }

    private static Row[] Table(FilePath file, Location declared, Dictionary<string, Row[]> tables)
    {
        if (tables.TryGetValue(file.Full, out var known))
        {
            return known;
        }

        // A few hundred rows of a local file: blocking costs less than checks that are asynchronous all through.
        Row[] rows = [.. DatasetLoader.ReadRowsAsync(file.Full, null, null, declared).ToBlockingEnumerable()];
        string[] found = rows.FirstOrDefault()?.Fields.Keys.ToArray() ?? [];
        return Columns.FirstOrDefault(column => !found.Contains(column)) is { } missing
            ? throw new DocumentException(
                new Fault(declared, $"a table of published scores without '{missing}'", Wording.List(Columns))
            )
            : tables[file.Full] = rows;
    }

    private static List<PublishedScore> Of(
        ModelSpec model,
        Published provider,
        Row[] rows,
        ImmutableArray<PublishedTask> tasks,
        List<Fault> faults
    )
    {
        var names = provider.Model ?? [model.Name];
        foreach (string? name in names.Where(name => !rows.Any(row => row.Fields["model"] == name)))
        {
            string[] known = rows.Select(row => row.Fields["model"]).Distinct().ToArray();
            faults.Add(
                new Fault(
                    model.Declared,
                    $"no published score of '{name}'",
                    "a model of the tables",
                    Spelling.Nearest(name, known)
                )
            );
        }

        Row[] own = [.. rows.Where(row => names.Contains(row.Fields["model"]) && Fits(row, provider.Where))];
        var found = new List<PublishedScore>();
        foreach (var task in tasks)
        {
            foreach (string metric in task.Metrics)
            {
                Row[] here = [.. own.Where(row => Stands(row, task, metric))];
                if (here.Length > 1)
                {
                    faults.Add(Several(model, task, metric, here));
                }

                found.AddRange(here.Take(1).Select(row => ScoreOf(row, model, provider, task, metric)));
            }
        }

        if (found.Count == 0 && faults.Count == 0)
        {
            faults.Add(
                new Fault(model.Declared, $"no published score of '{model.Name}' in these tasks", "where: that fits")
            );
        }

        return found;
    }

    private static bool Fits(Row row, IReadOnlyDictionary<string, ImmutableArray<string>>? where) =>
        where is null
        || where.All(one => row.Fields.TryGetValue(one.Key, out string? value) && one.Value.Contains(value));

    private static bool Stands(Row row, PublishedTask task, string metric) =>
        row.Fields["dataset"] == (task.Dataset ?? task.Name) && row.Fields["metric"] == metric;

    private static Fault Several(ModelSpec model, PublishedTask task, string metric, Row[] rows)
    {
        var which = rows.Select(row =>
            $"{row.Fields["model"]} {row.Fields["protocol"]} of {row.Fields["study"]} ({row.At})"
        );
        return new Fault(
            model.Declared,
            $"{rows.Length} scores of '{model.Name}' for {task.Name}/{metric}: {string.Join("; ", which)}",
            "where: with a study, protocol or split that tells them apart"
        );
    }

    private static PublishedScore ScoreOf(
        Row row,
        ModelSpec model,
        Published provider,
        PublishedTask task,
        string metric
    )
    {
        var cells = row.Fields;
        return new PublishedScore(
            task.Name,
            metric,
            model.Name,
            Number(row, "value") ?? throw NoNumber(row, "value"),
            Number(row, "n") is { } n ? (long)n : null,
            Shares.Contains(metric)
        )
        {
            PublishedAs = cells["model"],
            Protocol = cells["protocol"],
            Split = cells["split"],
            ReportedMetric = cells["reported_metric"],
            Study = cells["study"],
            Source = cells["source"],
            Caveat = cells["caveat"],
            ProtocolSd = provider.ProtocolSd,
        };
    }

    private static double? Number(Row row, string column) =>
        row.Fields[column].Length == 0 ? null
        : double.TryParse(row.Fields[column], NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
        && double.IsFinite(value)
            ? value
        : throw NoNumber(row, column);

    private static DocumentException NoNumber(Row row, string column) =>
        new(new Fault(row.At, $"'{row.Fields[column]}' for {column}", "a number"));
}
