using System.Diagnostics;
using System.Text;

namespace EvalHarness.Models.Processes;

/// <summary>
/// A variable of the environment by which processes are known that a program started: it is handed down to them, also where
/// their parent has gone and nothing else leads to them.
/// </summary>
/// <param name="Value">The value; that of one process starts with that of all of a model.</param>
internal readonly record struct ProcessMark(string Value)
{
    /// <summary>Name of the variable.</summary>
    public const string Variable = "EVALHARNESS_PROCESS";

    private const string ProcessFolder = "/proc";

    /// <summary>Whether the system tells the environment of processes.</summary>
    public static bool IsSeen => File.Exists($"{ProcessFolder}/self/environ");

    /// <summary>The variable as it stands in an environment.</summary>
    public string Written => $"{Variable}={Value}";

    /// <summary>A mark that no other model has.</summary>
    public static ProcessMark Create() => new(Guid.NewGuid().ToString("N"));

    /// <summary>The mark of one process among those of this one.</summary>
    /// <param name="number">Its number.</param>
    public ProcessMark Of(int number) => new(FormattableString.Invariant($"{Value}-{number}."));

    /// <summary>Ends a process with all that it started.</summary>
    /// <param name="process">The process, alive or not.</param>
    public void Kill(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (Exception e)
            when (e is InvalidOperationException or System.ComponentModel.Win32Exception or AggregateException)
        {
            // It is gone already, or parts of it are.
        }

        KillAll();
    }

    /// <summary>Ends all that have the mark, as far as the system tells.</summary>
    public void KillAll()
    {
        foreach (int id in Find())
        {
            Kill(id);
        }
    }

    /// <summary>The processes that have the mark, as far as the system tells.</summary>
    public IEnumerable<int> Find()
    {
        if (!IsSeen)
        {
            yield break;
        }

        byte[] written = Encoding.ASCII.GetBytes(Written);
        foreach (string folder in Directory.EnumerateDirectories(ProcessFolder))
        {
            if (
                int.TryParse(Path.GetFileName(folder), out int id)
                && id != Environment.ProcessId
                && Has(folder, written)
            )
            {
                yield return id;
            }
        }
    }

    private static bool Has(string folder, byte[] written)
    {
        try
        {
            return File.ReadAllBytes(Path.Combine(folder, "environ")).AsSpan().IndexOf(written) >= 0;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Somebody else's, or gone meanwhile.
            return false;
        }
    }

    private static void Kill(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            process.Kill();
        }
        catch (Exception e)
            when (e is ArgumentException or InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            // Gone meanwhile.
        }
    }
}
