using System.Buffers;

namespace EvalHarness.Models.Wire;

/// <summary>Bytes read from a stream into a rented array.</summary>
internal sealed class PooledBytes : IDisposable
{
    private const int First = 4096;

    private byte[] rented = ArrayPool<byte>.Shared.Rent(First);
    private int written;

    public ReadOnlyMemory<byte> Written => rented.AsMemory(0, written);

    /// <summary>Reads to the end, or to the limit; says whether the end came first.</summary>
    public async ValueTask<bool> ReadAsync(Stream stream, int limit, CancellationToken cancellationToken)
    {
        while (written <= limit)
        {
            if (!await ReadMoreAsync(stream, cancellationToken))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Reads what there is; says whether there was anything.</summary>
    public async ValueTask<bool> ReadMoreAsync(Stream stream, CancellationToken cancellationToken)
    {
        if (written == rented.Length)
        {
            Grow();
        }

        int read = await stream.ReadAsync(rented.AsMemory(written), cancellationToken);
        written += read;
        return read > 0;
    }

    public void Dispose() => ArrayPool<byte>.Shared.Return(rented);

    private void Grow()
    {
        byte[] larger = ArrayPool<byte>.Shared.Rent(rented.Length * 2);
        Written.CopyTo(larger);
        ArrayPool<byte>.Shared.Return(rented);
        rented = larger;
    }
}
