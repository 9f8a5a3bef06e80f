using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Threading.Channels;

namespace EvalHarness.Cli.Tests;

/// <summary>The built tool as a user runs it: a process of its own, in a folder of its own.</summary>
internal sealed class Tool : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    private readonly Dictionary<string, string?> environment = new(StringComparer.Ordinal) { ["NO_COLOR"] = "1" };

    public Tool()
    {
        Folder = Directory.CreateTempSubdirectory("evalharness-").FullName;
    }

    /// <summary>The working folder.</summary>
    public string Folder { get; }

    /// <summary>Sets a variable for the tool alone; null removes it.</summary>
    public Tool With(string name, string? value)
    {
        environment[name] = value;
        return this;
    }

    /// <summary>Writes a file into the working folder.</summary>
    public string Write(string name, string text)
    {
        string path = Path.Combine(Folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    /// <summary>Waits until a file is made in the working folder, where none is yet.</summary>
    public async Task AppearsAsync(string name)
    {
        var made = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var watcher = new FileSystemWatcher(Folder, name);
        watcher.Created += (_, _) => made.TrySetResult();
        watcher.Renamed += (_, _) => made.TrySetResult();
        watcher.EnableRaisingEvents = true;
        await made.Task.WaitAsync(Patience);
    }

    /// <summary>Runs the tool to its end.</summary>
    public async Task<Ended> RunAsync(params string[] args)
    {
        using var running = Start(args);
        return await running.EndAsync();
    }

    /// <summary>Starts the tool.</summary>
    public Running Start(params string[] args)
    {
        var start = new ProcessStartInfo(
            "dotnet",
            [Path.Combine(AppContext.BaseDirectory, "EvalHarness.Cli.dll"), .. args]
        )
        {
            WorkingDirectory = Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return new Running(Process.Start(start)!, Patience);
    }

    /// <summary>All files that runs of a suite left, latest run last.</summary>
    public string[] Runs(string suite) =>
        [.. Directory.EnumerateDirectories(Path.Combine(Folder, "results", suite)).Order(StringComparer.Ordinal)];

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    /// <summary>A running tool.</summary>
    internal sealed class Running : IDisposable
    {
        private readonly Process process;
        private readonly TimeSpan patience;
        private readonly Channel<string> said = Channel.CreateUnbounded<string>();
        private readonly Task<string> output;
        private readonly Task<string> errors;

        public Running(Process process, TimeSpan patience)
        {
            (this.process, this.patience) = (process, patience);
            output = process.StandardOutput.ReadToEndAsync();
            errors = ListenAsync();
        }

        /// <summary>The id of its process.</summary>
        public int Id => process.Id;

        /// <summary>Waits until the tool has written a line with that text to its error stream.</summary>
        public async Task SaysAsync(string text)
        {
            using var patient = new CancellationTokenSource(patience);
            await foreach (string line in said.Reader.ReadAllAsync(patient.Token))
            {
                if (line.Contains(text, StringComparison.Ordinal))
                {
                    return;
                }
            }

            throw new InvalidOperationException($"the tool ended and never said '{text}':\n{await errors}");
        }

        /// <summary>Pulls the plug: SIGKILL, no last words.</summary>
        public void Kill() => process.Kill(entireProcessTree: true);

        /// <summary>Pulls the plug of the tool alone: whatever it started lives on, unless somebody sees to it.</summary>
        public void KillAlone() => Signal("-KILL");

        /// <summary>Presses Ctrl-C.</summary>
        public void Interrupt() => Signal("-INT");

        /// <summary>Lets it stand still in the middle of whatever it does, until it is let go on.</summary>
        public void Freeze() => Signal("-STOP");

        /// <summary>Lets it go on.</summary>
        public void Thaw() => Signal("-CONT");

        /// <summary>Asks it to end, as a CI system does.</summary>
        public void Terminate() => Signal("-TERM");

        public async Task<Ended> EndAsync()
        {
            using var patient = new CancellationTokenSource(patience);
            await process.WaitForExitAsync(patient.Token);
            return new Ended(process.ExitCode, await output, await errors);
        }

        public void Dispose()
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }

            process.Dispose();
        }

        private void Signal(string signal)
        {
            using var kill = Process.Start("kill", [signal, process.Id.ToString(CultureInfo.InvariantCulture)]);
            kill.WaitForExit();
        }

        private async Task<string> ListenAsync()
        {
            var all = new StringBuilder();
            while (await process.StandardError.ReadLineAsync() is { } line)
            {
                all.Append(line).Append('\n');
                said.Writer.TryWrite(line);
            }

            said.Writer.Complete();
            return all.ToString();
        }
    }

    /// <summary>How the tool ended.</summary>
    internal sealed record Ended(int ExitCode, string Output, string Errors)
    {
        public override string ToString() => $"exit {ExitCode}\n{Output}\n{Errors}";
    }
}
