using System.Diagnostics;

namespace EvalHarness.Models.Processes;

/// <summary>
/// A shell that waits for the end of this process, and ends what it left behind: no process can clean up after it was killed.
/// </summary>
/// <remarks>
/// It holds a pipe of which this process has the other end; when that closes without a word, whatever ended this process, all
/// processes with the mark are killed. Only where the system tells the environment of processes (Linux); elsewhere programs
/// see the end of their input, and most end by that.
/// </remarks>
internal sealed class OrphanWatch : IDisposable
{
    private const string Done = "done";

    /// <summary>Twice, for what was being started while the first look was taken.</summary>
    private const string Script = """
        trap '' INT TERM HUP QUIT
        read -r word
        [ "$word" = done ] && exit 0
        for look in 1 2; do
          for file in $(grep -lsF "$1" /proc/[0-9]*/environ 2>/dev/null); do
            id=${file#/proc/}
            kill -9 "${id%/environ}" 2>/dev/null
          done
          sleep 1
        done
        """;

    private readonly Process shell;

    private OrphanWatch(Process shell) => this.shell = shell;

    /// <summary>Begins to watch; null where the system does not allow it.</summary>
    /// <param name="mark">What the processes have that are killed.</param>
    public static OrphanWatch? Start(ProcessMark mark)
    {
        if (!ProcessMark.IsSeen)
        {
            return null;
        }

        var start = new ProcessStartInfo("/bin/sh", ["-c", Script, "sh", mark.Written])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        return new OrphanWatch(Process.Start(start)!);
    }

    /// <summary>Ends the watch: nothing is left to be killed.</summary>
    public void Dispose()
    {
        try
        {
            shell.StandardInput.WriteLine(Done);
            shell.StandardInput.Close();
        }
        catch (IOException)
        {
            // Somebody killed it: then there is nobody to tell.
        }

        shell.Dispose();
    }
}
