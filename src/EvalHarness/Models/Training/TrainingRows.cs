using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using EvalHarness.Core;

namespace EvalHarness.Models.Training;

/// <summary>The labelled rows that a model learns from.</summary>
/// <param name="File">Data file, of any format that a dataset may have.</param>
/// <param name="Label">Column of the label.</param>
/// <param name="Input">Columns of the text, joined in this order; models that look at labels alone need none.</param>
/// <param name="Where">Columns and the values that they must have, for example <c>split: train</c>; all rows by default.</param>
[Keyword("train")]
public sealed record TrainingRows(
    FilePath File,
    string Label,
    ImmutableArray<string>? Input = null,
    IReadOnlyDictionary<string, string>? Where = null
)
{
    /// <summary>Reads the rows: the text of each with its label, in the order of the file.</summary>
    /// <param name="context">What the model is given; its seed decides which rows are drawn.</param>
    /// <param name="size">Number of rows, drawn so that a smaller draw is part of every larger one; null takes all.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="DocumentException">A column is missing, or there are too few rows.</exception>
    public async Task<List<TrainingRow>> ReadAsync(ModelContext context, int? size, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        var rows = await ReadAllAsync(context, cancellationToken);
        if (size is not { } count)
        {
            return rows;
        }

        if (TooMany(count, rows.Count, context.Name, context.Declared) is { } fault)
        {
            throw new DocumentException(fault);
        }

        // One shuffle for all sizes: the draws are nested, and differ by their size alone. The order of the file is kept, so
        // that drawing all rows gives the very classifier that is trained on all.
        int[] drawn = [.. Enumerable.Range(0, rows.Count)];
        new Random(unchecked((int)context.Seed)).Shuffle(drawn);
        return [.. drawn.Take(count).Order().Select(row => rows[row])];
    }

    /// <summary>The text that the model sees: the input fields in order, one a line.</summary>
    /// <param name="cell">Value of a field.</param>
    public string JoinInput(Func<string, string> cell) => string.Join('\n', (Input ?? []).Select(cell));

    /// <summary>The fault of drawing more rows than there are; null where there are enough.</summary>
    /// <param name="size">Number of rows to draw.</param>
    /// <param name="rows">Number of rows that there are.</param>
    /// <param name="name">Name of the model.</param>
    /// <param name="declared">Where its size is written.</param>
    internal Fault? TooMany(int size, int rows, string name, Location declared) =>
        size > rows
            ? new Fault(
                declared,
                FormattableString.Invariant($"{size} rows to train '{name}' on"),
                FormattableString.Invariant($"1 to {rows}, the rows of {File}")
            )
            : null;

    /// <summary>Reads the labels alone, in the order of the file.</summary>
    internal async IAsyncEnumerable<string> ReadLabelsAsync(
        ModelContext context,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var unlabelled = new Unlabelled();
        await foreach (var row in ReadRowsAsync(context, cancellationToken))
        {
            string label = Cell(row, Label, context);
            if (unlabelled.Counts(label))
            {
                yield return label;
            }
        }

        unlabelled.ThrowIfAny(this, context);
    }

    private async Task<List<TrainingRow>> ReadAllAsync(ModelContext context, CancellationToken cancellationToken)
    {
        var rows = new List<TrainingRow>();
        var unlabelled = new Unlabelled();
        await foreach (var row in ReadRowsAsync(context, cancellationToken))
        {
            string text = JoinInput(name => Cell(row, name, context));
            string label = Cell(row, Label, context);
            if (unlabelled.Counts(label))
            {
                rows.Add(new TrainingRow(text, label));
            }
        }

        unlabelled.ThrowIfAny(this, context);
        return rows.Count > 0
            ? rows
            : throw new DocumentException(
                new Fault(
                    context.Declared,
                    $"no row of {File} to train model '{context.Name}' on",
                    "rows that fit where:"
                )
            );
    }

    private IAsyncEnumerable<IReadOnlyDictionary<string, string>> ReadRowsAsync(
        ModelContext context,
        CancellationToken cancellationToken
    ) => context.ReadRows(File.Full, Where ?? ImmutableDictionary<string, string>.Empty, cancellationToken);

    /// <summary>Rows without a label teach nothing, or that the answer is empty: they are refused, like samples without a target.</summary>
    private sealed class Unlabelled
    {
        private int rows;
        private int first;
        private int count;

        /// <summary>Whether the next row has a label.</summary>
        public bool Counts(string label)
        {
            rows++;
            if (!string.IsNullOrWhiteSpace(label))
            {
                return true;
            }

            first = count++ == 0 ? rows : first;
            return false;
        }

        public void ThrowIfAny(TrainingRows train, ModelContext context)
        {
            if (count > 0)
            {
                throw new DocumentException(
                    new Fault(
                        context.Declared,
                        FormattableString.Invariant(
                            $"{count} of {rows} rows of {train.File} to train model '{context.Name}' on have an empty '{train.Label}', the first is row {first}"
                        ),
                        "a label in every row, or a where: that leaves those rows out"
                    )
                );
            }
        }
    }

    private string Cell(IReadOnlyDictionary<string, string> row, string column, ModelContext context) =>
        row.TryGetValue(column, out string? value)
            ? value
            : throw new DocumentException(
                new Fault(
                    context.Declared,
                    $"the column '{column}' to train model '{context.Name}' on, which {File} lacks",
                    string.Join(", ", row.Keys),
                    Spelling.Nearest(column, row.Keys)
                )
            );
}

/// <summary>A text with its label.</summary>
/// <param name="Text">The input columns of the row, one a line.</param>
/// <param name="Label">What a model should answer to it.</param>
public sealed record TrainingRow(string Text, string Label);
