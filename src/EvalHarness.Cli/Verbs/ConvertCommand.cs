using System.CommandLine;
using EvalHarness.Cli.Views;
using EvalHarness.Conclusions;
using EvalHarness.Conversions;
using EvalHarness.Core;
using EvalHarness.Files;
using EvalHarness.Yaml;

namespace EvalHarness.Cli.Verbs;

/// <summary><c>evalharness convert</c>: writes another tool's suite out as one of ours, and says what became of each part.</summary>
internal sealed class ConvertCommand(Terminal terminal)
{
    private const string SuiteFile = "suite.yaml";

    private readonly Argument<string> file = new("file")
    {
        Description =
            "Suite of another tool: a promptfoo configuration or CSV of tests, or a task of lm-evaluation-harness in YAML.",
    };

    private readonly Option<string?> output = new("--out", "-o")
    {
        Description = "Folder to write to; by default one with the suite's name, in this folder.",
        HelpName = "folder",
    };

    private readonly Option<bool> leaveOut = new("--leave-out")
    {
        Description = "Write the suite without what cannot be said exactly, which its first lines list.",
    };

    private readonly Option<bool> look = new("--look")
    {
        Description = "Only say what would become of it; write nothing.",
    };
    private readonly Option<bool> force = new("--force") { Description = "Write over files that are there." };
    private readonly Option<bool> json = Arguments.Json();

    public static Command Create(Terminal terminal) => new ConvertCommand(terminal).Create();

    private Command Create() =>
        new Command("convert", "Write another tool's suite out as one of ours; runs no code of it and asks no model.")
        {
            file,
            output,
            leaveOut,
            look,
            force,
            json,
        }.Does(terminal, ConvertAsync);

    private async Task<int> ConvertAsync(ParseResult parsed, Catalog catalog, CancellationToken cancellationToken)
    {
        string path = parsed.GetRequiredValue(file);
        if (!File.Exists(path))
        {
            throw new DocumentException(
                new Fault(
                    new Location(path),
                    Directory.Exists(path) ? "a folder" : "no such file",
                    "the suite of another tool"
                )
            );
        }

        var made = await SuiteConverters.ConvertAsync(
            path,
            SuiteConverters.ConvertersOf(catalog.Keywords(typeof(ISuiteConverter)).Values),
            cancellationToken
        );
        bool isWritten =
            !parsed.GetValue(look) && made.Suite is not null && (!made.IsPartial || parsed.GetValue(leaveOut));
        string folder = parsed.GetValue(output) ?? made.Name;
        if (isWritten)
        {
            await WriteAsync(made, folder, parsed.GetValue(force), catalog, cancellationToken);
        }

        string? written = isWritten ? Path.Combine(folder, SuiteFile) : null;
        if (parsed.GetValue(json))
        {
            ConvertJson.Write(terminal, made, written);
        }
        else
        {
            ConvertView.Write(terminal, made, path, written);
        }

        return made.Suite is null || (made.IsPartial && !parsed.GetValue(leaveOut)) ? ExitCode.YourFile : ExitCode.Good;
    }

    /// <summary>Writes all files, and reads the suite as <c>validate</c> does before anything is where it belongs.</summary>
    private static async Task WriteAsync(
        SuiteConversion made,
        string folder,
        bool isForced,
        Catalog catalog,
        CancellationToken cancellationToken
    )
    {
        (string Name, string Text)[] files =
        [
            (SuiteFile, made.Suite!),
            .. made.Files.Select(one => (one.Key, one.Value)),
        ];
        Fault[] there =
        [
            .. files
                .Select(one => Path.Combine(folder, one.Name))
                .Where(target => !isForced && Path.Exists(target))
                .Select(target => new Fault(
                    new Location(target),
                    "a file that is there already",
                    "another folder for --out, or --force"
                )),
        ];
        if (there.Length > 0)
        {
            throw new DocumentException(there);
        }

        await CheckAsync(files, catalog, cancellationToken);
        Directory.CreateDirectory(folder);
        foreach (var (name, text) in files)
        {
            await WholeFile.WriteAsync(Path.Combine(folder, name), text, cancellationToken);
        }
    }

    private static async Task CheckAsync(
        (string Name, string Text)[] files,
        Catalog catalog,
        CancellationToken cancellationToken
    )
    {
        var trial = Directory.CreateTempSubdirectory("evalharness-convert-");
        try
        {
            foreach (var (name, text) in files)
            {
                await WholeFile.WriteAsync(Path.Combine(trial.FullName, name), text, cancellationToken);
            }

            string results = Path.Combine(trial.FullName, "results");
            await SuiteCheck.ReadAllAsync(
                [Path.Combine(trial.FullName, SuiteFile)],
                Verb.Options(catalog, results),
                Environment.GetEnvironmentVariable,
                cancellationToken
            );
        }
        finally
        {
            trial.Delete(recursive: true);
        }
    }
}
