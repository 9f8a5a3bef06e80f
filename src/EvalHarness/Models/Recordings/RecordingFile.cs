using System.Collections.Immutable;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using EvalHarness.Core;

namespace EvalHarness.Models.Recordings;

/// <summary>A file of recorded answers.</summary>
/// <param name="file">Full path.</param>
/// <param name="shown">The path as it is shown in faults.</param>
internal sealed class RecordingFile(string file, string shown)
{
    private static readonly string[][] Journals =
    [
        ["responses.jsonl", "responses.jsonl.gz"],
        ["judgements.jsonl", "judgements.jsonl.gz"],
    ];

    /// <summary>The file that a path names; for a run folder, its responses and the verdicts of its judges.</summary>
    /// <exception cref="DocumentException">There is none.</exception>
    public static IEnumerable<RecordingFile> Find(FilePath path, ModelContext context)
    {
        string[] files = File.Exists(path.Full)
            ? [path.Full]
            : [.. Journals.Select(names => Array.Find(In(path, names), File.Exists)).OfType<string>()];
        return files.Length > 0
            ? files.Select(file => new RecordingFile(file, context.Show(path)))
            : throw new DocumentException(
                new Fault(
                    context.Declared,
                    $"no file '{path.AsWritten}' for model '{context.Name}'",
                    "recorded answers"
                )
            );
    }

    private static string[] In(FilePath folder, string[] names) =>
        Array.ConvertAll(names, name => Path.Combine(folder.Full, name));

    /// <summary>Adds what the file holds, unpacked, to a hash.</summary>
    public async Task HashAsync(IncrementalHash hash, CancellationToken cancellationToken)
    {
        await using var stream = Open();
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

    private bool IsLines
    {
        get
        {
            string extension = Path.GetExtension(IsGzip ? file[..^3] : file);
            return extension.ToUpperInvariant() is ".JSONL" or ".NDJSON";
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
        var everything = ImmutableDictionary<string, string>.Empty;
        await foreach (var row in context.ReadRows(file, everything, cancellationToken))
        {
            byte[] line = JsonSerializer.SerializeToUtf8Bytes(row, RowJson.Default.IReadOnlyDictionaryStringString);
            answers.Add(line, new Location(shown));
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
