using System.Buffers;
using Microsoft.Win32.SafeHandles;

namespace EvalHarness.Logs;

/// <summary>A file of lines that only grows; opening it cuts off a line that a killed writer left unfinished.</summary>
internal sealed class AppendFile : IDisposable
{
    private readonly SafeFileHandle handle;
    private long length;

    private AppendFile(SafeFileHandle handle, long length)
    {
        this.handle = handle;
        this.length = length;
    }

    /// <summary>Opens or creates a file for appending.</summary>
    /// <param name="path">Path of the file.</param>
    /// <param name="isWhole">Whether an unfinished last line lacks nothing but its end: then it is kept.</param>
    public static AppendFile Open(string path, Func<ReadOnlySpan<byte>, bool> isWhole)
    {
        var handle = File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite);
        try
        {
            return new AppendFile(handle, Repair(handle, isWhole));
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    /// <summary>Hands whole lines to the operating system, which keeps them whatever becomes of this process.</summary>
    /// <param name="lines">Lines with their ends.</param>
    /// <returns>Where they begin.</returns>
    public long Append(ReadOnlySpan<byte> lines)
    {
        RandomAccess.Write(handle, lines, length);
        length += lines.Length;
        return length - lines.Length;
    }

    /// <summary>Waits until the disk has all lines, so that a power cut no longer loses them.</summary>
    public void Flush() => RandomAccess.FlushToDisk(handle);

    public void Dispose() => handle.Dispose();

    private static long Repair(SafeFileHandle handle, Func<ReadOnlySpan<byte>, bool> isWhole)
    {
        long length = RandomAccess.GetLength(handle);
        byte[] tail = ReadTail(handle, length);
        if (tail.Length == 0)
        {
            return length;
        }

        if (isWhole(tail))
        {
            RandomAccess.Write(handle, "\n"u8, length);
            return length + 1;
        }
        RandomAccess.SetLength(handle, length - tail.Length);
        return length - tail.Length;
    }

    /// <summary>What stands after the last end of line.</summary>
    private static byte[] ReadTail(SafeFileHandle handle, long length)
    {
        var tail = new ArrayBufferWriter<byte>();
        byte[] block = new byte[4096];
        var blocks = new Stack<byte[]>();
        for (long at = length; at > 0; )
        {
            int size = (int)Math.Min(block.Length, at);
            at -= size;
            if (RandomAccess.Read(handle, block.AsSpan(0, size), at) != size)
            {
                throw new IOException("the journal changed while it was opened");
            }

            int ends = block.AsSpan(0, size).LastIndexOf((byte)'\n');
            blocks.Push(block[(ends + 1)..size]);
            if (ends >= 0)
            {
                break;
            }
        }
        foreach (byte[] part in blocks)
        {
            tail.Write(part);
        }

        return tail.WrittenSpan.ToArray();
    }
}
