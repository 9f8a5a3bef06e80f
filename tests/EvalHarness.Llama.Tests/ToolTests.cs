using System.Diagnostics;
using System.Runtime.InteropServices;
using NUnit.Framework;

namespace EvalHarness.Llama.Tests;

/// <summary>The built tool, which is built without this package, runs a model in its process.</summary>
public sealed class ToolTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    private readonly Dictionary<string, string> variables = new(StringComparer.Ordinal) { ["NO_COLOR"] = "1" };
    private string folder = "";

    [SetUp]
    public void MakeFolder()
    {
        folder = Directory.CreateTempSubdirectory("evalharness-").FullName;
        TinyModel.Write(Path.Combine(folder, "tiny.gguf"));
        TinyModel.WriteAdapter(Path.Combine(folder, "tuned.gguf"));
        File.WriteAllText(
            Path.Combine(folder, "data.csv"),
            "id,text,label\na,profit up,good\nb,a strike,bad\nc,a merger,good\n"
        );
        WriteSuite("suite.yaml", "");
    }

    [TearDown]
    public void RemoveFolder() => Directory.Delete(folder, recursive: true);

    [Test]
    public async Task Without_the_package_one_line_says_what_to_install()
    {
        var ended = await RunAsync(Built("EvalHarness.Cli"), "run", "suite.yaml");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(ended.Code, Is.EqualTo(2));
            Assert.That(
                ended.Errors.Trim().Split('\n'),
                Is.EqualTo([
                    "suite.yaml:4:22: the provider 'llama' without its package; expected EvalHarness.Llama: a reference to it in a test project; for the tool its files in the folder 'extensions' beside it, or --extension with the path of EvalHarness.Llama.dll",
                    "suite.yaml:5:22: the provider 'llama' without its package; expected EvalHarness.Llama: a reference to it in a test project; for the tool its files in the folder 'extensions' beside it, or --extension with the path of EvalHarness.Llama.dll",
                ])
            );
        }
    }

    [Test]
    public async Task Named_on_the_command_line_it_runs_and_its_run_is_read_again_without()
    {
        var ended = await RunAsync(
            Built("EvalHarness.Cli"),
            "run",
            "suite.yaml",
            "--extension",
            Path.Combine(Built("EvalHarness.Llama"), "EvalHarness.Llama.dll")
        );
        Assert.That(ended.Code, Is.Zero, ended.Errors);
        string run = Directory.EnumerateDirectories(Path.Combine(folder, "results", "s")).Single();
        var scored = await RunAsync(Built("EvalHarness.Cli"), "score", run);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(ended.Errors, Does.Not.Contain("llama_").And.Not.Contain("ggml"), "the native log is silent");
            Assert.That(File.ReadLines(Path.Combine(run, "responses.jsonl")).Count(), Is.EqualTo(12));
            Assert.That(
                File.ReadLines(Path.Combine(run, "responses.jsonl")).Count(line => line.Contains("\"unconditional\"")),
                Is.EqualTo(6),
                "likelihoods of options, after a bare prompt too"
            );
            Assert.That(scored.Code, Is.Zero, scored.Errors);
        }
    }

    [Test]
    public async Task Named_by_the_suite_it_runs()
    {
        string path = Path.Combine(Built("EvalHarness.Llama"), "EvalHarness.Llama.dll").Replace('\\', '/');
        WriteSuite("named.yaml", $"extensions: ['{path}']");
        var ended = await RunAsync(Built("EvalHarness.Cli"), "run", "named.yaml");
        Assert.That(ended.Code, Is.Zero, ended.Errors);
    }

    [Test]
    public async Task In_a_folder_beside_the_tool_it_is_found()
    {
        string tool = Path.Combine(folder, "tool");
        Copy(Built("EvalHarness.Cli"), tool);
        Copy(Built("EvalHarness.Llama"), Path.Combine(tool, "extensions", "EvalHarness.Llama"));
        var ended = await RunAsync(tool, "run", "suite.yaml");
        Assert.That(ended.Code, Is.Zero, ended.Errors);
    }

    [Test]
    public async Task A_missing_native_library_is_one_line_and_no_crash()
    {
        string apart = Path.Combine(folder, "apart");
        Copy(Built("EvalHarness.Llama"), apart, "runtimes");
        var ended = await RunAsync(
            Built("EvalHarness.Cli"),
            "run",
            "suite.yaml",
            "--extension",
            Path.Combine(apart, "EvalHarness.Llama.dll")
        );

        using (Assert.EnterMultipleScope())
        {
            Assert.That(ended.Code, Is.EqualTo(2));
            Assert.That(
                ended.Errors.Trim().Split('\n')[^1],
                Does.Match(
                    "^suite.yaml:4:3: model 'plain' on no native library of llama.cpp for .* that can be loaded; expected x64 with AVX2 or arm64, and the package LLamaSharp.Backend.Cpu beside EvalHarness.Llama$"
                )
            );
        }
    }

    [Test]
    public async Task A_processor_without_AVX2_is_one_line_and_no_crash()
    {
        if (RuntimeInformation.ProcessArchitecture != Architecture.X64)
        {
            Assert.Ignore("only x64 has AVX2");
        }

        variables["DOTNET_EnableAVX2"] = "0";
        var ended = await RunAsync(
            Built("EvalHarness.Cli"),
            "run",
            "suite.yaml",
            "--extension",
            Path.Combine(Built("EvalHarness.Llama"), "EvalHarness.Llama.dll")
        );

        using (Assert.EnterMultipleScope())
        {
            Assert.That(ended.Code, Is.EqualTo(2));
            Assert.That(
                ended.Errors,
                Does.Contain("model 'plain' on a processor without AVX2; expected x64 with AVX2")
            );
        }
    }

    private void WriteSuite(string name, string line) =>
        File.WriteAllText(
            Path.Combine(folder, name),
            $$$"""
            suite: s
            {{{line}}}
            models:
              plain: { provider: llama, file: tiny.gguf }
              tuned: { provider: llama, file: tiny.gguf, adapters: [{ file: tuned.gguf, scale: 0.5 }] }
            tasks:
              - task: t
                dataset: { file: data.csv, id: id, fields: [text], target: label }
                system: say it
                prompt: "{{text}}"
                answer: { choice: [good, bad] }
                metrics: accuracy
                generation: { temperature: 0, max_tokens: 8 }
              - task: choice
                dataset: { file: data.csv, id: id, fields: [text], target: label }
                system: say it
                prompt: "{{text}}"
                answer: { likelihood: { options: [good, bad], normalise: unconditional } }
                metrics: accuracy
            """
        );

    /// <summary>Where a project was built for the configuration of these tests: bin/project/configuration.</summary>
    private static string Built(string project)
    {
        string own = Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory);
        return Path.Combine(Path.GetDirectoryName(Path.GetDirectoryName(own))!, project, Path.GetFileName(own));
    }

    /// <summary>Copies what a program needs on this platform.</summary>
    private static void Copy(string from, string to, string? without = null)
    {
        string mine = RuntimeInformation.RuntimeIdentifier;
        foreach (string file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            string name = Path.GetRelativePath(from, file);
            string[] parts = name.Split(Path.DirectorySeparatorChar);
            if (parts[0] == without)
            {
                continue;
            }

            if (parts[0] != "runtimes" || mine.EndsWith(parts[1].Split('-')[^1], StringComparison.Ordinal))
            {
                Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(to, name))!);
                File.Copy(file, Path.Combine(to, name));
            }
        }
    }

    private async Task<(int Code, string Errors)> RunAsync(string tool, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(tool, "EvalHarness.Cli.dll"), .. arguments])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        try
        {
            var output = process.StandardOutput.ReadToEndAsync();
            string errors = await process.StandardError.ReadToEndAsync().WaitAsync(Patience);
            await output.WaitAsync(Patience);
            await process.WaitForExitAsync().WaitAsync(Patience);
            return (process.ExitCode, errors);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }
}
