using System.Collections.Immutable;
using System.Text;
using EvalHarness.Core;
using Parquet;
using Parquet.Schema;

namespace EvalHarness.Datasets.Columnar;

/// <summary>A Parquet file of which one row group is in memory.</summary>
internal sealed class ParquetTable
{
    // Nulls take no room in a file: a small one could ask for any amount of memory.
    private const long MostValues = 1 << 27;

    private readonly ParquetReader reader;
    private readonly ColumnStream stream;
    private readonly string file;
    private readonly ImmutableArray<ParquetNode> nodes;
    private readonly DataField[] fields;
    private readonly ImmutableArray<ParquetLeaf> leaves;
    private readonly ColumnNames names;
    private ParquetColumn[] columns = [];
    private long left;

    private ParquetTable(ParquetReader reader, ColumnStream stream, string file, bool bytesAreText)
    {
        (this.reader, this.stream, this.file) = (reader, stream, file);
        var schema = reader.Metadata!.Schema;
        var tree = new ParquetTree(schema, HubFeatures.Of(reader.CustomMetadata), bytesAreText);
        (nodes, leaves) = (tree.Columns, tree.Leaves);

        // The library cuts digits of decimals and of times, and puts other characters in place of broken ones. Without what
        // marks them they are numbers and bytes to it, which it leaves whole; the tree knows what they are.
        foreach (var leaf in schema.Where(element => element.Type is not null))
        {
            (leaf.LogicalType, leaf.ConvertedType) = (null, null);
            if (leaf.Type == Parquet.Meta.Type.INT96)
            {
                (leaf.Type, leaf.TypeLength) = (Parquet.Meta.Type.FIXED_LEN_BYTE_ARRAY, 12);
            }
        }

        fields = reader.Schema.GetDataFields();
        names = new ColumnNames(
            nodes.Select(node => node.Name).GroupBy(name => name).FirstOrDefault(same => same.Count() > 1) is { } twice
                ? throw Broken($"found two columns named '{twice.Key}'", "distinct names")
                : [.. nodes.Select(node => node.Name)]
        );
    }

    /// <summary>Number of row groups.</summary>
    public int Groups => reader.RowGroupCount;

    /// <summary>Opens a file.</summary>
    /// <param name="stream">Its bytes, which may be read in any order.</param>
    /// <param name="file">Its name in faults.</param>
    /// <param name="bytesAreText">Whether bytes without a mark are text.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="DocumentException">It is no Parquet file, or one that cannot be read whole.</exception>
    public static async Task<ParquetTable> OpenAsync(
        Stream stream,
        string file,
        bool bytesAreText,
        CancellationToken cancellationToken
    )
    {
        try
        {
            var columns = new ColumnStream(stream);
            // Awaited as a plain task: an awaiter of their type would load the library with the list of our types.
            Task opening = ParquetReader.CreateAsync(columns, null, leaveStreamOpen: true, cancellationToken);
            await opening;
            var reader = ((Task<ParquetReader>)opening).Result;
            var table = new ParquetTable(reader, columns, file, bytesAreText);
            return table.Unequal() is { } column
                ? throw table.Broken(
                    $"found a nesting that cannot be read in column '{column}'",
                    "lists of three levels"
                )
                : table;
        }
        catch (Exception e) when (IsOfTheFile(e))
        {
            throw new DocumentException(
                new Fault(
                    new Location(DataFile.Shown(file)),
                    e is NotSupportedException
                        ? "found a kind of Parquet file that cannot be read"
                        : "the Parquet data are broken or cut short",
                    "a Parquet file"
                )
            );
        }
    }

    /// <summary>Takes a row group into memory, in place of the last.</summary>
    /// <param name="group">Its number, from 0.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="DocumentException">It is broken.</exception>
    public async Task ReadAsync(int group, CancellationToken cancellationToken)
    {
        var rows = reader.OpenRowGroupReader(group);
        columns = new ParquetColumn[fields.Length];
        for (int i = 0; i < fields.Length; i++)
        {
            columns[i] = await ColumnAsync(rows, i, group, cancellationToken);
        }

        left = rows.RowCount;
    }

    /// <summary>The next row of the group in memory; null at its end.</summary>
    /// <param name="number">Its number in the file, from 1.</param>
    /// <exception cref="DocumentException">A value cannot be given whole.</exception>
    public Row? TryNext(int number)
    {
        if (left == 0)
        {
            return null;
        }

        left--;
        string[] values = new string[nodes.Length];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = Value(nodes[i], number);
        }

        return new Row(new Location(file, number), names.Row(values))
        {
            Nested =
            [
                .. nodes.Index().Where(n => n.Item.IsNested && values[n.Index].Length > 0).Select(n => n.Item.Name),
            ],
        };
    }

    private string Value(ParquetNode node, int number)
    {
        try
        {
            return node.Text(columns) ?? "";
        }
        catch (Exception e) when (e is InvalidDataException or ArgumentException or IndexOutOfRangeException)
        {
            throw new DocumentException(
                new Fault(
                    new Location(file, number),
                    $"found {(e is InvalidDataException ? e.Message : e is DecoderFallbackException ? "bytes that are not UTF-8" : "fewer or shorter values than there must be")} in column '{node.Name}'"
                )
            );
        }
    }

    private async Task<ParquetColumn> ColumnAsync(
        ParquetRowGroupReader rows,
        int leaf,
        int group,
        CancellationToken cancellationToken
    )
    {
        try
        {
            stream.Begin();
            long count = rows.GetMetadata(fields[leaf])?.MetaData?.NumValues ?? throw new InvalidDataException();
            return count is < 0 or > MostValues
                ? throw Broken(
                    $"found {count} values in one row group of column '{fields[leaf].Path}'",
                    $"at most {MostValues}"
                )
                : await leaves[leaf].ReadAsync(rows, fields[leaf], (int)count, cancellationToken);
        }
        catch (NotImplementedException)
        {
            // Parquet.Net 6.1.0 has this for lists in data pages of version 2.
            throw Broken(
                $"column '{fields[leaf].Path}' holds lists in data pages of version 2, which cannot be read",
                "data pages of version 1 (pyarrow: data_page_version='1.0')"
            );
        }
        catch (Exception e) when (IsOfTheFile(e))
        {
            throw Broken(
                $"row group {group + 1} of column '{fields[leaf].Path}' is broken, or encoded in a way that cannot be read",
                null
            );
        }
    }

    /// <summary>The first column whose nesting the library counts otherwise than the format does; null where it agrees.</summary>
    private string? Unequal() =>
        fields.Length != leaves.Length
            ? names.Names[0]
            : fields
                .Zip(leaves)
                .Where(both =>
                    both.First.MaxDefinitionLevel != both.Second.Definition
                    || both.First.MaxRepetitionLevel != both.Second.Repetition
                )
                .Select(both => both.First.Path.ToString())
                .FirstOrDefault();

    /// <summary>Whether a file that is broken may be why: the library then throws nearly anything.</summary>
    private static bool IsOfTheFile(Exception e) =>
        e is not (OperationCanceledException or DocumentException or OutOfMemoryException);

    private DocumentException Broken(string found, string? expected) =>
        new(new Fault(new Location(DataFile.Shown(file)), found, expected));
}
