using System.Collections.Immutable;
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

    /// <summary>What columns are called that may say that a request failed; a wrong answer may fill some of them too.</summary>
    private static readonly string[] Doubtful =
    [
        "error",
        "errors",
        "errormessage",
        "iserror",
        "exception",
        "failed",
        "failure",
        "failurereason",
        "status",
        "outcome",
    ];

    private readonly List<Fault> faults = [];
    private readonly Dictionary<string, (string First, bool Varies)> doubtful = new(StringComparer.Ordinal);
    private ImmutableArray<(string Column, string? Value)> noAnswer = [];
    private int[] unanswered = [];

    /// <summary>What is to be known about the scores, once they are read.</summary>
    public ImmutableArray<string> Notes { get; private set; } = [];

    /// <summary>Reads all rows.</summary>
    /// <exception cref="DocumentException">The file is broken: all its faults, the first twenty at most.</exception>
    public async Task<List<ScoreRow>> ReadAsync(CancellationToken cancellationToken)
    {
        var rows = new List<ScoreRow>();
        ScoreColumns? columns = null;
        var read = await RepeatedColumns.ReadAsync(
            path,
            formats.Of(path),
            declared.Repeated is not null,
            cancellationToken
        );
        await foreach (var row in read.WithCancellation(cancellationToken))
        {
            columns ??= Resolve(row);
            rows.AddRange(columns.Score is null ? Wide(row, columns) : Long(row, columns));
            if (faults.Count >= MostFaults)
            {
                break;
            }
        }

        Notes = [.. NotesOf(rows.Count)];
        return faults.Count > 0 ? throw new DocumentException(faults) : rows;
    }

    /// <summary>How many scores were left out for want of an answer, and what was not looked at though it may say so.</summary>
    private IEnumerable<string> NotesOf(int scores)
    {
        string file = VisibleText.Id(Path.GetFileName(path));
        foreach (var (place, rule) in noAnswer.Index())
        {
            string said = rule.Value is { } value ? $"{rule.Column}={value}" : rule.Column;
            yield return unanswered[place] == 0
                ? $"{file}: no row says by {VisibleText.Id(said)} that there was no answer; nothing was left out for it."
                : string.Create(
                    CultureInfo.InvariantCulture,
                    $"{file}: {unanswered[place]} of {Plurals.Count(scores, "score")} stand where {VisibleText.Id(said)} says that there was no answer, and are left out."
                );
        }

        foreach (string column in doubtful.Where(column => column.Value.Varies).Select(column => column.Key))
        {
            yield return $"{file}: the column {VisibleText.Id(column)} is not looked at, and scores beside it count; if it says that a request had no answer, --no-answer {VisibleText.Id(column)} (or {VisibleText.Id(column)}=VALUE) leaves them out.";
        }
    }

    private ScoreColumns Resolve(Row row)
    {
        string[] present = [.. row.Fields.Keys];
        noAnswer = [.. declared.NoAnswer.Columns.Select(said => NoAnswer.Read(said, present))];
        unanswered = new int[noAnswer.Length];
        var missing = declared
            .Named.Concat(noAnswer.Select(rule => rule.Column))
            .Where(name => !present.Contains(name))
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

        if (columns.Score is not null)
        {
            string[] read = [.. columns.Named, .. noAnswer.Select(rule => rule.Column)];
            foreach (string column in present.Except(read).Where(IsDoubtful))
            {
                doubtful[column] = (row.Fields[column], false);
            }
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
        Look(row);
        string? model = columns.Model is { } column ? Text(row, column) : Path.GetFileNameWithoutExtension(path);
        if (Common(row, columns) is not { } common || model is null)
        {
            yield break;
        }

        foreach (string score in row.Fields.Keys.Where(field => RepeatedColumns.NameOf(field) == columns.Score))
        {
            yield return Scored(common with { Model = model }, row, score);
        }
    }

    private IEnumerable<ScoreRow> Wide(Row row, ScoreColumns columns)
    {
        if (Common(row, columns) is not { } common)
        {
            yield break;
        }

        string[] others = [.. columns.Named, .. noAnswer.Select(rule => rule.Column)];
        foreach (string column in row.Fields.Keys)
        {
            string model = RepeatedColumns.NameOf(column);
            if (columns.Models?.Contains(model) ?? !others.Contains(model))
            {
                yield return Scored(common with { Model = model }, row, column);
            }
        }
    }

    /// <summary>The row with its score; without one, as of a failed request, where the file says that there was no answer.</summary>
    private ScoreRow Scored(ScoreRow common, Row row, string column)
    {
        bool isUnanswered = false;
        foreach (var (place, rule) in noAnswer.Index())
        {
            if (NoAnswer.IsSaidBy(row, rule))
            {
                unanswered[place]++;
                isUnanswered = true;
            }
        }

        return isUnanswered || declared.NoAnswer.IsSaidBy(row.Fields.GetValueOrDefault(column, "").Trim())
            ? common with
            {
                Outcome = Outcome.Failed,
            }
            : common with
            {
                Score = Number(row, column),
            };
    }

    private static bool IsDoubtful(string column) =>
        Doubtful.Contains(
            column.Replace("_", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal),
            StringComparer.OrdinalIgnoreCase
        );

    private void Look(Row row)
    {
        foreach (string column in doubtful.Keys)
        {
            var (first, varies) = doubtful[column];
            doubtful[column] = (first, varies || row.Fields.GetValueOrDefault(column, "") != first);
        }
    }

    private ScoreRow? Common(Row row, ScoreColumns columns) =>
        Text(row, columns.Sample!) is not { } sample
            ? null
            : new ScoreRow(sample, "", null, row.At with { Column = 1 })
            {
                Task = columns.Task is { } task ? row.Fields.GetValueOrDefault(task, "").Trim() : "",
                Prompt = columns.Prompt is { } prompt ? row.Fields.GetValueOrDefault(prompt, "").Trim() : "",
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
        Fault(
            row,
            column,
            $"'{RepeatedColumns.NameOf(column)}' is no number",
            $"a number, true, false or nothing{mend}; --no-answer-value names a text that says that there was no answer"
        );
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
