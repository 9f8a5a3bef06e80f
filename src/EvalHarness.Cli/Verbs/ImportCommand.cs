using System.Collections.Immutable;
using System.CommandLine;
using EvalHarness.Cli.Views;
using EvalHarness.Conclusions;
using EvalHarness.Core;
using EvalHarness.Imports;
using EvalHarness.Suites;
using EvalHarness.Yaml;

namespace EvalHarness.Cli.Verbs;

/// <summary><c>evalharness import</c>: looks into logs of other tools, and takes their answers into a suite.</summary>
internal sealed class ImportCommand(Terminal terminal)
{
    private readonly Argument<string[]> paths = new("path")
    {
        Description = "Logs of other tools: files, or folders whose logs are all taken.",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<string?> suite = new("--suite")
    {
        Description = "Suite that the answers are taken into: joined with its samples and scored by its metrics.",
        HelpName = "file",
    };

    private readonly Option<string?> name = new("--as")
    {
        Description = "What the model is called there; by default what the logs call it.",
        HelpName = "name",
    };

    private readonly Option<string> results = Arguments.Results();
    private readonly Option<bool> json = Arguments.Json();

    public static Command Create(Terminal terminal) => new ImportCommand(terminal).Create();

    private Command Create() =>
        new Command("import", "Look into logs of other tools, and take their answers into a suite.")
        {
            paths,
            suite,
            name,
            results,
            json,
        }.Does(terminal, ImportAsync);

    private async Task<int> ImportAsync(ParseResult parsed, Catalog catalog, CancellationToken cancellationToken)
    {
        string[] given = parsed.GetRequiredValue(paths);
        foreach (string path in given.Where(path => !Path.Exists(path)))
        {
            throw new DocumentException(
                new Fault(new Location(path), "no such file or folder", "the log of another tool")
            );
        }

        var options = Verb.Options(catalog, parsed.GetRequiredValue(results));
        if (parsed.GetValue(suite) is { } file)
        {
            return await TakeAsync(parsed, given, file, options, cancellationToken);
        }

        if (parsed.GetValue(name) is not null)
        {
            throw new DocumentException(
                new Fault(
                    new Location(name.Name),
                    "a name and no suite",
                    "--suite with the suite that the answers are taken into"
                )
            );
        }

        var logs = await ImportedLogs.FindAsync(
            given,
            ImportedLogs.ReadersOf(catalog.Keywords(typeof(ILogReader)).Values),
            cancellationToken
        );
        var looked = ImmutableArray.CreateBuilder<(ImportedLog, ImmutableArray<CheckedEvaluation>)>();
        foreach (var log in logs)
        {
            looked.Add((log, await LogCheck.ReadAsync(log, cancellationToken)));
        }

        if (parsed.GetValue(json))
        {
            ImportJson.Write(terminal, looked.ToImmutable());
        }
        else
        {
            ImportView.Write(terminal, looked.ToImmutable());
        }

        return ExitCode.Good;
    }

    private async Task<int> TakeAsync(
        ParseResult parsed,
        string[] given,
        string file,
        EvaluationOptions options,
        CancellationToken cancellationToken
    )
    {
        var read = SuiteReader.ReadAll([file], options.Catalog, Environment.GetEnvironmentVariable)[0];
        var run = await ImportedRun.MakeAsync(read, given, parsed.GetValue(name), options, cancellationToken);
        if (parsed.GetValue(json))
        {
            ImportJson.Write(terminal, run);
        }
        else
        {
            LeaderboardView.Write(terminal, run.Evaluation.Comparison);
            ImportView.Write(terminal, run, file, given);
        }

        return ExitCode.Good;
    }
}
