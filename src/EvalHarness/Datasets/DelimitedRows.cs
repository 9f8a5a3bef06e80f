using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Text;
using CsvHelper;
using EvalHarness.Core;

namespace EvalHarness.Datasets;

/// <summary>Reads files of separated cells (RFC 4180): quoted cells may hold separators, line breaks and doubled quotes.</summary>
/// <param name="Separator">The character between cells.</param>
/// <param name="Quotes">Whether quotes mean anything.</param>
/// <param name="Columns">Names of the columns of a file without a header; null reads them from the first record.</param>
internal sealed record DelimitedRows(char Separator, bool Quotes, ImmutableArray<string>? Columns)
{
    // An unclosed quote would otherwise swallow the rest of the file into memory.
    private const int MaxRecordBytes = 64 << 20;

    public async IAsyncEnumerable<Row> ReadAsync(
        string file,
        Encoding? encoding,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        bool isSuspect = false;
        await using var reader = CsvReader.Create(DataFile.Open(file, encoding), Options(_ => isSuspect = true));
        var header = Columns is { } given ? new Header(given, new Location(file)) : null;
        while (await NextAsync(reader, file, cancellationToken))
        {
            var at = new Location(file, (int)reader.LineNumber);
            if (isSuspect && HasBrokenQuotes(reader))
            {
                throw BrokenQuotes(at);
            }

            isSuspect = false;
            if (header is null)
            {
                header = new Header([.. Cells(reader)], at);
            }
            else if (reader.FieldCount == header.Width)
            {
                yield return new Row(at, header.Columns.Row(header.Pick(reader)));
            }
            else if (!IsBlank(reader))
            {
                throw Ragged(at, reader.FieldCount, header.Width);
            }
        }
    }

    /// <summary>The cells of the first record of a file, whatever they are; none where it has no records.</summary>
    public static async Task<string[]> FirstAsync(string file, char separator, CancellationToken cancellationToken)
    {
        var options = new DelimitedRows(separator, true, null).Options(_ => { });
        await using var reader = CsvReader.Create(DataFile.Open(file), options);
        return await NextAsync(reader, file, cancellationToken) ? [.. Cells(reader)] : [];
    }

    private CsvReaderOptions Options(Action<CsvMalformedRecord> suspect) =>
        new()
        {
            Separator = Separator,
            HasHeader = false,
            Mode = Quotes ? CsvMode.Rfc4180 : CsvMode.NoEscape,
            MalformedData = CsvMalformedDataHandling.Recover,
            OnMalformedRecord = suspect,
            TrackLineNumbers = true,
            MaxRecordSize = MaxRecordBytes,
            IncludeValuesInExceptions = false,
            DetectSeparatorHint = false,
        };

    private static async ValueTask<bool> NextAsync(CsvReader reader, string file, CancellationToken cancellationToken)
    {
        try
        {
            return await reader.ReadAsync(cancellationToken);
        }
        catch (CsvFormatException e)
        {
            throw BrokenQuotes(new Location(file, (int)e.LineNumber));
        }
    }

    // A quote inside a cell that does not begin with one is a quote; anything else is a cell cut at the wrong place.
    private static bool HasBrokenQuotes(CsvReader reader)
    {
        for (int i = 0; i < reader.FieldCount; i++)
        {
            var cell = reader.GetRawSpan(i);
            if (cell is [(byte)'"', ..] && !(cell is [_, .. var inner, (byte)'"'] && AreQuotesDoubled(inner)))
            {
                return true;
            }
        }
        return false;
    }

    private static bool AreQuotesDoubled(ReadOnlySpan<byte> inner)
    {
        for (int at = inner.IndexOf((byte)'"'); at >= 0; at = inner.IndexOf((byte)'"'))
        {
            if (at + 1 == inner.Length || inner[at + 1] != '"')
            {
                return false;
            }

            inner = inner[(at + 2)..];
        }
        return true;
    }

    private static DocumentException BrokenQuotes(Location at) =>
        new(
            new Fault(
                at,
                "found a record with a quote that is misplaced or never closed",
                "quotes doubled inside quoted cells, or 'quotes: false'"
            )
        );

    private static IEnumerable<string> Cells(CsvReader reader)
    {
        for (int i = 0; i < reader.FieldCount; i++)
        {
            yield return reader.GetString(i);
        }
    }

    private static bool IsBlank(CsvReader reader) =>
        reader.FieldCount == 1 && reader.GetString(0).AsSpan().IsWhiteSpace();

    private static DocumentException Ragged(Location at, int found, int expected) =>
        new(new Fault(at, $"found {Count(found)}", $"{Count(expected)} as there are columns"));

    private static string Count(int cells) =>
        cells == 1 ? "1 cell" : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{cells} cells");

    /// <summary>The named columns; a column without a name (an index that a tool wrote) is left out.</summary>
    private sealed class Header
    {
        private readonly int[] places;

        public Header(ImmutableArray<string> names, Location at)
        {
            var trimmed = names.Select(n => n.Trim()).ToList();
            if (
                trimmed
                    .Where(n => n.Length > 0)
                    .GroupBy(n => n, StringComparer.Ordinal)
                    .FirstOrDefault(g => g.Count() > 1) is
                { } twice
            )
            {
                throw new DocumentException(new Fault(at, $"found two columns named '{twice.Key}'", "distinct names"));
            }

            if (trimmed.TrueForAll(n => n.Length == 0))
            {
                throw new DocumentException(new Fault(at, "found a header without names", "the names of the columns"));
            }

            Width = names.Length;
            places = [.. trimmed.Index().Where(n => n.Item.Length > 0).Select(n => n.Index)];
            Columns = new ColumnNames([.. places.Select(p => trimmed[p])]);
        }

        public int Width { get; }

        public ColumnNames Columns { get; }

        public string[] Pick(CsvReader reader)
        {
            string[] values = new string[places.Length];
            for (int i = 0; i < values.Length; i++)
            {
                values[i] = reader.GetString(places[i]);
            }

            return values;
        }
    }
}
