using System.Collections.Immutable;
using EvalHarness.Comparisons.Histories;
using EvalHarness.Comparisons.Results;
using EvalHarness.Core;
using EvalHarness.Reports.Formats;

namespace EvalHarness.Reports.Sites;

/// <summary>What the first page of a site shows.</summary>
public sealed class IndexView
{
    private const int MostChanges = 12;

    internal IndexView(SiteOptions options, ImmutableArray<SuiteHistory> suites)
    {
        Title = options.Title;
        Suites = suites;
        Rates = MeanWinRate.Over([.. suites.Select(suite => suite.Latest.Wins)]);
        Changes =
        [
            .. suites
                .SelectMany(suite => suite.Steps.Select(step => (Suite: suite, Step: step)))
                .Where(one => one.Step.Verdict is not (StepVerdict.Same or StepVerdict.NotComparable))
                .OrderByDescending(one => one.Suite.Run(one.Step.Step.To).StartedAt)
                .ThenBy(one => one.Step.Verdict is StepVerdict.Better or StepVerdict.Worse ? 0 : 1)
                .Take(MostChanges),
        ];
    }

    internal string Title { get; }

    internal ImmutableArray<SuiteHistory> Suites { get; }

    internal ImmutableArray<MeanWinRate> Rates { get; }

    internal ImmutableArray<(SuiteHistory Suite, JudgedStep Step)> Changes { get; }

    /// <summary>Every model of the latest runs, with the kind that the newest of them gives it.</summary>
    internal IEnumerable<(string Model, ModelKind Kind)> Models =>
        Suites
            .OrderByDescending(suite => suite.Latest.StartedAt)
            .SelectMany(suite => suite.Latest.Models)
            .DistinctBy(model => model.Name)
            .Select(model => (model.Name, model.Kind));

    /// <summary>Who leads where, in one sentence.</summary>
    internal string Answer
    {
        get
        {
            var leaders = Suites.Select(suite => suite.Leader).OfType<ScoreFacts>().ToArray();
            if (leaders.Length == 0)
            {
                return Suites.IsEmpty ? "No run yet." : "Nothing was measured yet.";
            }

            var parts = leaders
                .GroupBy(leader => leader.Kind)
                .OrderByDescending(kind => kind.Count())
                .ThenBy(kind => kind.Key)
                .Select(
                    (kind, place) =>
                        $"{Subject(kind.Key)}{(place == 0 ? " leads" : "")} in {(kind.Count() == Suites.Length && Suites.Length > 1 ? "all" : SiteWords.Count(kind.Count()))}"
                );
            return $"{SiteWords.First(Suites.Length, "suite")}: {string.Join(", ", parts)}.";
        }
    }

    /// <summary>How many of the leads are more than noise.</summary>
    internal string Caution
    {
        get
        {
            var leaders = Suites.Select(suite => suite.Leader).OfType<ScoreFacts>().ToArray();
            int Of(PairVerdict verdict) =>
                leaders.Count(leader => leader.Against is not null && leader.Verdict == verdict);
            var parts = new List<string>();
            Add(Of(PairVerdict.Better), "proved in");
            Add(Of(PairVerdict.Equivalent), "shared in");
            Add(Of(PairVerdict.Undecided), "too close to call in");
            Add(
                leaders.Length - Of(PairVerdict.Better) - Of(PairVerdict.Equivalent) - Of(PairVerdict.Undecided),
                "not tested in"
            );
            return "A lead over the best model of another kind counts only where it is more than noise: "
                + string.Join(", ", parts)
                + ".";

            void Add(int count, string word)
            {
                if (count > 0)
                {
                    parts.Add($"{word} {SiteWords.Count(count)}");
                }
            }
        }
    }

    internal string Description => $"{Answer} {Show.Count(Suites.Sum(suite => suite.Runs.Length), "run")}.";

    private static string Subject(ModelKind kind) =>
        kind switch
        {
            ModelKind.Custom => "our own model",
            ModelKind.General => "a general one",
            ModelKind.Baseline => "a yardstick",
            _ => throw new System.Diagnostics.UnreachableException(),
        };
}
