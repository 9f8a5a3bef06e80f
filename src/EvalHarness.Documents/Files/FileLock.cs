namespace EvalHarness.Files;

/// <summary>A file that one process holds at a time; a killed process gives it up.</summary>
/// <remarks>
/// As a rule it stays where it is. One that is deleted when it is given up could be held twice, by whoever opened it before and
/// by whoever makes it anew: only what is taken under another lock may be taken so.
/// </remarks>
internal static class FileLock
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>Takes a lock.</summary>
    /// <param name="file">The file; its folder is there.</param>
    /// <param name="options">How it is opened; it stays when it is given up by default.</param>
    /// <returns>The lock, given up when disposed; null when another has it.</returns>
    /// <exception cref="IOException">It cannot be made: a full disk, or no such folder.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be made or written.</exception>
    public static FileStream? TryTake(string file, FileOptions options = FileOptions.None)
    {
        try
        {
            return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, options);
        }
        catch (IOException refused) when (IsHeld(refused))
        {
            return null;
        }
    }

    /// <summary>Takes a lock, waiting for it.</summary>
    /// <param name="file">The file; its folder is there.</param>
    /// <param name="patience">How long.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>The lock, given up when disposed; null when another has it for longer than that.</returns>
    /// <exception cref="IOException">It cannot be made: a full disk, or no such folder.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be made or written.</exception>
    public static async Task<FileStream?> WaitAsync(string file, TimeSpan patience, CancellationToken cancellationToken)
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
                return null;
            }

            await Task.Delay(Pause, cancellationToken);
        }
    }

    /// <summary>Whether another has a lock at this moment; takes nothing that stays.</summary>
    /// <param name="file">The file; nobody has one that is not there.</param>
    public static bool IsTaken(string file)
    {
        try
        {
            using var looked = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read, 1);
            return false;
        }
        catch (Exception absent) when (absent is FileNotFoundException or DirectoryNotFoundException)
        {
            return false;
        }
        catch (IOException refused) when (IsHeld(refused))
        {
            return true;
        }
    }

    /// <summary>The framework gives the system's own number: that of a sharing or lock violation, or EWOULDBLOCK of <c>flock</c>.</summary>
    private static bool IsHeld(IOException refused) =>
        OperatingSystem.IsWindows() ? refused.HResult is unchecked((int)0x80070020) or unchecked((int)0x80070021)
        : OperatingSystem.IsLinux() ? refused.HResult == 11
        : refused.HResult == 35;
}
