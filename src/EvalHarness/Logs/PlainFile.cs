using Microsoft.Win32.SafeHandles;

namespace EvalHarness.Logs;

/// <summary>Opens files of lines so that they can be read anywhere.</summary>
internal static class PlainFile
{
    /// <summary>A file as it is, or a packed one unpacked into a passing file; empty where there is none.</summary>
    /// <param name="file">Path of the file.</param>
    /// <param name="cancellationToken">Ends the unpacking.</param>
    public static async Task<SafeFileHandle> OpenAsync(string file, CancellationToken cancellationToken)
    {
        if (File.Exists(file))
        {
            return File.OpenHandle(file, share: FileShare.ReadWrite | FileShare.Delete);
        }

        var passing = File.OpenHandle(
            Path.GetTempFileName(),
            FileMode.Open,
            FileAccess.ReadWrite,
            options: FileOptions.DeleteOnClose
        );
        if (!LineReader.Exists(file))
        {
            return passing;
        }

        await using var reader = LineReader.Open(file);
        while (await reader.MoveNextAsync(cancellationToken))
        {
            await RandomAccess.WriteAsync(passing, reader.Line, reader.Offset, cancellationToken);
            await RandomAccess.WriteAsync(
                passing,
                "\n"u8.ToArray(),
                reader.Offset + reader.Line.Length,
                cancellationToken
            );
        }
        return passing;
    }

    /// <summary>The line that begins at a place, without its end.</summary>
    /// <param name="file">The file.</param>
    /// <param name="at">Where the line begins.</param>
    /// <param name="buffer">Room for the line; grows as needed.</param>
    public static ReadOnlyMemory<byte> ReadLine(SafeFileHandle file, long at, ref byte[] buffer)
    {
        for (int filled = 0; ; )
        {
            int read = RandomAccess.Read(file, buffer.AsSpan(filled), at + filled);
            int found = buffer.AsSpan(filled, read).IndexOf((byte)'\n');
            filled += read;
            if (found >= 0)
            {
                return buffer.AsMemory(0, filled - read + found);
            }

            if (read == 0)
            {
                return buffer.AsMemory(0, filled);
            }

            if (filled == buffer.Length)
            {
                Array.Resize(ref buffer, buffer.Length * 2);
            }
        }
    }
}
