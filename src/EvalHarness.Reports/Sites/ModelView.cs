using System.Collections.Immutable;
using EvalHarness.Comparisons.Results;
using EvalHarness.Reports.Formats;

namespace EvalHarness.Reports.Sites;

/// <summary>What the page of a model shows: it over all suites, and no average.</summary>
public sealed class ModelView
{
    private const int MostNamed = 5;

    internal ModelView(string model, ImmutableArray<SuiteHistory> suites)
    {
        Model = model;
        var met = suites
            .Select(suite => (suite, run: LastOf(suite, model)))
            .Where(one => one.run is not null)
            .ToArray();
        Facts = met.OrderByDescending(one => one.run!.Find(model)!.IsAsked)
            .ThenByDescending(one => one.run!.StartedAt)
            .Select(one => one.run!.Find(model)!)
            .First();
        Rows = [.. suites.SelectMany(suite => Of(suite, model))];
        Histories = [.. suites.Where(suite => suite.Versions(model).Length > 1)];
    }

    internal string Model { get; }

    /// <summary>What the newest run that asked it knew of it.</summary>
    internal ModelFacts Facts { get; }

    internal ImmutableArray<ModelRow> Rows { get; }

    /// <summary>Suites that asked more than one version of it.</summary>
    internal ImmutableArray<SuiteHistory> Histories { get; }

    internal string Path => SitePaths.Model(Model);

    internal IEnumerable<ModelRow> Tested => Rows.Where(row => row.Score is { Value: not null });

    /// <summary>Where it leads, where it is behind and where that is open: by name where that is short, by number where it is not.</summary>
    internal string Answer
    {
        get
        {
            var judged = Tested.Where(row => row.Score!.Against is not null).ToArray();
            bool isShort = judged.Length <= MostNamed;
            string noun = judged.Any(row => row.Suite.Tasks.Length > 1) ? "tasks" : "suites";
            string[] Named(Func<ModelRow, bool> which) => [.. judged.Where(which).Select(Name)];
            string[] best = Named(row => row.Score is { Rank: 1, Verdict: PairVerdict.Better });
            string[] ahead = Named(row => row.Score is { Rank: > 1, Verdict: PairVerdict.Better });
            string[] tied = Named(row => row.Score!.Verdict == PairVerdict.Equivalent);
            string[] open = Named(row => row.Score!.Verdict == PairVerdict.Undecided);
            string[] worse = Named(row => row.Score!.Verdict == PairVerdict.Worse);
            var parts = new List<string>();
            Add("best at", best);
            Add("ahead of other kinds at", ahead);
            Add("tied at", tied);
            Add("undecided at", open);
            Add("behind at", worse);
            string said = string.Join(", ", parts);
            return said.Length > 0 ? char.ToUpperInvariant(said[0]) + said[1..] + "."
                : Tested.Any() ? "Tested against no model of another kind."
                : "Not tested yet.";

            void Add(string word, string[] names)
            {
                if (names.Length > 0)
                {
                    parts.Add(
                        isShort ? $"{word} {Names.List(names)}"
                        : parts.Count == 0
                            ? $"{word} {SiteWords.Count(names.Length)} of {Show.Count(judged.Length)} {noun}"
                        : $"{word} {SiteWords.Count(names.Length)}"
                    );
                }
            }
        }
    }

    internal string Intro
    {
        get
        {
            int all = Rows.Select(row => row.Suite.Suite).Distinct(StringComparer.Ordinal).Count();
            int asked = Tested.Select(row => row.Suite.Suite).Distinct(StringComparer.Ordinal).Count();
            string rest =
                all == asked ? "" : $"; {SiteWords.Count(all - asked)} {(all - asked == 1 ? "has" : "have")} not";
            return $"{SiteWords.First(asked, "suite")} asked it{rest}.";
        }
    }

    internal string Description => $"{Names.InText(Model)}: {Answer}";

    /// <summary>The newest score that has a cost, for the line of facts.</summary>
    internal ScoreFacts? Newest =>
        Tested
            .OrderByDescending(row => row.Run!.StartedAt)
            .Select(row => row.Score)
            .FirstOrDefault(score => !score!.IsPublished);

    internal int Led => Tested.Count(row => row.Score is { Rank: 1, Verdict: PairVerdict.Better });

    private static string Name(ModelRow row) =>
        row.Suite.Suite[(row.Suite.Suite.LastIndexOf('/') + 1)..]
        + (row.Suite.Tasks.Length > 1 ? $" ({row.Task.Name})" : "");

    private static IEnumerable<ModelRow> Of(SuiteHistory suite, string model)
    {
        bool isTested = suite.Tasks.Any(task =>
            suite.Runs.Any(run => run.Tasks.FirstOrDefault(one => one.Name == task.Name)?.Find(model) is not null)
        );
        foreach (var task in isTested ? suite.Tasks : [.. suite.Tasks.Take(1)])
        {
            var (run, score) = suite
                .Runs.Reverse()
                .Select(run => (run, score: run.Tasks.FirstOrDefault(one => one.Name == task.Name)?.Find(model)))
                .FirstOrDefault(one => one.score is not null);
            int models = run?.Tasks.First(one => one.Name == task.Name).Board.Length ?? task.Board.Length;
            yield return new ModelRow(suite, task, run, score, models, suite.Latest.Find(model)?.Skipped);
        }
    }

    private static RunFacts? LastOf(SuiteHistory suite, string model) =>
        suite.Runs.LastOrDefault(run => run.Find(model) is { IsAsked: true })
        ?? suite.Runs.LastOrDefault(run => run.Find(model) is not null);
}

/// <summary>A model in a task of a suite.</summary>
/// <param name="Suite">The suite.</param>
/// <param name="Task">The task, as the latest run has it.</param>
/// <param name="Run">The newest run that has a score of it; null where none has.</param>
/// <param name="Score">The score; null where it was not tested.</param>
/// <param name="Models">Models on the leaderboard.</param>
/// <param name="Skipped">Why the latest run left it out; null where it did not, or does not know it.</param>
internal sealed record ModelRow(
    SuiteHistory Suite,
    TaskFacts Task,
    RunFacts? Run,
    ScoreFacts? Score,
    int Models,
    string? Skipped
);
