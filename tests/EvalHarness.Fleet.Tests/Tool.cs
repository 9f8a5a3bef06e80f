using System.Diagnostics;
using System.Text;
using NUnit.Framework;

namespace EvalHarness.Fleet.Tests;

/// <summary>The tool with the package of fleets beside it, as a user has it.</summary>
internal static class Tool
{
    private static readonly Lazy<string> Installed = new(Install);

    /// <summary>Starts a verb as a process.</summary>
    /// <param name="environment">Variables beside those of the tests.</param>
    /// <param name="folder">Working folder.</param>
    /// <param name="within">What it is started with, before its own program.</param>
    /// <param name="arguments">The verb and its arguments.</param>
    public static ToolProcess Start(
        IReadOnlyDictionary<string, string> environment,
        string folder,
        string[] within,
        params string[] arguments
    )
    {
        string[] line = [.. within, "dotnet", Installed.Value, .. arguments];
        var start = new ProcessStartInfo(line[0])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (string argument in line[1..])
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return new ToolProcess(start);
    }

    private static string Install()
    {
        string bin = Path.GetFullPath(Path.Combine(TestContext.CurrentContext.TestDirectory, "..", ".."));
        string configuration = Path.GetFileName(TestContext.CurrentContext.TestDirectory);
        string folder = Directory.CreateTempSubdirectory("evalharness-tool-").FullName;
        Copy(Path.Combine(bin, "EvalHarness.Cli", configuration), folder);
        Copy(
            Path.Combine(bin, "EvalHarness.Fleet", configuration),
            Path.Combine(folder, "extensions", "EvalHarness.Fleet")
        );
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        return Path.Combine(folder, "EvalHarness.Cli.dll");
    }

    private static void Copy(string from, string to)
    {
        foreach (string file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            string copy = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy, overwrite: true);
        }
    }
}

/// <summary>A process of the tool.</summary>
internal sealed class ToolProcess : IDisposable
{
    private readonly Process process;
    private readonly StringBuilder said = new();
    private bool isDisposed;

    public ToolProcess(ProcessStartInfo start)
    {
        process = Process.Start(start)!;
        process.OutputDataReceived += (_, line) => Note(line.Data);
        process.ErrorDataReceived += (_, line) => Note(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>What it wrote so far.</summary>
    public string Said
    {
        get
        {
            lock (said)
            {
                return said.ToString();
            }
        }
    }

    public bool HasExited => process.HasExited;

    /// <summary>Sends a signal: KILL, STOP, CONT, TERM, INT.</summary>
    public void Signal(string name)
    {
        using var kill = Process.Start("kill", [$"-{name}", FormattableString.Invariant($"{process.Id}")]);
        kill.WaitForExit();
    }

    /// <summary>Waits for its end.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> EndAsync(int seconds = 120)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(seconds));
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            Assert.Fail($"it did not end in {seconds} s, and said: {Said}");
        }

        return process.ExitCode;
    }

    public void Dispose()
    {
        if (isDisposed)
        {
            return;
        }

        isDisposed = true;
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
        }

        process.Dispose();
    }

    private void Note(string? line)
    {
        lock (said)
        {
            said.AppendLine(line);
        }
    }
}
