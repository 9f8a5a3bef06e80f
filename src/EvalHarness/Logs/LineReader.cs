using System.IO.Compression;
using EvalHarness.Core;

namespace EvalHarness.Logs;

/// <summary>Reads a file line by line as bytes, in the memory of its longest line; <c>.gz</c> is unpacked on the way.</summary>
internal sealed class LineReader : IAsyncDisposable
{
    private readonly Stream stream;
    private byte[] buffer = new byte[256 * 1024];
    private int start;
    private int end;
    private bool ended;

    private LineReader(string file, Stream stream)
    {
        File = file;
        this.stream = stream;
    }

    /// <summary>Path of the file, for messages.</summary>
    public string File { get; }

    /// <summary>The line read last, without its end.</summary>
    public ReadOnlyMemory<byte> Line { get; private set; }

    /// <summary>Its number, from 1.</summary>
    public int Number { get; private set; }

    /// <summary>Where it starts in the unpacked file, in bytes.</summary>
    public long Offset { get; private set; }

    /// <summary>Whether it is the last line and lacks its end: a writer was killed, or is still writing.</summary>
    public bool IsTorn { get; private set; }

    /// <summary>Opens a file, or its <c>.gz</c> where only that exists.</summary>
    /// <param name="file">Path of the file.</param>
    public static LineReader Open(string file)
    {
        string path = System.IO.File.Exists(file) || !System.IO.File.Exists(file + ".gz") ? file : file + ".gz";
        Stream stream = new FileStream(
            path,
            FileMode.Open,
            FileAccess.Read,
            FileShare.ReadWrite | FileShare.Delete,
            1,
            FileOptions.SequentialScan
        );
        if (path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase))
        {
            stream = new GZipStream(stream, CompressionMode.Decompress);
        }

        return new LineReader(path, stream);
    }

    /// <summary>Whether a file or its <c>.gz</c> is there.</summary>
    /// <param name="file">Path of the file.</param>
    public static bool Exists(string file) => System.IO.File.Exists(file) || System.IO.File.Exists(file + ".gz");

    /// <summary>Reads the next line that is not empty. It reads where it is called: handing each block to a thread of the pool and back costs more than the block.</summary>
    /// <returns>False at the end of the file.</returns>
    public ValueTask<bool> MoveNextAsync(CancellationToken cancellationToken)
    {
        Offset += Line.Length + (Number > 0 ? 1 : 0);
        for (int searched = 0; ; )
        {
            int found = buffer.AsSpan(start + searched, end - start - searched).IndexOf((byte)'\n');
            if (found >= 0 || (ended && end > start))
            {
                IsTorn = found < 0;
                Take(found < 0 ? end - start : searched + found, IsTorn ? 0 : 1);
                return ValueTask.FromResult(true);
            }
            if (ended)
            {
                return ValueTask.FromResult(false);
            }

            searched = end - start;
            cancellationToken.ThrowIfCancellationRequested();
            Fill();
        }
    }

    public ValueTask DisposeAsync() => stream.DisposeAsync();

    private void Take(int length, int terminator)
    {
        Line = buffer.AsMemory(start, length);
        start += length + terminator;
        Number++;
    }

    private void Fill()
    {
        if (start > 0)
        {
            buffer.AsSpan(start, end - start).CopyTo(buffer);
            (start, end) = (0, end - start);
        }
        if (end == buffer.Length)
        {
            Array.Resize(ref buffer, buffer.Length * 2);
        }

        int read = Read();
        ended = read == 0;
        end += read;
    }

    private int Read()
    {
        try
        {
            return stream.Read(buffer.AsSpan(end));
        }
        catch (InvalidDataException)
        {
            throw new DocumentException(
                new Fault(new Location(File, Number + 1), "broken gzip data", "a whole .gz file")
            );
        }
    }
}
