using System.Globalization;
using EvalHarness.Core;
using EvalHarness.Models;
using EvalHarness.Models.Providers;
using Microsoft.Extensions.AI;
using NUnit.Framework;

namespace EvalHarness.Tests.Models;

/// <summary>A model that is a shell script, in a folder of its own: a real process for each test.</summary>
internal sealed class ShellModel : IDisposable
{
    /// <summary>Takes the number of a request and the id of its sample out of the line that was read.</summary>
    private const string Prologue = """
        take() {
          IFS= read -r line || exit 0
          rest=${line#*\"id\":}; id=${rest%%,*}
          rest=${line#*\"sample\":\{\"id\":\"}; sample=${rest%%\"*}
        }
        say() { printf '%s\n' "$1"; }
        answer() { say "{\"id\":$1,\"text\":\"$2\"}"; }

        """;

    /// <summary>No test waits longer than this for anything.</summary>
    public static readonly TimeSpan Patience = ProcessLife.Patience;

    private readonly Command command;
    private readonly string? file;

    /// <summary>A model of a script that has <c>take</c> (read a request into $line, $id and $sample), <c>say</c> and <c>answer id text</c>.</summary>
    public ShellModel(string script, Func<Command, Command>? change = null, string? file = null)
    {
        Folder = ModelSetup.NewFolder();
        this.file = file;
        Write("model.sh", Prologue + script);
        var plain = new Command(["sh", "model.sh"]);
        command = change?.Invoke(plain) ?? plain;
    }

    public string Folder { get; }

    public Command Command => command;

    public string Cache => Path.Combine(Folder, "results", ".cache");

    public ModelContext Context =>
        ModelSetup.Context(Cache) with
        {
            Declared = new Location(Path.Combine(Folder, file ?? "suite.yaml"), 3, 5),
        };

    public void Write(string name, string text) => File.WriteAllText(Path.Combine(Folder, name), text);

    public string Read(string name) => File.ReadAllText(Path.Combine(Folder, name));

    /// <summary>What was kept of the error stream.</summary>
    public string Errors(int number = 1) =>
        File.ReadAllText(
            Path.Combine(Cache, "stderr", string.Create(CultureInfo.InvariantCulture, $"suite-candidate-{number}.txt"))
        );

    public async Task<IChatClient> ConnectAsync() => await command.ConnectAsync(Context, CancellationToken.None);

    public async Task<string> FingerprintAsync() => await command.FingerprintAsync(Context, CancellationToken.None);

    /// <summary>Asks about a sample.</summary>
    public static async Task<ChatResponse> AskAsync(
        IChatClient client,
        string sample = "s1",
        CancellationToken cancellationToken = default
    ) =>
        await client
            .AskAsync(ModelSetup.Request(sample), cancellationToken)
            .WaitAsync(Patience, CancellationToken.None);

    /// <summary>Asks about a sample, which fails.</summary>
    public static async Task<ModelException> FailAsync(IChatClient client, string sample = "s1") =>
        (await Assert.ThrowsAsync<ModelException>(() => AskAsync(client, sample)))!;

    /// <summary>Waits for a file that a script writes in one go, and reads it.</summary>
    public async Task<string> AppearsAsync(string name)
    {
        string path = Path.Combine(Folder, name);
        using var patient = new CancellationTokenSource(Patience);
        while (!File.Exists(path) || File.ReadAllText(path).Length == 0)
        {
            await Task.Delay(10, patient.Token);
        }

        return File.ReadAllText(path).Trim();
    }

    /// <summary>Waits until the process is gone whose number a script wrote into a file.</summary>
    public async Task IsGoneAsync(string name) =>
        await ProcessLife.IsOverAsync(int.Parse(await AppearsAsync(name), CultureInfo.InvariantCulture));

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
