namespace EvalHarness.Logs;

/// <summary>A file that one process holds at a time; a killed process gives it up. It stays where it is: one that is deleted could be held twice.</summary>
internal static class FileLock
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>Takes a lock.</summary>
    /// <param name="file">The file; its folder is there.</param>
    /// <returns>The lock, given up when disposed; null when another process has it, or when it cannot be made.</returns>
    public static FileStream? TryTake(string file)
    {
        try
        {
            return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1);
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>Takes a lock, waiting for it.</summary>
    /// <param name="file">The file; its folder is there.</param>
    /// <param name="patience">How long.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="IOException">Another process has it for longer than that, or it cannot be made.</exception>
    public static async Task<FileStream> WaitAsync(string file, TimeSpan patience, CancellationToken cancellationToken)
    {
        for (var waited = TimeSpan.Zero; ; waited += Pause)
        {
#pragma warning disable CA2000 // The caller gives it up.
            if (TryTake(file) is { } taken)
            {
                return taken;
            }
#pragma warning restore CA2000

            if (waited >= patience)
            {
                throw new IOException($"{file} is held by another process");
            }

            await Task.Delay(Pause, cancellationToken);
        }
    }
}
