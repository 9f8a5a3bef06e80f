using EvalHarness.Logs;
using EvalHarness.Scoring.Judges;
using EvalHarness.Statistics.Rankings;
using EvalHarness.Yaml;

namespace EvalHarness.Conclusions.Preferences;

/// <summary>Reads what the judges of a run prefer that compare answers with each other: a function of its log.</summary>
internal static class PreferenceReader
{
    /// <summary>Resamples of strengths and of length-controlled rates.</summary>
    public const int Resamples = 2_000;

    /// <summary>The preferences of each such judge, by task and judge; empty where there is none.</summary>
    /// <param name="folder">The run folder.</param>
    /// <param name="header">Its header.</param>
    /// <param name="catalog">The words that suites may use.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async Task<IReadOnlyDictionary<(string Task, string Judge), PreferenceSummary>> ReadAsync(
        RunFolder folder,
        RunHeader header,
        Catalog catalog,
        CancellationToken cancellationToken
    )
    {
        var tallies = (
            from task in header.Tasks
            from judge in task.Judges ?? []
            let pair = catalog.Read<IJudgeQuestion>(judge.Question) as Pairwise
            where pair is not null
            select (
                Task: task,
                Judge: judge,
                Tally: new PreferenceTally(
                    judge,
                    pair,
                    [.. header.Models.Where(model => model.IsAsked).Select(model => model.Name)]
                )
            )
        ).ToList();
        var found = new Dictionary<(string, string), PreferenceSummary>();
        if (tallies.Count == 0)
        {
            return found;
        }

        var verdicts = await Judgements.ReadAsync(folder, header, catalog, cancellationToken);
        var tasks = tallies.Select(one => one.Task.Name).ToHashSet(StringComparer.Ordinal);
        await foreach (var answers in JudgedTexts.ReadAsync(folder, header, tasks, cancellationToken))
        {
            foreach (var one in tallies.Where(one => one.Task.Name == answers.Task))
            {
                one.Tally.Add(answers, verdicts!.Pairs);
            }
        }

        foreach (var (task, judge, tally) in tallies)
        {
            found[(task.Name, judge.Name)] = Of(tally, header.Compare.Confidence, unchecked((ulong)header.Seed));
        }

        return found;
    }

    /// <summary>What follows from all that was gathered.</summary>
    internal static PreferenceSummary Of(PreferenceTally tally, double level, ulong seed)
    {
        var clusters = tally.Clusters;
        var controlled = tally.Games.Select(games => Controlled(games)).ToArray();
        var pairs = tally.Pairs.Select(
            (pair, index) =>
                new PairWinRate(
                    tally.Models[pair.One],
                    tally.Models[pair.Other],
                    ClusteredRate.Of([.. tally.Games[index].Select(game => (game.Row, game.Value))], clusters, level),
                    controlled[index] is { } rate ? Rate(rate.Rate, rate.Interval, rate.N) : null
                )
        );
        var models = Enumerable
            .Range(0, tally.Models.Length)
            .Where(model => tally.Models[model] != tally.Question.Against || tally.Question.IsRound)
            .Select(model => new WinRate(
                tally.Models[model],
                ClusteredRate.Of(tally.Scores[model], clusters, level),
                ControlledOf(model),
                tally.Lengths[model] is { Count: > 0 } lengths ? lengths.Sum / lengths.Count : null
            ));
        return new(
            tally.Question.Against,
            [.. models],
            [.. pairs],
            tally.Counts,
            tally.Position(level),
            ClusteredRate.Of(tally.Longer, clusters, level),
            tally.Question.IsRound ? Strengths(tally, level, seed) : null,
            level
        );

        LengthControlledWinRate? Controlled(List<(int Row, double Value, double Longer)> games) =>
            LengthControlledWinRate.Of(
                [.. games.Select(game => game.Value)],
                [.. games.Select(game => game.Longer)],
                [.. games.Select(game => clusters.Of[game.Row])],
                clusters.Count,
                Resamples,
                seed,
                level
            );

        ClusteredRate? ControlledOf(int model)
        {
            LengthControlledWinRate?[] rates =
            [
                .. tally
                    .Pairs.Index()
                    .Where(pair => pair.Item.One == model || pair.Item.Other == model)
                    .Select(pair =>
                        pair.Item.One == model ? controlled[pair.Index] : controlled[pair.Index]?.OfTheOther()
                    ),
            ];
            return
                rates.All(rate => rate is not null)
                && LengthControlledWinRate.Mean(rates!, clusters.Count, level) is { } mean
                ? Rate(mean.Rate, mean.Interval, rates.Sum(rate => rate!.N))
                : null;
        }

        ClusteredRate Rate(double rate, Statistics.Intervals.Interval? interval, int n) =>
            new(rate, interval, n, clusters.Count);
    }

    private static ClusteredBradleyTerry? Strengths(PreferenceTally tally, double level, ulong seed)
    {
        var games = tally
            .Games.SelectMany(
                (games, pair) =>
                    games.Select(game => (tally.Pairs[pair].One, tally.Pairs[pair].Other, game.Value, game.Row))
            )
            .ToArray();
        var clusters = tally.Clusters;
        return games.Length == 0
            ? null
            : ClusteredBradleyTerry.Of(
                Array.ConvertAll(games, game => game.One),
                Array.ConvertAll(games, game => game.Other),
                Array.ConvertAll(games, game => game.Value),
                Array.ConvertAll(games, game => clusters.Of[game.Row]),
                tally.Models.Length,
                Resamples,
                seed,
                level
            );
    }
}
