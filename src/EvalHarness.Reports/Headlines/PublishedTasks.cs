using EvalHarness.Comparisons.Results;
using EvalHarness.Core;
using EvalHarness.Reports.Formats;

namespace EvalHarness.Reports.Headlines;

/// <summary>The headline of leaderboards that hold published scores alone: who leads, for nothing was measured here.</summary>
internal static class PublishedTasks
{
    /// <summary>Counts the leaderboards that a custom model leads.</summary>
    public static Headline Headline(Comparison comparison)
    {
        var boards = comparison.Tasks;
        var leaders = boards.Select(task => (task.Task, Model: task.Headline.Leaderboard[0].Model)).ToArray();
        var kinds = boards
            .SelectMany(task => task.Models)
            .DistinctBy(model => model.Model)
            .ToDictionary(model => model.Model, model => model.Kind, StringComparer.Ordinal);
        var custom = leaders.Where(leader => kinds[leader.Model] == ModelKind.Custom).ToArray();
        string answer = custom.Length switch
        {
            0 => $"No custom model leads any of {boards.Length} published leaderboards.",
            var all when all == boards.Length => $"A custom model leads all {all} published leaderboards.",
            var some =>
                $"A custom model leads {some} of {boards.Length} published leaderboards, a general one the rest.",
        };
        return new Headline(
            comparison.Run.Description,
            answer,
            Leaders(leaders),
            [.. Never(boards, kinds)],
            "Published scores: nothing was measured by this run, and most differences are not like for like.",
            [
                new Fact($"{custom.Length} of {boards.Length}", "leaderboards led by a custom model"),
                new Fact(Show.Count(kinds.Count), "models known by published scores"),
            ]
        );
    }

    private static string Leaders((string Task, string Model)[] leaders)
    {
        var parts = leaders
            .GroupBy(leader => leader.Model, StringComparer.Ordinal)
            .Select(group => $"{Answers.Short(group.Key)} in {Names.List([.. group.Select(leader => leader.Task)])}");
        return $"First by published score: {string.Join("; ", parts)}.";
    }

    private static IEnumerable<string> Never(IEnumerable<TaskComparison> boards, Dictionary<string, ModelKind> kinds)
    {
        foreach (var (model, _) in kinds.Where(kind => kind.Value == ModelKind.Custom))
        {
            var places = boards
                .Select(task => (task.Task, Row: task.Headline.Leaderboard.FirstOrDefault(row => row.Model == model)))
                .Where(place => place.Row is not null)
                .ToArray();
            if (places.Length > 0 && places.All(place => place.Row!.Rank > 1))
            {
                var ranks = places.Select(place => FormattableString.Invariant($"{place.Row!.Rank} in {place.Task}"));
                yield return $"{Answers.Short(model)} leads nowhere: place {string.Join(", ", ranks)}.";
            }
        }
    }
}
