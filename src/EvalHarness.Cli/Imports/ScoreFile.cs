using System.Globalization;
using EvalHarness.Comparisons.Published;
using EvalHarness.Core;
using EvalHarness.Datasets;

namespace EvalHarness.Cli.Imports;

/// <summary>Reads a file of scores in long form (one score a row) or in wide form (one column a model).</summary>
/// <param name="path">The file: CSV, TSV, JSON or JSON Lines, gzip or not.</param>
/// <param name="declared">The columns that the user named.</param>
/// <param name="formats">The formats of files by their endings.</param>
internal sealed class ScoreFile(string path, ScoreColumns declared, DatasetFormats formats)
{
    private const int MostFaults = 20;
    private readonly List<Fault> faults = [];

    /// <summary>Reads all rows.</summary>
    /// <exception cref="DocumentException">The file is broken: all its faults, the first twenty at most.</exception>
    public async Task<List<ScoreRow>> ReadAsync(CancellationToken cancellationToken)
    {
        var rows = new List<ScoreRow>();
        ScoreColumns? columns = null;
        await foreach (var row in formats.Of(path).ReadAsync(path, cancellationToken))
        {
            columns ??= Resolve(row);
            rows.AddRange(columns.Score is null ? Wide(row, columns) : Long(row, columns));
            if (faults.Count >= MostFaults)
            {
                break;
            }
        }

        return faults.Count > 0 ? throw new DocumentException(faults) : rows;
    }

    private ScoreColumns Resolve(Row row)
    {
        string[] present = [.. row.Fields.Keys];
        var missing = declared
            .Named.Where(name => !present.Contains(name))
            .Select(name => new Fault(
                new Location(path, 1, 1),
                $"no column '{name}'",
                $"one of {string.Join(", ", present)}",
                Spelling.Nearest(name, present)
            ))
            .ToList();
        var columns = declared.In(present);
        if (columns.Sample is null)
        {
            missing.Add(
                new Fault(
                    new Location(path, 1, 1),
                    "no column that identifies the samples",
                    $"one of {ScoreColumns.UsualSampleNames}, or --sample"
                )
            );
        }

        if (missing.Count > 0)
        {
            throw new DocumentException(missing);
        }

        // A model column without scores cannot be meant in wide form.
        return columns is { Model: not null, Score: null, Models: null }
            ? throw new DocumentException(
                new Fault(
                    new Location(path, 1, 1),
                    "a column of models and none of scores",
                    "a column 'score', or --score"
                )
            )
            : columns;
    }

    /// <summary>One score; without a column of models the file is one model's, and bears its name.</summary>
    private IEnumerable<ScoreRow> Long(Row row, ScoreColumns columns)
    {
        string? model = columns.Model is { } column ? Text(row, column) : Path.GetFileNameWithoutExtension(path);
        if (Common(row, columns) is { } common && model is not null)
        {
            yield return common with
            {
                Model = model,
                Score = Number(row, columns.Score!),
            };
        }
    }

    private IEnumerable<ScoreRow> Wide(Row row, ScoreColumns columns)
    {
        if (Common(row, columns) is not { } common)
        {
            yield break;
        }

        foreach (string? model in columns.Models ?? row.Fields.Keys.Except(columns.Named))
        {
            yield return common with
            {
                Model = model,
                Score = Number(row, model),
            };
        }
    }

    private ScoreRow? Common(Row row, ScoreColumns columns) =>
        Text(row, columns.Sample!) is not { } sample
            ? null
            : new ScoreRow(sample, "", null, row.At with { Column = 1 })
            {
                Epoch = columns.Epoch is { } epoch ? row.Fields.GetValueOrDefault(epoch, "") : "",
                Cluster =
                    columns.Cluster is { } cluster && row.Fields.GetValueOrDefault(cluster) is { Length: > 0 } name
                        ? name
                        : null,
                Slices = columns.Slices.ToDictionary(
                    slice => slice,
                    slice => row.Fields.GetValueOrDefault(slice, ""),
                    StringComparer.Ordinal
                ),
            };

    private string? Text(Row row, string column)
    {
        if (row.Fields.GetValueOrDefault(column) is { Length: > 0 } text)
        {
            return text;
        }

        Fault(row, column, $"'{column}' is empty", "a value");
        return null;
    }

    /// <summary>A number, true or false; nothing is a score that the model does not have.</summary>
    private double? Number(Row row, string column)
    {
        string text = row.Fields.GetValueOrDefault(column, "").Trim();
        if (text.Length == 0)
        {
            return null;
        }

        if (bool.TryParse(text, out bool isRight))
        {
            return isRight ? 1 : 0;
        }

        if (
            double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
            && double.IsFinite(number)
        )
        {
            return number;
        }

        string mend = declared.Score is null && declared.Models is null ? "; --score or --models name the columns" : "";
        Fault(row, column, $"'{column}' is no number", $"a number, true, false or nothing{mend}");
        return null;
    }

    private void Fault(Row row, string column, string found, string expected)
    {
        if (faults.Count < MostFaults)
        {
            faults.Add(new Fault(CellPlace.Of(row, column), found, expected));
        }
    }
}
