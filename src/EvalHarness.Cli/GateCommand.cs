using System.Collections.Immutable;
using System.CommandLine;
using EvalHarness.Cli.Views;
using EvalHarness.Comparisons.Gates;
using EvalHarness.Core;
using EvalHarness.Files;
using EvalHarness.Logs;
using EvalHarness.Reports.Gates;
using EvalHarness.Runs;
using EvalHarness.Suites;
using EvalHarness.Yaml;

namespace EvalHarness.Cli;

/// <summary><c>evalharness gate</c>: decides the gates of suites, from finished runs where there are any.</summary>
internal sealed class GateCommand(Terminal terminal)
{
    private readonly Argument<string[]> suites = Arguments.Suites();
    private readonly Option<string> results = Arguments.Results();
    private readonly Option<string?> against = new("--against")
    {
        Description = "Also test that no model is worse than in 'baseline', the committed one, or in a run.",
    };

    private readonly Option<string?> junit = new("--junit") { Description = "Write the gates as JUnit XML." };
    private readonly Option<string?> summary = new("--summary") { Description = "Write the gates as Markdown." };
    private readonly Option<bool> quiet = Arguments.Quiet();

    public static Command Create(Terminal terminal) => new GateCommand(terminal).Create();

    private Command Create() =>
        new Command("gate", "Decide the gates of suites; asks models only for what no finished run answers.")
        {
            suites,
            results,
            against,
            junit,
            summary,
            quiet,
        }.Does(terminal, GateAsync);

    private async Task<int> GateAsync(ParseResult parsed, Catalog catalog, CancellationToken cancellationToken)
    {
        var mode = RunModes.Read(Environment.GetEnvironmentVariable);
        var all = SuiteReader.ReadAll(parsed.GetRequiredValue(suites), catalog, Environment.GetEnvironmentVariable);
        using var interrupts = new Interrupts(terminal);
        var decided = new List<Decided>();
        foreach (var suite in all)
        {
            decided.Add(await DecideAsync(parsed, suite, mode, catalog, interrupts, cancellationToken));
        }

        await WriteFilesAsync(parsed, decided, cancellationToken);
        return interrupts.Drain.IsCancellationRequested ? ExitCode.Interrupted : decided.Max(End);
    }

    private async Task<Decided> DecideAsync(
        ParseResult parsed,
        Suite suite,
        RunMode mode,
        Catalog catalog,
        Interrupts interrupts,
        CancellationToken cancellationToken
    )
    {
        var context = RunCommand.Context(parsed.GetRequiredValue(results), catalog);
        var run = await AskAsync(suite, context, mode, parsed.GetValue(quiet), interrupts);
        var table = await GateConclusions.ScoreAsync(run.Folder, catalog, cancellationToken);
        var gates = parsed.GetValue(against) is { } other
            ? await GateConclusions.DrawAsync(table, context.Store, other, catalog, cancellationToken)
            : await GateConclusions.DrawAsync(table, context.Store, catalog, cancellationToken);
        if (gates.IsEmpty)
        {
            throw new DocumentException(
                new Fault(new Location(suite.File), "a suite without gates", "gates, or --against baseline")
            );
        }

        GateView.Write(terminal, suite.Name, gates);
        GitHubActions.Annotate(terminal, suite.File, gates, Environment.GetEnvironmentVariable);
        return new Decided(suite.Name, gates, IsWorldFailed(table));
    }

    private async Task<ReusedRun> AskAsync(
        Suite suite,
        PlanContext context,
        RunMode mode,
        bool isQuiet,
        Interrupts interrupts
    )
    {
        var meter = new RunMeter(TimeProvider.System);
        var asking = ReusedRun.FindOrRunAsync(suite, context, mode, meter, interrupts.Drain, interrupts.Abandon);
        if (!isQuiet)
        {
            await new ProgressView(terminal, meter, TimeProvider.System).ShowAsync(asking);
        }

        var run = await asking;
        if (!isQuiet)
        {
            terminal.Note(
                run.IsReused
                    ? $"{suite.Name}: decided from the finished run {run.Folder.Path}"
                    : $"{suite.Name}: ran, {run.Folder.Path}"
            );
        }

        return run;
    }

    private async Task WriteFilesAsync(
        ParseResult parsed,
        IReadOnlyList<Decided> decided,
        CancellationToken cancellationToken
    )
    {
        if (parsed.GetValue(junit) is { } xml)
        {
            Files.MakeFolderOf(xml);
            var document = GateJUnit.Document(decided.Select(one => (one.Suite, one.Gates)));
            await WholeFile.WriteAsync(
                xml,
                (file, token) => document.SaveAsync(file, System.Xml.Linq.SaveOptions.None, token),
                cancellationToken
            );
        }

        string markdown = string.Join('\n', decided.Select(one => GateMarkdown.Render(one.Suite, one.Gates)));
        if (parsed.GetValue(summary) is { } page)
        {
            Files.MakeFolderOf(page);
            await WholeFile.WriteAsync(page, markdown, cancellationToken);
        }

        if (GitHubActions.SummaryFile(Environment.GetEnvironmentVariable) is { } job)
        {
            await File.AppendAllTextAsync(job, markdown, cancellationToken);
        }
    }

    /// <summary>The world failed, or left out every model that a gate is about.</summary>
    private static int End(Decided suite) =>
        suite.Gates.Any(gate => gate.Verdict == GateVerdict.Fail) ? ExitCode.GateFailed
        : suite.IsWorldFailed || suite.Gates.All(gate => gate.Verdict == GateVerdict.Skipped) ? ExitCode.TheWorld
        : suite.Gates.Any(gate => gate.Blocks) ? ExitCode.GateFailed
        : ExitCode.Good;

    private static bool IsWorldFailed(ScoreTable table) =>
        table.Tasks.Any(task =>
            task.Cells.Any(cells =>
                cells.Outcomes.Count(outcome => outcome is Outcome.Failed or Outcome.NotRun)
                > table.Header.Compare.MaxFailed * cells.Outcomes.Length
            )
        );

    private sealed record Decided(string Suite, ImmutableArray<GateResult> Gates, bool IsWorldFailed);
}
