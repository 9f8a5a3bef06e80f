using System.Text;
using EvalHarness.Core;
using EvalHarness.Files;

namespace EvalHarness.Models.Processes;

/// <summary>The last of what a process, and those that took its place, wrote to the error stream: read at once so that none waits, kept in a file.</summary>
/// <param name="path">Full path of the file.</param>
/// <param name="shown">The path as messages show it.</param>
/// <param name="mask">Takes out the secrets that the process was given.</param>
internal sealed class ErrorTail(string path, string shown, SecretMask mask)
{
    private const int Kept = 64 * 1024;
    private const int Chunk = 16 * 1024;

    private readonly Lock gate = new();
    private readonly byte[] ring = new byte[Kept];
    private long written;
    private long saved;

    /// <summary>The path as messages show it.</summary>
    public string Shown => shown;

    /// <summary>Reads a stream to its end.</summary>
    /// <param name="stream">The error stream of the process.</param>
    public async Task ReadAsync(Stream stream)
    {
        byte[] buffer = new byte[Chunk];
        try
        {
            for (int read; (read = await stream.ReadAsync(buffer)) > 0; )
            {
                Append(buffer.AsSpan(0, read));
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // The process is gone.
        }
    }

    /// <summary>Brings the file up to date; says whether it holds anything.</summary>
    public bool Save()
    {
        lock (gate)
        {
            if (written == 0)
            {
                return false;
            }

            if (saved == written)
            {
                return true;
            }

            try
            {
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                byte[] text = Encoding.UTF8.GetBytes(mask.Hide(Text()));
                WholeFile.Write(path, stream => stream.Write(text));
                saved = written;
                return true;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // A full disk must not turn a failed request into a failed run.
                return false;
            }
        }
    }

    private void Append(ReadOnlySpan<byte> bytes)
    {
        lock (gate)
        {
            foreach (byte one in bytes)
            {
                ring[written++ % Kept] = one;
            }
        }
    }

    /// <summary>What is kept, from the start of a line on where more was written: half a secret could not be known as one.</summary>
    private string Text()
    {
        if (written <= Kept)
        {
            return Encoding.UTF8.GetString(ring, 0, (int)written);
        }

        int start = (int)(written % Kept);
        byte[] last = [.. ring.AsSpan(start), .. ring.AsSpan(0, start)];
        int line = last.AsSpan().IndexOf((byte)'\n') + 1;
        return Encoding.UTF8.GetString(last, line, last.Length - line);
    }
}
