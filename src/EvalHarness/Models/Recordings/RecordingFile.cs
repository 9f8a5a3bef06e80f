using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using EvalHarness.Core;
using EvalHarness.Datasets;

namespace EvalHarness.Models.Recordings;

/// <summary>A file of recorded answers.</summary>
/// <param name="file">Full path.</param>
/// <param name="shown">The path as it is shown in faults.</param>
/// <param name="reading">How it is read, and which list of a row has the answers; null for what its ending says, and for the rows.</param>
internal sealed class RecordingFile(string file, string shown, (IDatasetReader? Format, string? Unfold) reading)
{
    private static readonly string[][] Journals =
    [
        ["responses.jsonl", "responses.jsonl.gz"],
        ["judgements.jsonl", "judgements.jsonl.gz"],
    ];

    /// <summary>The file that a path names; for a run folder, its responses and the verdicts of its judges; for another one all of its files.</summary>
    /// <exception cref="DocumentException">There is none.</exception>
    public static IEnumerable<RecordingFile> Find(
        FilePath path,
        ModelContext context,
        (IDatasetReader? Format, string? Unfold) reading
    )
    {
        string[] files = Directory.Exists(path.Full)
            ? [.. Journals.Select(names => Array.Find(In(path, names), File.Exists)).OfType<string>()]
            : [.. new[] { path.Full }.Where(DataFile.Exists)];
        string[] inFolder = files.Length == 0 && Directory.Exists(path.Full) ? [.. DataFile.FilesIn(path.Full)] : [];
        return files.Length > 0 ? files.Select(file => new RecordingFile(file, context.Show(path), reading))
            : inFolder.Length > 0
                ? inFolder.Select(file => new RecordingFile(
                    Path.Combine(path.Full, file),
                    Path.Combine(context.Show(path), file),
                    reading
                ))
            : throw new DocumentException(
                new Fault(
                    context.Declared,
                    $"no file '{path.AsWritten}' for model '{context.Name}'",
                    "recorded answers"
                )
                {
                    Missing = path,
                }
            );
    }

    private static string[] In(FilePath folder, string[] names) =>
        Array.ConvertAll(names, name => Path.Combine(folder.Full, name));

    /// <summary>Adds what the file holds, unpacked, to a hash.</summary>
    public async Task HashAsync(IncrementalHash hash, CancellationToken cancellationToken)
    {
        await using var stream = File.Exists(file) ? Open() : DataFile.OpenBytes(file);
        byte[] buffer = new byte[64 * 1024];
        try
        {
            while (await stream.ReadAsync(buffer, cancellationToken) is > 0 and var read)
            {
                hash.AppendData(buffer, 0, read);
            }
        }
        catch (InvalidDataException)
        {
            throw BrokenGzip();
        }
    }

    /// <summary>Adds each answer of the file.</summary>
    /// <exception cref="DocumentException">A line or row holds no answer.</exception>
    public Task ReadAsync(RecordedAnswers answers, ModelContext context, CancellationToken cancellationToken) =>
        IsLines ? ReadLinesAsync(answers, cancellationToken) : ReadRowsAsync(answers, context, cancellationToken);

    /// <summary>Whether the file holds answers that this tool wrote down, by its first line.</summary>
    public async Task<bool> IsJournalAsync(CancellationToken cancellationToken)
    {
        if (!IsLines)
        {
            return false;
        }

        await using var stream = Open();
        var lines = new LineScanner(stream);
        try
        {
            while (await lines.MoveNextAsync(cancellationToken))
            {
                if (lines.Line.Span.ContainsAnyExcept(" \t\r"u8))
                {
                    using var first = JsonDocument.Parse(lines.Line);
                    return first.RootElement.ValueKind == JsonValueKind.Object
                        && new RecordedLine(first.RootElement, RecordedKeys.Usual).IsJournal;
                }
            }
        }
        catch (Exception broken) when (broken is JsonException or InvalidDataException)
        {
            // Told with its place when it is read.
        }

        return false;
    }

    private bool IsLines
    {
        get
        {
            string extension = Path.GetExtension(IsGzip ? file[..^3] : file);
            return reading is (null, null)
                && File.Exists(file)
                && extension.ToUpperInvariant() is ".JSONL" or ".NDJSON";
        }
    }

    private bool IsGzip => file.EndsWith(".gz", StringComparison.OrdinalIgnoreCase);

    private async Task ReadLinesAsync(RecordedAnswers answers, CancellationToken cancellationToken)
    {
        await using var stream = Open();
        var lines = new LineScanner(stream);
        try
        {
            while (await lines.MoveNextAsync(cancellationToken))
            {
                bool isEmpty = !lines.Line.Span.ContainsAnyExcept(" \t\r"u8);
                if (!isEmpty && !(lines.IsTorn && !IsGzip && IsBroken(lines.Line)))
                {
                    answers.Add(lines.Line, new Location(shown, lines.Number));
                }
            }
        }
        catch (InvalidDataException)
        {
            throw BrokenGzip();
        }
    }

    private async Task ReadRowsAsync(RecordedAnswers answers, ModelContext context, CancellationToken cancellationToken)
    {
        var rows = new DatasetSpec(new FilePath(file, file), reading.Format, Unfold: reading.Unfold);
        await foreach (
            var row in DatasetLoader.ReadRowsAsync(rows, context.Declared, context.Formats, cancellationToken)
        )
        {
            answers.Add(RowJson.Of(row), row.At with { File = shown });
        }
    }

    private Stream Open()
    {
        if (FileObstacle.Of(file) is { } obstacle)
        {
            return FileObstacle.MayOpen(file)
                ? Stream.Null
                : throw new DocumentException(new Fault(new Location(shown), obstacle, "a file of answers"));
        }

        var stream = new FileStream(
            file,
            FileMode.Open,
            FileAccess.Read,
            FileShare.ReadWrite | FileShare.Delete,
            1,
            FileOptions.Asynchronous | FileOptions.SequentialScan
        );
        return IsGzip ? new GZipStream(stream, CompressionMode.Decompress) : stream;
    }

    private DocumentException BrokenGzip() =>
        new(new Fault(new Location(shown), "broken gzip data", "a whole .gz file"));

    /// <summary>
    /// The last line of a journal whose writer was killed is no fault of anybody's. A torn line in a packed file is: the
    /// file itself was cut, which GZipStream does not tell.
    /// </summary>
    private static bool IsBroken(ReadOnlyMemory<byte> line)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            return false;
        }
        catch (JsonException)
        {
            return true;
        }
    }
}
