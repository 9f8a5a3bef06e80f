using System.Collections.Immutable;
using EvalHarness.Comparisons.Results;
using EvalHarness.Core;
using EvalHarness.Reports.Formats;

namespace EvalHarness.Reports.Headlines;

/// <summary>The headline of leaderboards that hold published scores alone: who leads, for nothing was measured here.</summary>
internal static class PublishedTasks
{
    private const int MostNamed = 3;

    private const string NotMeasured = "Nothing was measured by this run, and most differences are not like for like.";

    /// <summary>Counts the leaderboards that a custom model leads.</summary>
    public static Headline Headline(Comparison comparison)
    {
        var boards = comparison.Tasks;
        var leaders = boards.Select(task => (task.Task, Model: task.Headline.Leaderboard[0].Model)).ToArray();
        var kinds = boards
            .SelectMany(task => task.Models)
            .DistinctBy(model => model.Model)
            .ToDictionary(model => model.Model, model => model.Kind, StringComparer.Ordinal);
        string[] custom = [.. kinds.Where(kind => kind.Value == ModelKind.Custom).Select(kind => kind.Key)];
        var led = custom
            .Select(model => (Model: model, Boards: leaders.Count(leader => leader.Model == model)))
            .ToArray();
        return new Headline(
            comparison.Run.Description,
            Answer(led, boards.Length),
            Leaders(leaders),
            [],
            "",
            [
                new Fact($"{led.Sum(one => one.Boards)} of {boards.Length}", "leaderboards led by a custom model"),
                new Fact(Show.Count(kinds.Count), "models known by published scores"),
            ]
        )
        {
            Slots =
            [
                .. custom.Select(model => Places(model, boards)).OfType<Slot>(),
                new Slot("Published scores", NotMeasured, true),
            ],
        };
    }

    /// <summary>How many leaderboards each custom model leads, by id: beside models of the same role a role says nothing.</summary>
    private static string Answer((string Model, int Boards)[] led, int boards)
    {
        int all = led.Sum(one => one.Boards);
        string rest = all == boards ? "" : "; a general one leads the rest";
        return led.Length is 0 or > MostNamed
            ? all == 0
                ? $"No custom model leads any of {boards} published leaderboards."
                : $"{all} of {boards} published leaderboards are led by a custom model{rest}."
            : Answers.Short(led[0].Model)
                + $" leads {Counted(led[0].Boards, boards)} of {boards} published leaderboards"
                + string.Concat(
                    led.Skip(1).Select(one => $", {Answers.Short(one.Model)} {Counted(one.Boards, boards)}")
                )
                + (all == 0 ? "" : rest)
                + ".";
    }

    private static string Counted(int led, int boards) =>
        led == 0 ? "none"
        : led == boards ? "all"
        : Show.Count(led);

    private static string Leaders((string Task, string Model)[] leaders)
    {
        var parts = leaders
            .GroupBy(leader => leader.Model, StringComparer.Ordinal)
            .Select(group => $"{Answers.Short(group.Key)} in {Names.List([.. group.Select(leader => leader.Task)])}");
        return $"First by published score: {string.Join("; ", parts)}.";
    }

    /// <summary>Where a custom model stands that leads nowhere.</summary>
    private static Slot? Places(string model, ImmutableArray<TaskComparison> boards)
    {
        var places = boards
            .Select(task => (task.Task, Row: task.Headline.Leaderboard.FirstOrDefault(row => row.Model == model)))
            .Where(place => place.Row is not null)
            .ToArray();
        return places.Length == 0 || places.Any(place => place.Row!.Rank == 1)
            ? null
            : new Slot(
                "Leads nowhere",
                Passage.Of(
                    Piece.Named(model),
                    $" is number {string.Join(", ", places.Select(place => FormattableString.Invariant($"{place.Row!.Rank} in {place.Task}")))}."
                ),
                true
            );
    }
}
