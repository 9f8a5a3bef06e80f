using System.Text;
using EvalHarness.Core;

namespace EvalHarness.Datasets;

/// <summary>The bytes of a text file from the record being read on; as large as the largest record, not as the file.</summary>
/// <param name="file">The file's name, for faults.</param>
/// <param name="stream">Its bytes; closed with the buffer.</param>
internal sealed class RecordBuffer(string file, Stream stream) : IDisposable
{
    private const int MaxRecordBytes = 256 << 20;

    private byte[] bytes = new byte[1 << 16];
    private int start;
    private int end;

    /// <summary>The bytes of a file.</summary>
    /// <param name="file">Path of the data file, plain or packed.</param>
    /// <param name="encoding">How its bytes are characters; null for UTF-8.</param>
#pragma warning disable CA2000 // The buffer closes it.
    public RecordBuffer(string file, Encoding? encoding = null)
        : this(file, DataFile.Open(file, encoding)) { }
#pragma warning restore CA2000

    /// <summary>What has been read and not skipped; valid until the next fill.</summary>
    public ReadOnlyMemory<byte> Unread => bytes.AsMemory(start..end);

    /// <summary>Takes bytes out of the buffer.</summary>
    public void Skip(int count) => start += count;

    /// <summary>Reads more of the file behind what is unread; false at its end.</summary>
    /// <param name="line">Line of the record being read, for the fault when it is too long.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async ValueTask<bool> FillAsync(int line, CancellationToken cancellationToken)
    {
        if (end - start > bytes.Length / 2)
        {
            if (bytes.Length >= MaxRecordBytes)
            {
                throw new DocumentException(
                    new Fault(new Location(file, line), "found a record of over 128 MB", "smaller records")
                );
            }

            Array.Resize(ref bytes, bytes.Length * 2);
        }
        Unread.Span.CopyTo(bytes);
        (start, end) = (0, end - start);
        int read = await stream.ReadAsync(bytes.AsMemory(end), cancellationToken);
        end += read;
        return read > 0;
    }

    public void Dispose() => stream.Dispose();
}
