using System.CommandLine;
using EvalHarness.Cli.Views;
using EvalHarness.Conclusions;
using EvalHarness.Yaml;

namespace EvalHarness.Cli.Verbs;

/// <summary><c>evalharness merge</c>: runs of shards as the one run that they are parts of; asks no model.</summary>
internal sealed class MergeCommand(Terminal terminal)
{
    private readonly Argument<string[]> paths = new("path")
    {
        Description = "Runs of shards: their folders, or folders below which all are taken.",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<string> results = Arguments.Results();
    private readonly Option<string?> output = new("--out", "-o")
    {
        Description = "Folder of the report; the folder of the merged run by default.",
    };

    private readonly Option<bool> open = Arguments.Open();
    private readonly Option<bool> json = Arguments.Json();

    public static Command Create(Terminal terminal) => new MergeCommand(terminal).Create();

    private Command Create() =>
        new Command("merge", "Join runs of shards into the run that they are parts of; asks no model.")
        {
            paths,
            results,
            output,
            open,
            json,
        }.Does(terminal, MergeAsync);

    private async Task<int> MergeAsync(ParseResult parsed, Catalog catalog, CancellationToken cancellationToken)
    {
        var merged = await MergedRun.MakeAsync(
            parsed.GetRequiredValue(paths),
            Verb.Options(catalog, parsed.GetRequiredValue(results)),
            cancellationToken
        );
        int worst = ExitCode.Good;
        foreach (var run in merged)
        {
            foreach (string note in run.Notes)
            {
                terminal.Note(note);
            }

            var header = run.Evaluation.Scores.Header;
            terminal.Note(
                $"{header.Suite}: {Plurals.Count(header.MergedFrom?.Length ?? 0, "run")} merged into {run.Evaluation.Folder.Path}"
            );
            if (!run.Missing.IsEmpty)
            {
                terminal.Note(
                    $"missing: {Plurals.Count(run.Missing.Length, "shard")} of {header.Shards!.Count} ({string.Join(", ", run.Missing)})"
                );
            }

            await new ConclusionView(terminal).WriteAsync(
                run.Evaluation,
                new Told(parsed.GetValue(output), parsed.GetValue(open), parsed.GetValue(json)),
                cancellationToken
            );
            worst = Math.Max(worst, run.Missing.IsEmpty ? ConclusionView.End(run.Evaluation) : ExitCode.TheWorld);
        }

        return worst;
    }
}
