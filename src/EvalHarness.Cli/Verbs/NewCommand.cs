using System.CommandLine;
using System.Reflection;
using EvalHarness.Core;
using EvalHarness.Files;

namespace EvalHarness.Cli.Verbs;

/// <summary><c>evalharness new</c>: writes a small valid suite, an NUnit test project around one, or a decision.</summary>
internal static class NewCommand
{
    private static readonly (string Template, string Path)[] Suite =
    [
        ("suite.yaml", "routing.yaml"),
        ("tickets.csv", "data/tickets.csv"),
        ("rules.yaml", "data/rules.yaml"),
    ];

    private static readonly (string Template, string Path)[] Decision = [("decision.yaml", "fine-tune.decision.yaml")];

    public static Command Create(Terminal terminal)
    {
        var folder = new Argument<string>("folder") { Description = "Folder to write to; made when it is not there." };
        var nunit = new Option<bool>("--nunit")
        {
            Description = "Write an NUnit test project whose tests are the gates.",
        };
        var decision = new Option<bool>("--decision")
        {
            Description = "Write a decision instead: should we fine-tune? `decide` answers it without a run.",
        };
        return new Command("new", "Write a small valid suite, a test project around one, or a decision.")
        {
            folder,
            nunit,
            decision,
        }.Does(
            terminal,
            async (parsed, cancellationToken) =>
            {
                string root = parsed.GetRequiredValue(folder);
                var (files, next) = Choose(root, parsed.GetValue(nunit), parsed.GetValue(decision));
                ThrowIfAnyExists(root, files);
                foreach (var (template, path) in files)
                {
                    await WriteAsync(template, Path.Combine(root, path), cancellationToken);
                    terminal.Write(Path.Combine(root, path));
                }

                terminal.Note($"next: {next}");
                return ExitCode.Good;
            }
        );
    }

    /// <summary>The files to write, and the command that comes next.</summary>
    private static ((string Template, string Path)[] Files, string Next) Choose(
        string root,
        bool nunit,
        bool decision
    ) =>
        (nunit, decision) switch
        {
            (true, true) => throw new DocumentException(
                new Fault(new Location("--decision"), "--nunit and --decision at once", "one of them")
            ),
            (true, false) => (Project(root), $"dotnet test {root}"),
            (false, true) => (Decision, $"evalharness decide {Path.Combine(root, Decision[0].Path)}"),
            (false, false) => (Suite, $"evalharness run {Path.Combine(root, Suite[0].Path)}"),
        };

    private static (string Template, string Path)[] Project(string root)
    {
        string name = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(root)));
        return
        [
            ("project.csproj", $"{name}.csproj"),
            ("Evals.cs", "Evals.cs"),
            ("gitignore", ".gitignore"),
            .. Suite.Select(file => (file.Template, Path.Combine("evals", file.Path))),
        ];
    }

    /// <summary>Nothing that is there is overwritten.</summary>
    private static void ThrowIfAnyExists(string root, IEnumerable<(string Template, string Path)> files)
    {
        var faults = files
            .Select(file => Path.Combine(root, file.Path))
            .Where(File.Exists)
            .Select(path => new Fault(new Location(path), "a file that is there already", "a folder without it"))
            .ToArray();
        if (faults.Length > 0)
        {
            throw new DocumentException(faults);
        }
    }

    private static async Task WriteAsync(string template, string path, CancellationToken cancellationToken)
    {
        Files.MakeFolderOf(path);
        using var stream =
            typeof(NewCommand).Assembly.GetManifestResourceStream(template)
            ?? throw new InvalidOperationException($"no template {template}");
        using var reader = new StreamReader(stream);
        string text = await reader.ReadToEndAsync(cancellationToken);
        await WholeFile.WriteAsync(
            path,
            text.Replace("{version}", Version, StringComparison.Ordinal),
            cancellationToken
        );
    }

    /// <summary>The version of the packages that belong to this tool, without the commit behind the plus sign.</summary>
    private static string Version =>
        typeof(NewCommand)
            .Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!
            .InformationalVersion.Split('+')[0];
}
