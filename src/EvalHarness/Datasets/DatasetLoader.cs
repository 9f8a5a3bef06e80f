using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using EvalHarness.Core;

namespace EvalHarness.Datasets;

/// <summary>Reads data files as rows and as samples.</summary>
public static class DatasetLoader
{
    /// <summary>Faults of rows that are told at once; a file with more has some kind of fault throughout.</summary>
    internal const int MostFaults = 20;

    /// <summary>The samples of a dataset, in file order, one at a time.</summary>
    /// <param name="dataset">The file, and which column plays which part.</param>
    /// <param name="seed">Seed of the draw when the dataset draws some rows and names no seed.</param>
    /// <param name="declared">Where the dataset is declared, for faults about columns; the data file itself by default.</param>
    /// <param name="formats">The formats by the endings of files; this library's own by default.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="DocumentException">File, column or row is wrong.</exception>
    public static async IAsyncEnumerable<Sample> ReadAsync(
        DatasetSpec dataset,
        long seed = 0,
        Location? declared = null,
        DatasetFormats? formats = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(dataset);
        var samples = ReadInOrderAsync(dataset, declared, formats, cancellationToken);
        if (dataset.Perturbed is { } perturbed)
        {
            samples = ChangeAsync(samples, await perturbed.OverAsync(seed, formats, cancellationToken));
        }

        if (dataset.Sample is { } draw)
        {
            foreach (
                var sample in await SampleDraw.DrawAsync(samples, draw.Count, draw.Seed ?? seed, cancellationToken)
            )
            {
                yield return sample;
            }

            yield break;
        }
        await foreach (var sample in samples)
        {
            yield return sample;
        }
    }

    /// <summary>The rows of a data file that have the values asked for, in file order, one at a time.</summary>
    /// <param name="file">Path of the data file, plain or gzipped.</param>
    /// <param name="format">How it is read; null goes by its extension.</param>
    /// <param name="where">Columns and the values that they must have; null takes all rows.</param>
    /// <param name="declared">Where the file is named, for faults about columns; the file itself by default.</param>
    /// <param name="formats">The formats by the endings of files; this library's own by default.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="DocumentException">File or row is wrong, or no row has the values.</exception>
    public static async IAsyncEnumerable<Row> ReadRowsAsync(
        string file,
        IDatasetReader? format = null,
        IReadOnlyDictionary<string, ImmutableArray<string>>? where = null,
        Location? declared = null,
        DatasetFormats? formats = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default
    )
    {
        file = DataFile.Shown(file);
        var reader = format ?? (formats ?? DatasetFormats.BuiltIn).Of(file, declared);
        var rows = reader.ReadAsync(file, cancellationToken);
        await foreach (var row in FilterAsync(rows, where, declared ?? new Location(file)))
        {
            yield return row;
        }
    }

    /// <summary>The rows of a dataset that fit its conditions, in file order, one at a time.</summary>
    /// <param name="dataset">The file, how it is read, and which rows count.</param>
    /// <param name="declared">Where it is declared, for faults about columns; the data file itself by default.</param>
    /// <param name="formats">The formats by the endings of files; this library's own by default.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="DocumentException">File or row is wrong, or no row has the values.</exception>
    internal static IAsyncEnumerable<Row> ReadRowsAsync(
        DatasetSpec dataset,
        Location? declared,
        DatasetFormats? formats,
        CancellationToken cancellationToken
    )
    {
        string file = DataFile.Shown(dataset.File.Full);
        var at = declared ?? new Location(file);
        var reader = dataset.Format ?? (formats ?? DatasetFormats.BuiltIn).Of(file, declared);
        var encoding = TextEncodings.Of(dataset.Encoding, at);
        var rows =
            encoding is null ? reader.ReadAsync(file, cancellationToken)
            : reader is IEncodedReader encoded ? encoded.ReadAsync(file, encoding, cancellationToken)
            : throw new DocumentException(new Fault(at, "'encoding' of a format that is no text", "no encoding"));
        return FilterAsync(dataset.Unfold is { } path ? UnfoldAsync(rows, path) : rows, dataset.Where, at);
    }

    private static async IAsyncEnumerable<Sample> ChangeAsync(
        IAsyncEnumerable<Sample> samples,
        Func<Sample, Sample?> change
    )
    {
        await foreach (var sample in samples)
        {
            if (change(sample) is { } changed)
            {
                yield return changed;
            }
        }
    }

    private static async IAsyncEnumerable<Row> UnfoldAsync(IAsyncEnumerable<Row> rows, string path)
    {
        var unfolding = new Unfolding(path);
        await foreach (var row in rows)
        {
            foreach (var inside in unfolding.Rows(row))
            {
                yield return inside;
            }
        }
    }

    private static async IAsyncEnumerable<Row> FilterAsync(
        IAsyncEnumerable<Row> rows,
        IReadOnlyDictionary<string, ImmutableArray<string>>? where,
        Location at
    )
    {
        var filter = new RowFilter(where);
        await foreach (var row in rows)
        {
            if (filter.Passes(row))
            {
                yield return row;
            }
        }

        filter.ThrowIfNonePassed(at);
    }

    /// <summary>The same for one value a column, giving the fields alone: what models that learn from a file read.</summary>
    /// <param name="file">Path of the data file, plain or gzipped.</param>
    /// <param name="where">Columns and the value that each must have; empty takes all rows.</param>
    /// <param name="formats">The formats by the endings of files.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="DocumentException">File or row is wrong, or no row has the values.</exception>
    public static async IAsyncEnumerable<IReadOnlyDictionary<string, string>> ReadFieldsAsync(
        string file,
        IReadOnlyDictionary<string, string> where,
        DatasetFormats formats,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var lists = where.ToDictionary(w => w.Key, w => ImmutableArray.Create(w.Value), StringComparer.Ordinal);
        await foreach (var row in ReadRowsAsync(file, null, lists, null, formats, cancellationToken))
        {
            yield return row.Fields;
        }
    }

    /// <summary>Whether there is a next row; where the reader ends with faults, they join those of the rows.</summary>
    private static async ValueTask<bool> TryNextAsync(IAsyncEnumerator<Row> rows, List<Fault> faults)
    {
        try
        {
            return await rows.MoveNextAsync();
        }
        catch (DocumentException broken)
        {
            faults.AddRange(broken.Faults);
            return false;
        }
    }

    private static async IAsyncEnumerable<Sample> ReadInOrderAsync(
        DatasetSpec dataset,
        Location? declared,
        DatasetFormats? formats,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var maker = new SampleMaker(dataset, declared);
        int left = dataset.Limit ?? int.MaxValue;
        if (left <= 0)
        {
            yield break;
        }

        var rows = ReadRowsAsync(dataset, declared, formats, cancellationToken);
        var faults = new List<Fault>();
        var conversations = dataset.Conversation is { } column ? new Conversations(column) : null;
        await using var each = rows.GetAsyncEnumerator(cancellationToken);
        while (faults.Count < MostFaults && left > 0 && await TryNextAsync(each, faults))
        {
            left--;
            if (maker.TryMake(each.Current, faults) is { } sample)
            {
                yield return conversations?.Follow(sample, each.Current) ?? sample;
            }
        }

        if (faults.Count > 0)
        {
            throw new DocumentException(faults);
        }
    }
}
