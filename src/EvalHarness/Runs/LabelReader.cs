using EvalHarness.Core;
using EvalHarness.Datasets;
using EvalHarness.Logs;
using EvalHarness.Suites;

namespace EvalHarness.Runs;

/// <summary>Reads the table of what people said of the answers that one judge judges; a fault names the row and no value in it.</summary>
/// <param name="task">The task.</param>
/// <param name="judge">The judge.</param>
/// <param name="formats">The formats of data files by their endings.</param>
/// <param name="ids">The ids of the samples; null where they were checked before.</param>
internal sealed class LabelReader(EvalTask task, JudgeSpec judge, DatasetFormats formats, IReadOnlySet<string>? ids)
{
    private readonly CalibrationSpec calibration = judge.Calibration!;
    private readonly List<Fault> faults = [];
    private readonly HashSet<(string Sample, string Judged, string Rater)> given = [];

    /// <summary>Adds a line for each row that somebody rated.</summary>
    /// <param name="lines">Where to.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="DocumentException">A column, an id or a grade is wrong: the first faults.</exception>
    public async Task ReadAsync(List<LabelLine> lines, CancellationToken cancellationToken)
    {
        bool isFirst = true;
        await foreach (
            var row in DatasetLoader.ReadRowsAsync(calibration.Table, calibration.Declared, formats, cancellationToken)
        )
        {
            if (isFirst && !row.NamesItsKeys)
            {
                CheckColumns(row);
            }

            isFirst = false;
            if (LineOf(row) is { } line)
            {
                lines.Add(line);
            }

            if (faults.Count >= DatasetLoader.MostFaults)
            {
                break;
            }
        }

        if (faults.Count > 0)
        {
            throw new DocumentException(faults);
        }
    }

    private void CheckColumns(Row row)
    {
        foreach (
            var (key, column) in calibration
                .Raters.Select(rater => ("raters", rater))
                .Prepend(("answer", calibration.Answer))
                .Prepend(("id", calibration.Id))
        )
        {
            if (!row.Fields.ContainsKey(column))
            {
                throw RowFaults.NoColumn(calibration.Declared, key, column, row.Fields.Keys);
            }
        }
    }

    private LabelLine? LineOf(Row row)
    {
        var ratings = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (string rater in calibration.Raters)
        {
            if (!row.Fields.TryGetValue(rater, out string? said) || string.IsNullOrWhiteSpace(said))
            {
                continue;
            }

            if (HumanRating.Read(rater, said.Trim(), judge.Kind.Scores) is null)
            {
                faults.Add(
                    new Fault(
                        row.At,
                        $"a value in column '{rater}' that judge '{judge.Name}' gives nobody",
                        $"{string.Join(", ", judge.Kind.Scores.Keys)}, a number from 0 to 1, or nothing"
                    )
                );
                continue;
            }

            ratings[rater] = said.Trim();
        }

        string? id = Value(row, "id", calibration.Id);
        string? answer = Value(row, "answer", calibration.Answer);
        if (id is null || answer is null)
        {
            return null;
        }

        if (ids?.Contains(id) == false)
        {
            faults.Add(
                new Fault(
                    row.At,
                    $"an id in column '{calibration.Id}' that no sample of task '{task.Name}' has",
                    "the id of a sample"
                )
            );
            return null;
        }

        string judged = HumanLabels.HashOf(answer);
        if (ratings.Keys.FirstOrDefault(rater => !given.Add((id, judged, rater))) is { } twice)
        {
            faults.Add(
                new Fault(
                    row.At,
                    $"a second rating of the same answer in column '{twice}'",
                    "each person once for each text"
                )
            );
            return null;
        }

        return ratings.Count == 0
            ? null
            : new LabelLine
            {
                Task = task.Name,
                Judge = judge.Name,
                Sample = id,
                Judged = judged,
                Ratings = ratings,
            };
    }

    private string? Value(Row row, string key, string column)
    {
        if (!row.Fields.TryGetValue(column, out string? value))
        {
            faults.AddRange(RowFaults.NoValue(row.At, key, column, row.Fields.Keys).Faults);
            return null;
        }

        if (string.IsNullOrWhiteSpace(value))
        {
            faults.AddRange(RowFaults.Empty(row.At, key, column).Faults);
            return null;
        }

        return value;
    }
}
