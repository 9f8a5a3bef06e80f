using System.Globalization;
using System.Text;
using EvalHarness.Files;

namespace EvalHarness.Logs;

/// <summary>A run folder in the hands of one process; a killed process gives it up, and leaves a file that says it was at work.</summary>
/// <remarks>It is taken while the suite is locked, so nobody makes the lock's file anew while another gives it up.</remarks>
internal sealed class RunClaim : IDisposable
{
    private readonly RunFolder folder;
    private readonly FileStream held;
    private int isOver;

    private RunClaim(RunFolder folder, FileStream held) => (this.folder, this.held) = (folder, held);

    /// <summary>Claims a folder.</summary>
    /// <param name="folder">The run folder.</param>
    /// <returns>Null when another process holds it.</returns>
    public static RunClaim? TryTake(RunFolder folder)
    {
#pragma warning disable CA2000 // The claim owns it.
        while (FileLock.TryTake(folder.LockFile, FileOptions.DeleteOnClose) is { } held)
#pragma warning restore CA2000
        {
            try
            {
                // The holder before may have deleted the file between its opening and its locking here.
                if (File.Exists(folder.LockFile))
                {
                    string process = Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
                    WholeFile.Write(folder.WorkFile, file => file.Write(Encoding.ASCII.GetBytes(process)));
                    return new RunClaim(folder, held);
                }
            }
            catch
            {
                held.Dispose();
                throw;
            }

            held.Dispose();
        }

        return null;
    }

    /// <summary>Nothing is left to be done with the run. Of a claim that was given up before it says nothing: another may have it.</summary>
    public void Conclude()
    {
        if (Interlocked.Exchange(ref isOver, 1) == 0)
        {
            using (held)
            {
                File.Delete(folder.WorkFile);
            }
        }
    }

    /// <summary>Gives the folder up; the next process takes the run up where this one left it.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref isOver, 1) == 0)
        {
            held.Dispose();
        }
    }
}
