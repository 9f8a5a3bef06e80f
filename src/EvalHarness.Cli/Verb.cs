using System.Collections.Immutable;
using System.CommandLine;
using EvalHarness.Conclusions;
using EvalHarness.Core;
using EvalHarness.Extensions;
using EvalHarness.Suites;
using EvalHarness.Yaml;

namespace EvalHarness.Cli;

/// <summary>Builds the commands and turns every ending into an exit code.</summary>
internal static class Verb
{
    /// <summary>A command whose work ends as <see cref="ExitCode"/> says, without a stack trace.</summary>
    /// <param name="command">The command, with its arguments and options.</param>
    /// <param name="terminal">Where it writes.</param>
    /// <param name="work">The work.</param>
    public static Command Does(
        this Command command,
        Terminal terminal,
        Func<ParseResult, CancellationToken, Task<int>> work
    )
    {
        command.SetAction((parsed, cancellationToken) => GuardAsync(terminal, () => work(parsed, cancellationToken)));
        return command;
    }

    /// <summary>The same for a command that needs the words of suites: the user may add assemblies with words of their own.</summary>
    /// <param name="command">The command, with its arguments and options.</param>
    /// <param name="terminal">Where it writes.</param>
    /// <param name="work">The work, given the words.</param>
    public static Command Does(
        this Command command,
        Terminal terminal,
        Func<ParseResult, Catalog, CancellationToken, Task<int>> work
    )
    {
        var extensions = Arguments.Extensions();
        command.Add(extensions);
        return command.Does(
            terminal,
            (parsed, cancellationToken) =>
            {
                string[] files = parsed.GetValue(extensions) ?? [];
                return work(parsed, SuiteCatalog.With().WithExtensions(files, extensions.Name), cancellationToken);
            }
        );
    }

    /// <summary>How verbs evaluate: with the words of the command line, over the logs of a folder.</summary>
    /// <param name="catalog">The words.</param>
    /// <param name="results">The folder of the logs.</param>
    public static EvaluationOptions Options(Catalog catalog, string results) =>
        new() { Catalog = catalog, Results = results };

    /// <summary>
    /// The suites that a verb asks. Of several each is planned before any is asked, so that a fault of the last one is told
    /// before the first one is paid for; a single one is planned anyway. Suites of a folder whose data are not here are told and passed over.
    /// </summary>
    /// <param name="terminal">Where those are told.</param>
    /// <param name="paths">Suite files, and folders whose suites are all taken.</param>
    /// <param name="options">How they are evaluated.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async Task<ImmutableArray<Suite>> ReadSuitesAsync(
        Terminal terminal,
        string[] paths,
        EvaluationOptions options,
        CancellationToken cancellationToken
    )
    {
        if (paths is [var path] && !Directory.Exists(path))
        {
            return options.Run.Fleet is null
                ? SuiteReader.ReadAll(paths, options.Catalog, Environment.GetEnvironmentVariable)
                : SuiteReader.ReadAllForFleet(paths, options.Catalog, Environment.GetEnvironmentVariable);
        }

        var read = await SuiteCheck.ReadAllAsync(paths, options, Environment.GetEnvironmentVariable, cancellationToken);
        if (read.Suites.IsEmpty)
        {
            throw new DocumentException(read.NotHere);
        }

        TellNotHere(terminal, read);
        return [.. read.Suites.Select(one => one.Suite)];
    }

    /// <summary>Tells which data are not here, a line a file.</summary>
    /// <param name="terminal">Where.</param>
    /// <param name="read">The suites.</param>
    public static void TellNotHere(Terminal terminal, CheckedSuites read)
    {
        foreach (var fault in read.NotHere)
        {
            terminal.Note($"data not here: {fault}");
        }
    }

    /// <summary>Opens the run that a verb is about, for its scores and its comparison alone.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="catalog">The words.</param>
    /// <param name="run">What the user calls the run.</param>
    /// <param name="results">The folder of the logs.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static Task<Evaluation> OpenScoresAsync(
        ParseResult parsed,
        Catalog catalog,
        Argument<string> run,
        Option<string> results,
        CancellationToken cancellationToken
    ) =>
        Evaluation.OpenAsync(
            parsed.GetRequiredValue(run),
            Options(catalog, parsed.GetRequiredValue(results)) with
            {
                ScoresOnly = true,
            },
            cancellationToken
        );

    private static async Task<int> GuardAsync(Terminal terminal, Func<Task<int>> work)
    {
        try
        {
            return await work();
        }
        catch (DocumentException e)
        {
            foreach (var fault in e.Faults)
            {
                terminal.Note(fault.ToString());
            }

            return ExitCode.YourFile;
        }
        catch (OperationCanceledException)
        {
            terminal.Note(Interrupts.GoOn);
            return ExitCode.Interrupted;
        }
        catch (IOException e)
        {
            terminal.Note($"error: {e.Message}");
            return ExitCode.TheWorld;
        }
        catch (UnauthorizedAccessException e)
        {
            terminal.Note($"error: {e.Message}");
            return ExitCode.TheWorld;
        }
#pragma warning disable CA1031 // The edge of the tool: whatever is left is a bug of ours, told in one line.
        catch (Exception e)
#pragma warning restore CA1031
        {
            terminal.Note($"internal error: {e.GetType().Name}: {e.Message}");
            terminal.Note("This is a bug in evalharness. Set EVALHARNESS_TRACE=1 for the stack trace.");
            if (Environment.GetEnvironmentVariable("EVALHARNESS_TRACE") is "1")
            {
                terminal.Note(e.ToString());
            }

            return ExitCode.OurBug;
        }
    }
}
