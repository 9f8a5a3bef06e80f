using System.CommandLine;
using System.Reflection;
using EvalHarness.Cli.Views;
using EvalHarness.Core;
using EvalHarness.Logs;
using EvalHarness.Runs;
using EvalHarness.Suites;
using EvalHarness.Yaml;

namespace EvalHarness.Cli;

/// <summary><c>evalharness run</c>: asks the models, scores, compares, reports; goes on where it was stopped.</summary>
internal sealed class RunCommand(Terminal terminal)
{
    private readonly Argument<string[]> suites = Arguments.Suites();
    private readonly Option<string> results = Arguments.Results();
    private readonly Option<bool> fresh = new("--fresh")
    {
        Description = "Begin a new run even where an unfinished one could be taken up.",
    };

    private readonly Option<bool> retryFailed = new("--retry-failed")
    {
        Description = "Repeat the failed requests of the latest run, and nothing else.",
    };

    private readonly Option<bool> noCache = new("--no-cache")
    {
        Description = "Serve nothing from answers of earlier runs.",
    };
    private readonly Option<string?> output = new("--out", "-o")
    {
        Description = "Folder of the report; the run folder by default.",
    };

    private readonly StopWhen stop = new();
    private readonly Option<bool> quiet = Arguments.Quiet();
    private readonly Option<bool> json = Arguments.Json();

    public static Command Create(Terminal terminal) => new RunCommand(terminal).Create();

    private Command Create()
    {
        var command = new Command(
            "run",
            "Ask the models of a suite, score, compare and report; goes on where it was stopped."
        )
        {
            suites,
            results,
            fresh,
            retryFailed,
            noCache,
            output,
            quiet,
            json,
        };
        foreach (var option in stop.All)
        {
            command.Add(option);
        }

        return command.Does(terminal, RunAsync);
    }

    /// <summary>The context that planning and running share.</summary>
    internal static PlanContext Context(string results, Catalog catalog) =>
        new(catalog, new RunStore(results), TimeProvider.System, Version);

    private static string Version =>
        typeof(RunCommand).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion
        ?? "";

    private async Task<int> RunAsync(ParseResult parsed, Catalog catalog, CancellationToken cancellationToken)
    {
        var all = SuiteReader.ReadAll(parsed.GetRequiredValue(suites), catalog, Environment.GetEnvironmentVariable);
        int worst = ExitCode.Good;
        using var interrupts = new Interrupts(terminal);
        foreach (var suite in all)
        {
            worst = Math.Max(worst, await RunAsync(parsed, suite, catalog, interrupts, cancellationToken));
        }

        return worst;
    }

    private async Task<int> RunAsync(
        ParseResult parsed,
        Suite suite,
        Catalog catalog,
        Interrupts interrupts,
        CancellationToken cancellationToken
    )
    {
        bool isQuiet = parsed.GetValue(quiet);
        var context = Context(parsed.GetRequiredValue(results), catalog);
        using var whole = await new RunPlanner(suite, context).PlanAsync(interrupts.Drain);
        var (plan, isDecided) = await stop.ApplyAsync(parsed, whole, catalog, interrupts.Drain);
        if (!isQuiet)
        {
            Announce(suite, plan);
        }

        var run = await AskAsync(parsed, plan, isDecided, interrupts, isQuiet);
        var conclusions = await Conclusions.DrawAsync(run.Folder, catalog, rescore: true, cancellationToken);
        conclusions = conclusions with
        {
            Gates = await GateConclusions.DrawAsync(conclusions.Table, context.Store, catalog, cancellationToken),
        };
        conclusions = conclusions.Decide(terminal, context.Store, catalog);
        string page = await ReportFiles.WriteAsync(
            conclusions.ReportInput(),
            parsed.GetValue(output) ?? run.Folder.Path,
            cancellationToken
        );
        if (parsed.GetValue(json))
        {
            JsonView.Write(terminal, conclusions);
        }
        else
        {
            LeaderboardView.Write(terminal.Out, conclusions.Comparison);
            if (conclusions.Decision is { } account)
            {
                VerdictView.Write(terminal, account, isShort: true);
            }

            terminal.Write("");
            GateView.WriteBrief(terminal, suite.Name, conclusions.Gates);
            terminal.Write($"report: {page}");
        }

        return End(run, conclusions, interrupts);
    }

    private async Task<RunResult> AskAsync(
        ParseResult parsed,
        RunPlan plan,
        Func<RunFolder, CancellationToken, Task<bool>>? isDecided,
        Interrupts interrupts,
        bool isQuiet
    )
    {
        var meter = new RunMeter(TimeProvider.System);
        var options = new RunOptions
        {
            Fresh = parsed.GetValue(fresh),
            RetryFailed = parsed.GetValue(retryFailed),
            UseCache = !parsed.GetValue(noCache),
            IsDecided = isDecided,
        };
        var asking = new Runner(plan, meter, options).RunAsync(interrupts.Drain, interrupts.Abandon);
        if (!isQuiet)
        {
            await new ProgressView(terminal, meter, TimeProvider.System).ShowAsync(asking);
        }

        var run = await asking;
        if (!isQuiet)
        {
            terminal.Note(RunSummary.Of(run));
            if (run.Models.Any(model => model.Outcomes.GetValueOrDefault(Outcome.Failed) > 0))
            {
                foreach (string line in await FailureNotes.ReadAsync(run.Folder, CancellationToken.None))
                {
                    terminal.Note(line);
                }
            }
        }

        return run;
    }

    private void Announce(Suite suite, RunPlan plan)
    {
        foreach (string warning in plan.Header.Warnings)
        {
            terminal.Note(warning);
        }

        int published = suite.Models.Length - plan.Models.Length;
        string known = published == 0 ? "" : FormattableString.Invariant($", {published} known by published scores");
        terminal.Note(
            FormattableString.Invariant(
                $"{suite.Name}: {Plurals.Count(plan.Models.Length, "model")}{known}, {Plurals.Count(plan.Tasks.Sum(task => task.Samples), "sample")}, {Plurals.Count(plan.Requests, "request")}"
            )
        );
    }

    private static int End(RunResult run, Conclusions conclusions, Interrupts interrupts)
    {
        if (interrupts.Drain.IsCancellationRequested)
        {
            return ExitCode.Interrupted;
        }

        double allowed = conclusions.Comparison.Run.Compare.MaxFailed;
        var models = conclusions.Comparison.Tasks.SelectMany(task => task.Models);
        return run.Models.Any(model => model.Stopped is not null) || models.Any(model => FailedShare(model) > allowed)
            ? ExitCode.TheWorld
            : ExitCode.Good;
    }

    private static double FailedShare(Comparisons.Results.ModelSummary model) =>
        model.Planned == 0 ? 0 : (double)model.Outcomes[Outcome.Failed] / model.Planned;
}
