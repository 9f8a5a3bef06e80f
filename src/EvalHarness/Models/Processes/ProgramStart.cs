using System.Diagnostics;
using EvalHarness.Core;

namespace EvalHarness.Models.Processes;

/// <summary>A program as it is started: found, with its arguments, its working folder and its environment.</summary>
/// <param name="File">Full path of the program.</param>
/// <param name="Arguments">Its arguments.</param>
/// <param name="Folder">Its working folder.</param>
/// <param name="Environment">Variables that it has beside those of this process.</param>
internal sealed record ProgramStart(
    string File,
    IReadOnlyList<string> Arguments,
    string Folder,
    IReadOnlyDictionary<string, Secret> Environment
)
{
    /// <summary>
    /// Ctrl-C reaches every process of the terminal, but is for this one to heed: a program that died of it would take along the
    /// answers that are waited for. Signals ignored here stay ignored in the program, which has this shell's place and number.
    /// </summary>
    private const string DeafToTheTerminal = "trap '' INT QUIT; exec \"$@\"";

    private const UnixFileMode Executable =
        UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>Starts it, with all three streams in hand.</summary>
    /// <param name="mark">A variable by which it and its descendants are known.</param>
    /// <exception cref="System.ComponentModel.Win32Exception">It cannot be started.</exception>
    public Process Start(ProcessMark mark)
    {
        var start = OperatingSystem.IsWindows()
            ? new ProcessStartInfo(File, Arguments) { CreateNewProcessGroup = true }
            : new ProcessStartInfo("/bin/sh", ["-c", DeafToTheTerminal, "sh", File, .. Arguments]);
        start.WorkingDirectory = Folder;
        start.RedirectStandardInput = start.RedirectStandardOutput = start.RedirectStandardError = true;
        start.UseShellExecute = false;
        start.CreateNoWindow = true;
        foreach (var (name, value) in Environment)
        {
            start.Environment[name] = value.Reveal();
        }

        start.Environment[ProcessMark.Variable] = mark.Value;
        return Process.Start(start)!;
    }

    /// <summary>Full path of a program; null where there is none.</summary>
    /// <param name="name">A path, relative to the folder, or the name of a program on the path of programs.</param>
    /// <param name="folder">The working folder.</param>
    /// <param name="path">The folders of programs, as the variable PATH has them.</param>
    public static string? Find(string name, string folder, string? path)
    {
        if (name.AsSpan().ContainsAny(Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar))
        {
            string full = Path.GetFullPath(name, folder);
            return System.IO.File.Exists(full) ? full : null;
        }

        string[] endings = OperatingSystem.IsWindows() ? ["", ".exe", ".cmd", ".bat"] : [""];
        var found =
            from place in (path ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            from ending in endings
            let full = Path.Combine(Path.GetFullPath(place, folder), name + ending)
            where System.IO.File.Exists(full) && MayRun(full)
            select full;
        return found.FirstOrDefault();
    }

    /// <summary>Whether a file may be run as a program.</summary>
    /// <param name="file">Full path of the file.</param>
    public static bool MayRun(string file) =>
        OperatingSystem.IsWindows() || (System.IO.File.GetUnixFileMode(file) & Executable) != 0;
}
