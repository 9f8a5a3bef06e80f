using System.CommandLine;
using EvalHarness.Cli.Imports;
using EvalHarness.Comparisons.Comparators;
using EvalHarness.Comparisons.Results;
using EvalHarness.Core;
using EvalHarness.Logs;
using EvalHarness.Yaml;

namespace EvalHarness.Cli.Verbs;

/// <summary>A pilot to learn from, as options: a run or a file of scores, and which pair of models in it.</summary>
internal sealed class PilotOptions
{
    private readonly Option<string?> pilot = new("--pilot") { Description = "Run, or file of scores, to learn from." };
    private readonly Option<string?> model = new("--model")
    {
        Description = "A model of the pilot; the best by default.",
    };
    private readonly Option<string?> against = new("--against")
    {
        Description = "The model it is measured against; the reference by default.",
    };

    private readonly Option<string?> task = new("--task") { Description = "Task of the pilot; the first by default." };
    private readonly Option<string?> metric = new("--metric") { Description = "Its metric; the first by default." };
    private readonly Option<string> results = Arguments.Results();

    /// <summary>All of them.</summary>
    public IEnumerable<Option> All => [pilot, model, against, task, metric, results];

    /// <summary>Those that ask about a pair of models.</summary>
    public IEnumerable<Option> Asking => All.Where(option => option != results);

    /// <summary>The folder of the logs.</summary>
    public string ResultsIn(ParseResult parsed) => parsed.GetRequiredValue(results);

    /// <summary>What the pilot says; null without one.</summary>
    /// <exception cref="DocumentException">The pilot has no such pair, or a pair that cannot be learned from.</exception>
    public async Task<PilotPair?> ReadAsync(ParseResult parsed, Catalog catalog, CancellationToken cancellationToken)
    {
        if (parsed.GetValue(pilot) is not { } given)
        {
            return null;
        }

        var tables = new Tables(new RunStore(parsed.GetRequiredValue(results)), new ScoreColumns(), catalog);
        var comparison = Comparer.Compare(await tables.ReadAsync([given], suite => suite, cancellationToken));
        var of = Find(task, parsed, comparison.Tasks, found => found.Task);
        var by = Find(metric, parsed, of.Metrics, found => found.Metric);
        var pair = Pair(parsed, by);
        return PowerAssumptions.From(pair, of.Epochs) is { } assumptions
            ? new PilotPair(assumptions, pair, by.IsShare)
            : throw new DocumentException(
                new Fault(
                    new Location(given),
                    $"a pilot in which {pair.Model} and {pair.Against} answer alike",
                    "one with a difference to learn from, or --discordance"
                )
            );
    }

    private PairedComparison Pair(ParseResult parsed, MetricComparison by)
    {
        string? Named(Option<string?> option) =>
            parsed.GetValue(option) is null ? null : Find(option, parsed, by.Leaderboard, row => row.Model).Model;
        string? other = Named(against) ?? by.Reference;
        string? first = Named(model) ?? by.Leaderboard.Select(row => row.Model).FirstOrDefault(name => name != other);
        return first is not null && other is not null && by.Find(first, other) is { } pair
            ? pair
            : throw new DocumentException(
                new Fault(new Location(model.Name), "found no pair of two models", "--model and --against")
            );
    }

    private static T Find<T>(Option<string?> option, ParseResult parsed, IReadOnlyList<T> all, Func<T, string> nameOf)
    {
        if (parsed.GetValue(option) is not { } name)
        {
            return all[0];
        }

        string[] names = [.. all.Select(nameOf)];
        int place = Array.IndexOf(names, name);
        return place >= 0
            ? all[place]
            : throw new DocumentException(
                new Fault(
                    new Location(option.Name),
                    $"found '{name}'",
                    $"one of {string.Join(", ", names)}",
                    Spelling.Nearest(name, names)
                )
            );
    }
}
