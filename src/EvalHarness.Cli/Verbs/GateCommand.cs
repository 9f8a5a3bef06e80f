using System.CommandLine;
using EvalHarness.Cli.Views;
using EvalHarness.Comparisons.Gates;
using EvalHarness.Comparisons.Results;
using EvalHarness.Conclusions;
using EvalHarness.Core;
using EvalHarness.Files;
using EvalHarness.Reports.Gates;
using EvalHarness.Runs;
using EvalHarness.Suites;
using EvalHarness.Yaml;

namespace EvalHarness.Cli.Verbs;

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
        using var interrupts = new Interrupts(terminal);
        var options = Verb.Options(catalog, parsed.GetRequiredValue(results)) with
        {
            Mode = RunModes.Read(Environment.GetEnvironmentVariable),
            Against = parsed.GetValue(against),
            Drain = interrupts.Drain,
            Abandon = interrupts.Abandon,
        };
        var decided = new List<Evaluation>();
        try
        {
            foreach (
                var suite in await Verb.ReadSuitesAsync(
                    terminal,
                    parsed.GetRequiredValue(suites),
                    options,
                    cancellationToken
                )
            )
            {
                decided.Add(await DecideAsync(parsed, suite, options, interrupts, cancellationToken));
            }
        }
        catch (DocumentException broken)
        {
            await WriteFilesAsync(parsed, decided, broken.Faults, cancellationToken);
            throw;
        }

        await WriteFilesAsync(parsed, decided, [], cancellationToken);
        return interrupts.Drain.IsCancellationRequested ? ExitCode.Interrupted : decided.Max(End);
    }

    private async Task<Evaluation> DecideAsync(
        ParseResult parsed,
        Suite suite,
        EvaluationOptions options,
        Interrupts interrupts,
        CancellationToken cancellationToken
    )
    {
        var view = new ProgressView(terminal, TimeProvider.System);
        interrupts.Watch(view.Meter);
        var running = Evaluation.RunAsync(suite, options with { Progress = view.Meter }, cancellationToken);
        if (!parsed.GetValue(quiet))
        {
            view.Begin();
            await view.ShowAsync(running);
        }

        var evaluation = await running;
        if (!parsed.GetValue(quiet))
        {
            terminal.Note(
                evaluation.Asked is null
                    ? $"{suite.Name}: decided from the finished run {evaluation.Folder.Path}"
                    : $"{suite.Name}: ran, {evaluation.Folder.Path}"
            );
        }

        if (evaluation.Gates.IsEmpty)
        {
            throw new DocumentException(
                new Fault(new Location(suite.File), "a suite without gates", "gates, or --against baseline")
            );
        }

        GateView.Write(terminal, suite.Name, evaluation.Gates);
        GitHubActions.Annotate(terminal, suite.File, evaluation.Gates, Environment.GetEnvironmentVariable);
        return evaluation;
    }

    private async Task WriteFilesAsync(
        ParseResult parsed,
        IReadOnlyList<Evaluation> decided,
        IReadOnlyList<Fault> faults,
        CancellationToken cancellationToken
    )
    {
        if (parsed.GetValue(junit) is { } xml)
        {
            Files.MakeFolderOf(xml);
            var document = GateJUnit.Document(decided.Select(one => (one.Scores.Header.Suite, one.Gates)), faults);
            await WholeFile.WriteAsync(
                xml,
                (file, token) => GateJUnit.WriteAsync(document, file, token),
                cancellationToken
            );
        }

        string markdown = string.Join(
            '\n',
            decided.Select(one =>
                GateMarkdown.Render(one.Scores.Header.Suite, one.Gates)
                + (one.Baseline is { } baseline ? "\n" + ChangesMarkdown.Render(baseline, one.Scores) : "")
            )
        );
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
    private static int End(Evaluation suite) =>
        suite.Gates.Any(gate => gate.Verdict == GateVerdict.Fail) ? ExitCode.GateFailed
        : Completeness.Of(suite.Scores).Any(one => one.Completeness.BlocksVerdict)
        || suite.Gates.All(gate => gate is { Verdict: GateVerdict.Skipped, Reason: not GateReason.NoRunsYet })
            ? ExitCode.TheWorld
        : suite.Gates.Any(gate => gate.Blocks) ? ExitCode.GateFailed
        : ExitCode.Good;
}
