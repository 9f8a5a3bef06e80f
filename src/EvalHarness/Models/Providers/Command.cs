using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using System.Security.Cryptography;
using System.Text;
using EvalHarness.Core;
using EvalHarness.Models.Processes;
using EvalHarness.Models.Wire;
using Microsoft.Extensions.AI;

namespace EvalHarness.Models.Providers;

/// <summary>Any program as a model: it reads requests from its input, one line of JSON each, and writes an answer to each as a line of JSON.</summary>
/// <remarks>
/// A program is started when it is first needed, again when it has ended, and ended with all that it started. What it writes to its
/// error stream is kept, the last 64 KB, under <c>.cache/stderr</c> of the results folder.
/// </remarks>
/// <param name="Run">The program and its arguments, for example <c>[python3, model.py]</c>; no shell reads them. A program without a <c>/</c> is looked for on the <c>PATH</c>, one with it in its folder. Nothing secret: arguments are seen by all.</param>
/// <param name="Environment">Variables that the program has beside those of this process; values may hold secrets. None by default.</param>
/// <param name="Folder">Its working folder; by default that of the file which declares the model.</param>
/// <param name="Processes">Most copies that run side by side; 1 by default. Each is sent requests without waiting for its answers, as many as <c>limits</c> allow.</param>
/// <param name="StartTimeout">How long it may take until it says <c>{"ready": true}</c>, before which it is sent nothing; by default it is sent requests at once.</param>
/// <param name="Files">Further files, or folders with all their files but hidden ones and <c>__pycache__</c>, that decide the answers: when one changes, the model is asked again. Arguments that are files in its folder count without being named; none beside them by default.</param>
/// <param name="MaxReplyBytes">Longest line of an answer, in bytes; 16 MiB by default.</param>
[Keyword("command")]
public sealed record Command(
    ImmutableArray<string> Run,
    IReadOnlyDictionary<string, Secret>? Environment = null,
    FilePath? Folder = null,
    [Range(1, 256)] int Processes = 1,
    TimeSpan? StartTimeout = null,
    ImmutableArray<FilePath>? Files = null,
    [Range(1, int.MaxValue)] int MaxReplyBytes = ChatCompletions.DefaultMaxBytes
) : IModelProvider
{
    private const string PathVariable = "PATH";
    private const string CompiledPython = "__pycache__";

    private static readonly EnumerationOptions Visible = new()
    {
        RecurseSubdirectories = true,
        AttributesToSkip = FileAttributes.Hidden | FileAttributes.System | FileAttributes.ReparsePoint,
        IgnoreInaccessible = false,
    };

    /// <inheritdoc/>
    public string Description =>
        Run.IsDefaultOrEmpty ? "a program" : $"program {string.Join(' ', Run.Take(2).Select(Path.GetFileName))}";

    /// <inheritdoc/>
    /// <remarks>They stand in the line of the request; what the program does with them is its own matter.</remarks>
    public ToolSupport Tools => ToolSupport.Chosen;

    /// <inheritdoc/>
    public bool TakesImages => true;

    /// <inheritdoc/>
    /// <remarks>
    /// Arguments and variables are told by their hash, since they may hold what must not be told; a variable whose value is a secret
    /// counts by its name alone: who asks does not decide what is answered.
    /// </remarks>
    public async ValueTask<string> FingerprintAsync(ModelContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        var program = Find(context);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (string file in Deciding(program))
        {
            await using var stream = File.OpenRead(file);
            hash.AppendData(await SHA256.HashDataAsync(stream, cancellationToken));
        }

        string files = Convert.ToHexStringLower(hash.GetHashAndReset())[..32];
        string variables = string.Concat(
            program
                .Environment.OrderBy(one => one.Key, StringComparer.Ordinal)
                .Select(one => $"{one.Key}={(one.Value.IsWritten ? one.Value.Reveal() : "")}\n")
        );
        string arguments = string.Concat(Run.Select(part => $"{part}\n"));
        return $"command {Path.GetFileName(Run[0])} run={WireHttp.Hash(arguments)} files={files}"
            + (variables.Length == 0 ? "" : $" environment={WireHttp.Hash(variables)}");
    }

    /// <inheritdoc/>
    public async ValueTask<IChatClient> ConnectAsync(ModelContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        Secret[] secrets = [.. SecretMask.SecretsOf(this)];
        var mask = new SecretMask(secrets);
        var client = new CommandClient(
            Find(context),
            context.Name,
            new CommandWire(context.Name, secrets),
            [.. Enumerable.Range(1, Processes).Select(number => ErrorsOf(context, number, mask))],
            (MaxReplyBytes, StartTimeout),
            context.Time
        );
        try
        {
            if (StartTimeout is not null)
            {
                await client.StartAsync(cancellationToken);
            }

            return client;
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    private static ErrorTail ErrorsOf(ModelContext context, int number, SecretMask mask)
    {
        string suite = Path.GetFileNameWithoutExtension(context.Declared.File);
        string name = FormattableString.Invariant($"{Plain(suite)}-{Plain(context.Name)}-{number}.txt");
        string shown = $"{Path.GetFileName(context.CacheFolder)}/stderr/{name} of the results folder";
        return new ErrorTail(Path.Combine(context.CacheFolder, "stderr", name), shown, mask);
    }

    /// <summary>A name as part of a file's.</summary>
    private static string Plain(string name)
    {
        const int longest = 60;
        var plain = new StringBuilder(name.Length);
        foreach (char c in name.AsSpan(0, Math.Min(name.Length, longest)))
        {
            plain.Append(char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' ? c : '_');
        }

        return plain.ToString();
    }

    /// <exception cref="DocumentException">There is no such program, or it may not be run.</exception>
    private ProgramStart Find(ModelContext context)
    {
        if (Run.IsDefaultOrEmpty || Run[0].Length == 0)
        {
            throw WireHttp.Wrong(context, "no program under 'run'", "run: [program, argument, ...]");
        }

        string folder = FolderOf(context);
        var environment = Environment ?? ImmutableDictionary<string, Secret>.Empty;
        string? path = environment.TryGetValue(PathVariable, out var own)
            ? own.Reveal()
            : System.Environment.GetEnvironmentVariable(PathVariable);
        if (ProgramStart.Find(Run[0], folder, path) is not { } program)
        {
            bool isBeside = File.Exists(Path.Combine(folder, Run[0]));
            throw WireHttp.Wrong(
                context,
                $"no program '{Run[0]}' that could be run",
                isBeside ? $"'./{Run[0]}', for one in its folder" : "one on the PATH, or a path from its folder"
            );
        }

        return ProgramStart.MayRun(program)
            ? new ProgramStart(program, [.. Run.Skip(1)], folder, environment)
            : throw WireHttp.Wrong(
                context,
                $"the program '{Run[0]}', which may not be run",
                "the right to run it (chmod +x), or what runs it in front: [python3, model.py]"
            );
    }

    private string FolderOf(ModelContext context)
    {
        string folder = Folder?.Full ?? Path.GetDirectoryName(Path.GetFullPath(context.Declared.File))!;
        return Directory.Exists(folder)
            ? folder
            : throw WireHttp.Wrong(context, $"a file for 'folder': '{Folder}'", "a folder");
    }

    /// <summary>The files whose contents decide the answers, in an order of their own.</summary>
    private IEnumerable<string> Deciding(ProgramStart program)
    {
        var arguments = Run.Select(part => Path.GetFullPath(part, program.Folder))
            .Where(file => IsBelow(file, program.Folder) && File.Exists(file));
        var named = (Files ?? []).SelectMany(file =>
            Directory.Exists(file.Full) ? FilesIn(file.Full) : Enumerable.Repeat(file.Full, 1)
        );
        return arguments.Concat(named).Distinct(StringComparer.Ordinal);
    }

    /// <summary>The files of a folder; not those that a program makes of its own code when it is run.</summary>
    private static IEnumerable<string> FilesIn(string folder) =>
        Directory
            .EnumerateFiles(folder, "*", Visible)
            .Where(file => !file.Split(Path.DirectorySeparatorChar).Contains(CompiledPython))
            .Order(StringComparer.Ordinal);

    private static bool IsBelow(string file, string folder) =>
        !Path.GetRelativePath(folder, file).StartsWith("..", StringComparison.Ordinal);

#pragma warning disable IDE0051 // Called by the record's ToString.
    private bool PrintMembers(StringBuilder builder)
    {
        builder.Append(Description);
        return true;
    }
#pragma warning restore IDE0051
}
