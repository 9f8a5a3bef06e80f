using System.Globalization;

namespace EvalHarness.Tests.Models;

/// <summary>Waits for the ends of processes that are nobody's children here.</summary>
internal static class ProcessLife
{
    /// <summary>No test waits longer than this for anything.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Waits until a process is gone.</summary>
    public static async Task IsOverAsync(int id)
    {
        using var patient = new CancellationTokenSource(Patience);
        while (IsAlive(id))
        {
            await Task.Delay(10, patient.Token);
        }
    }

    /// <summary>Whether a process runs; one that is dead and that nobody has asked after runs no more.</summary>
    private static bool IsAlive(int id)
    {
        if (Directory.Exists("/proc/self"))
        {
            try
            {
                string stat = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{id}/stat"));
                return stat[stat.LastIndexOf(')') + 2] is not ('Z' or 'X');
            }
            catch (IOException)
            {
                return false;
            }
        }

        try
        {
            using var process = System.Diagnostics.Process.GetProcessById(id);
            return !process.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
