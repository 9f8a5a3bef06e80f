using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using NUnit.Framework;

namespace EvalHarness.Cli.Tests;

/// <summary>The built tool in a real terminal of so many columns, as a person sees it: by <c>script</c>, which makes a pseudo-terminal.</summary>
internal static partial class PseudoTerminal
{
    /// <summary>Runs the tool to its end in a terminal.</summary>
    /// <param name="tool">The tool.</param>
    /// <param name="columns">Width of the terminal.</param>
    /// <param name="args">Its words.</param>
    /// <returns>What stood on the screen, without colours and movements, and the exit code.</returns>
    public static async Task<(int ExitCode, string Screen)> RunAsync(Tool tool, int columns, params string[] args)
    {
        if (!OperatingSystem.IsLinux() || !File.Exists("/usr/bin/script"))
        {
            Assert.Ignore("no program 'script' of util-linux here, which makes the pseudo-terminal");
        }

        string[] words = ["dotnet", Path.Combine(AppContext.BaseDirectory, "EvalHarness.Cli.dll"), .. args];
        string size = string.Create(CultureInfo.InvariantCulture, $"stty cols {columns} rows 60");
        string command = $"{size}; exec {string.Join(' ', words.Select(Quoted))}";
        var start = new ProcessStartInfo("/usr/bin/script", ["-qec", command, "/dev/null"])
        {
            WorkingDirectory = tool.Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        start.Environment["TERM"] = "xterm-256color";
        start.Environment["SHELL"] = "/bin/sh";
        start.Environment.Remove("COLUMNS");
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        using var patient = new CancellationTokenSource(TimeSpan.FromMinutes(4));
        string said = await process.StandardOutput.ReadToEndAsync(patient.Token);
        await process.WaitForExitAsync(patient.Token);
        return (process.ExitCode, Shown(said));
    }

    /// <summary>Lines without the codes that colour; where the cursor was moved, a new one begins.</summary>
    private static string Shown(string said)
    {
        string lines = Moves().Replace(said.ReplaceLineEndings("\n"), "\n");
        return Codes().Replace(lines, "");
    }

    private static string Quoted(string word) => $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    [GeneratedRegex(@"\x1b\[[0-9;]*[A-HJK]|\r")]
    private static partial Regex Moves();

    [GeneratedRegex(@"\x1b(\[[0-9;?]*[A-Za-z]|[=>]|\][^\x07]*\x07)")]
    private static partial Regex Codes();
}
