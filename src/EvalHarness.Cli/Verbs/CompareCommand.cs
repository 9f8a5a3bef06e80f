using System.CommandLine;
using EvalHarness.Cli.Imports;
using EvalHarness.Cli.Views;
using EvalHarness.Comparisons.Comparators;
using EvalHarness.Logs;
using EvalHarness.Reports;
using EvalHarness.Reports.Records;
using EvalHarness.Reports.Views;
using EvalHarness.Yaml;

namespace EvalHarness.Cli.Verbs;

/// <summary><c>evalharness compare</c>: compares scores from elsewhere, or several runs of the same task; asks no model.</summary>
internal sealed class CompareCommand(Terminal terminal)
{
    private readonly Argument<string[]> inputs = new("scores")
    {
        Description =
            "Files of scores (CSV, TSV, JSON, JSON Lines), run folders of the same task, or logs of other tools.",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<string[]> trainedOn = new("--trained-on")
    {
        Description =
            "Rows that a model learned from (a data file): which samples of logs and runs are among them, with scores with and without these.",
        HelpName = "file",
        AllowMultipleArgumentsPerToken = true,
    };

    private readonly CompareOptions compare = new();
    private readonly ColumnOptions columns = new();
    private readonly Option<string> results = Arguments.Results();
    private readonly Option<string?> output = new("--out", "-o") { Description = "Write a report into this folder." };
    private readonly Option<bool> open = Arguments.Open();
    private readonly Option<bool> json = Arguments.Json();

    public static Command Create(Terminal terminal) => new CompareCommand(terminal).Create();

    private Command Create()
    {
        var command = new Command("compare", "Compare scores from elsewhere, or runs of the same task; asks no model.")
        {
            inputs,
            results,
            output,
            open,
            json,
            trainedOn,
        };
        foreach (var option in compare.All.Concat(columns.All))
        {
            command.Add(option);
        }

        return command.Does(terminal, CompareAsync);
    }

    private async Task<int> CompareAsync(ParseResult parsed, Catalog catalog, CancellationToken cancellationToken)
    {
        var tables = new Tables(new RunStore(parsed.GetRequiredValue(results)), columns.Read(parsed), catalog)
        {
            LowerIsBetter = parsed.GetValue(columns.LowerIsBetter),
            Seed = parsed.GetValue(compare.Seed) ?? 0,
            TrainedOn = [.. parsed.GetValue(trainedOn) ?? []],
        };
        string[] given = parsed.GetRequiredValue(inputs);
        if (IsShownAsSteps(parsed) && await tables.ReadTwoRunsAsync(given, cancellationToken) is var (earlier, later))
        {
            TwoRunsView.Write(terminal, earlier, later);
            return ExitCode.Good;
        }

        var table = await tables.ReadAsync(given, suite => compare.Read(parsed, suite), cancellationToken);
        compare.Check(parsed, table);
        var comparison = Comparer.Compare(table);
        if (parsed.GetValue(output) is { } folder)
        {
            string page = await ReportFiles.WriteAsync(new ReportInput(comparison, table), folder, cancellationToken);
            terminal.Note($"report: {PageLink.Of(page)}");
            if (parsed.GetValue(open))
            {
                PageLink.Open(terminal, page);
            }
        }

        if (parsed.GetValue(json))
        {
            terminal.Write(ResultJson.Of(comparison));
        }
        else
        {
            LeaderboardView.Write(terminal, comparison);
            ComparisonView.Write(terminal.Out, comparison);
            if (table.Tasks.Any(task => AreUnlike(task.Task.Protocols.Values)) && !table.Header.Compare.AcrossProtocols)
            {
                terminal.Say(
                    $"Models that were asked in different or unknown ways are not tested against each other: {CompareOptions.AcrossProtocols} tests them all the same."
                );
            }
        }

        return ExitCode.Good;
    }

    /// <summary>
    /// Whether two runs are told model by model, each against itself: where JSON, a report or any rule of comparison is asked for, models
    /// of both stand on one board.
    /// </summary>
    private bool IsShownAsSteps(ParseResult parsed) =>
        !parsed.GetValue(json)
        && parsed.GetValue(output) is null
        && compare
            .All.Concat(columns.All)
            .Append(trainedOn)
            .All(option => parsed.GetResult(option) is null or { Implicit: true });

    private static bool AreUnlike(IEnumerable<Protocol> protocols) =>
        protocols.Any(one => one.IsUnknown) || protocols.DistinctBy(one => one.Hash).Skip(1).Any();
}
