using System.CommandLine;
using EvalHarness.Cli.Views;
using EvalHarness.Conclusions;
using EvalHarness.Core;
using EvalHarness.Runs;
using EvalHarness.Suites;
using EvalHarness.Yaml;

namespace EvalHarness.Cli.Verbs;

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

    private readonly Option<bool> judgeOnly = new("--judge-only")
    {
        Description = "Ask the judges alone, about answers that are there already.",
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
    private readonly Option<string?> shard = Shards.Option();
    private readonly Option<string?> fleet = Arguments.Fleet();
    private readonly Option<bool> open = Arguments.Open();
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
            judgeOnly,
            noCache,
            output,
            open,
            quiet,
            json,
        };
        foreach (var option in stop.All)
        {
            command.Add(option);
        }

        command.Add(shard);
        command.Add(fleet);
        return command.Does(terminal, RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, Catalog catalog, CancellationToken cancellationToken)
    {
        var options = Verb.Options(catalog, parsed.GetRequiredValue(results)) with
        {
            Run = new RunOptions
            {
                Fresh = parsed.GetValue(fresh),
                RetryFailed = parsed.GetValue(retryFailed),
                JudgeOnly = parsed.GetValue(judgeOnly),
                UseCache = !parsed.GetValue(noCache),
                Fleet = parsed.GetValue(fleet),
            },
        };
        var all = await Verb.ReadSuitesAsync(terminal, parsed.GetRequiredValue(suites), options, cancellationToken);
        int worst = ExitCode.Good;
        using var interrupts = new Interrupts(terminal);
        options = options with { Drain = interrupts.Drain, Abandon = interrupts.Abandon };
        foreach (var suite in all)
        {
            var evaluation = await EvaluateAsync(parsed, suite, options, interrupts, cancellationToken);
            await TellAsync(parsed, evaluation, cancellationToken);
            worst = Math.Max(worst, End(evaluation, interrupts));
        }

        return worst;
    }

    private async Task<Evaluation> EvaluateAsync(
        ParseResult parsed,
        Suite suite,
        EvaluationOptions options,
        Interrupts interrupts,
        CancellationToken cancellationToken
    )
    {
        var view = new ProgressView(terminal, TimeProvider.System);
        interrupts.Watch(view.Meter);
        var running = Evaluation.RunAsync(
            suite,
            options with
            {
                ReportFollows = true,
                Looks = stop.Read(parsed, suite),
                Shard = Shards.Read(parsed.GetValue(shard)),
                Progress = view.Meter,
                Planned = plan =>
                {
                    Announce(parsed, plan);
                    view.Begin();
                },
            },
            cancellationToken
        );
        if (!parsed.GetValue(quiet))
        {
            await view.ShowAsync(running);
        }

        return await running;
    }

    private void Announce(ParseResult parsed, RunPlan plan)
    {
        if (!parsed.GetValue(quiet))
        {
            foreach (string line in RunSummary.Of(plan))
            {
                terminal.Note(line);
            }
        }
    }

    private async Task TellAsync(ParseResult parsed, Evaluation evaluation, CancellationToken cancellationToken)
    {
        if (!parsed.GetValue(quiet) && evaluation.Asked is { } asked)
        {
            terminal.Note(RunSummary.Of(asked));
            if (asked.Models.Any(model => model.Outcomes.GetValueOrDefault(Outcome.Failed) > 0))
            {
                terminal.Note(evaluation.Notes, NoteKind.Failure);
            }
        }

        var told = new Told(parsed.GetValue(output), parsed.GetValue(open), parsed.GetValue(json));
        await new ConclusionView(terminal).WriteAsync(evaluation, told, cancellationToken);
    }

    private static int End(Evaluation evaluation, Interrupts interrupts)
    {
        if (interrupts.Drain.IsCancellationRequested)
        {
            return ExitCode.Interrupted;
        }

        return ConclusionView.End(evaluation);
    }
}
