using System.Globalization;
using System.Text;
using EvalHarness.Files;

namespace EvalHarness.Logs;

/// <summary>A run folder in the hands of one process; a killed process gives it up, and leaves a file that says it was at work.</summary>
internal sealed class RunClaim : IDisposable
{
    private readonly RunFolder folder;
    private readonly FileStream held;

    private RunClaim(RunFolder folder, FileStream held) => (this.folder, this.held) = (folder, held);

    /// <summary>Claims a folder.</summary>
    /// <param name="folder">The run folder.</param>
    /// <returns>Null when another process holds it.</returns>
    public static RunClaim? TryTake(RunFolder folder)
    {
#pragma warning disable CA2000 // The claim owns it.
        while (TryOpen(folder.LockFile) is { } held)
#pragma warning restore CA2000
        {
            // The holder before may have deleted the file between its opening and its locking here.
            if (File.Exists(folder.LockFile))
            {
                string process = Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
                WholeFile.Write(folder.WorkFile, file => file.Write(Encoding.ASCII.GetBytes(process)));
                return new RunClaim(folder, held);
            }

            held.Dispose();
        }

        return null;
    }

    /// <summary>Nothing is left to be done with the run.</summary>
    public void Conclude()
    {
        File.Delete(folder.WorkFile);
        Dispose();
    }

    /// <summary>Gives the folder up; the next process takes the run up where this one left it.</summary>
    public void Dispose() => held.Dispose();

    private static FileStream? TryOpen(string file)
    {
        try
        {
            return new FileStream(
                file,
                FileMode.OpenOrCreate,
                FileAccess.ReadWrite,
                FileShare.None,
                1,
                FileOptions.DeleteOnClose
            );
        }
        catch (IOException)
        {
            return null;
        }
    }
}
