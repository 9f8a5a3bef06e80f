using System.Collections.Immutable;
using EvalHarness.Comparisons.Results;
using EvalHarness.Core;
using EvalHarness.Reports.Formats;

namespace EvalHarness.Reports.Headlines;

/// <summary>What stands beside the answer of a task: what is open, how high the bar is, and what there is for nothing.</summary>
internal static class Slots
{
    /// <summary>The three, in this order.</summary>
    public static ImmutableArray<Slot> Of(Cast cast) =>
        cast.Contest is { Candidate: not null, Against: not null } ? [Open(cast), Bar(cast), Free(cast)] : [];

    private static Slot Open(Cast cast)
    {
        var contest = cast.Contest;
        var open = contest.Open().ToArray();
        if (open.Length == 0)
        {
            int untested = contest.Rivals().Count(pair => pair.Verdict == PairVerdict.NotComparable);
            return new Slot(
                "Still open",
                untested > 0
                    ? $"{Show.Count(untested, "model")} could not be tested against it: see the leaderboard."
                    : Passage.Of(
                        "Nothing; every other model is decided against ",
                        Piece.Named(contest.Candidate!.Model),
                        "."
                    ),
                untested > 0
            );
        }

        var text = OpenPairs.Of(cast, open[0]);
        return new Slot(
            "Still open",
            open.Length == 1
                ? text
                : text + $" {Show.Count(open.Length - 1)} more {(open.Length == 2 ? "is" : "are")} open.",
            true
        );
    }

    /// <summary>What the reference itself is worth against doing nothing clever.</summary>
    private static Slot Bar(Cast cast)
    {
        var (metric, reference) = (cast.Contest.Metric, cast.Contest.Against!);
        var simple =
            metric.Leaderboard.FirstOrDefault(row =>
                row.Model != reference.Model
                && row.Model != cast.Contest.Candidate!.Model
                && cast.SummaryOf(row.Model) is { Kind: ModelKind.Baseline }
                && cast.RoleOf(row.Model).The is "the commonest label" or "guessing"
            )
            ?? metric.Leaderboard.LastOrDefault(row =>
                row.Model != reference.Model && cast.SummaryOf(row.Model) is { Kind: ModelKind.Baseline }
            );
        if (simple is null || metric.Find(reference.Model, simple.Model) is not { } pair)
        {
            return new Slot(
                "A low bar?",
                Passage.Of(
                    "Nothing simple was asked beside ",
                    Piece.Named(reference.Model),
                    ": how much it is worth is not known."
                ),
                true
            );
        }

        var (one, other) = (cast.Told(reference.Model, isFirst: true), cast.Told(simple.Model));
        string does = cast.RoleOf(reference.Model).Does;
        return pair.Verdict switch
        {
            PairVerdict.Better => new Slot(
                "No low bar",
                one
                    + $" {cast.RoleOf(reference.Model).Is} ahead of "
                    + other
                    + $" by {Answers.Difference(metric, pair).TrimStart('+')}.",
                false
            ),
            PairVerdict.Worse => new Slot(
                "A low bar",
                one + $" {does} worse than " + other + $": {Answers.Difference(metric, pair)}.",
                true
            ),
            PairVerdict.Equivalent => new Slot(
                "A low bar",
                one + $" {does} no better than " + other + $", within {Answers.Margin(metric)}.",
                true
            ),
            PairVerdict.Undecided => new Slot(
                "A low bar",
                one
                    + $" {cast.RoleOf(reference.Model).Is} not shown to do better than "
                    + other
                    + $": {Answers.Difference(metric, pair)}.",
                true
            ),
            _ => new Slot("A low bar?", one + " could not be tested against " + other + ".", true),
        };
    }

    /// <summary>The best model without a cost for an answer, and how far behind it is.</summary>
    private static Slot Free(Cast cast)
    {
        const string title = "For nothing";
        var contest = cast.Contest;
        if (cast.IsCandidateFree)
        {
            return new Slot(
                title,
                Passage.Of(Piece.Named(contest.Candidate!.Model), " itself costs nothing for an answer."),
                false
            );
        }

        if (cast.Free is not { } free)
        {
            string[] unknown =
            [
                .. contest.Task.Models.Where(model => model.CostPer1000Usd is null).Select(model => model.Model),
            ];
            return new Slot(
                title,
                unknown.Length == 0
                    ? "Every model here costs something for an answer."
                    : $"No model is known to cost nothing; the cost of {Names.List(unknown)} is unknown.",
                false
            );
        }

        var told =
            cast.Told(free.Model, isFirst: true) + $" {cast.PlayedBy(free.Model).Costs} nothing for an answer and ";
        string isOrAre = cast.PlayedBy(free.Model).Is;
        if (
            contest.Metric.Find(contest.Candidate!.Model, free.Model) is not { } pair
            || pair.Verdict == PairVerdict.NotComparable
        )
        {
            return new Slot(title, told + "could not be tested against the answer’s model.", true);
        }

        string gap = Answers.Difference(contest.Metric, pair).TrimStart('+');
        return pair.Verdict switch
        {
            PairVerdict.Better => new Slot(title, told + $"{isOrAre} {gap} behind.", false),
            PairVerdict.Worse => new Slot(
                title,
                told + $"{isOrAre} ahead by {Answers.Difference(contest.Metric, pair.Swap()).TrimStart('+')}.",
                true
            ),
            PairVerdict.Equivalent => new Slot(
                title,
                told + $"{cast.PlayedBy(free.Model).Does} as well, within {Answers.Margin(contest.Metric)}.",
                true
            ),
            _ => new Slot(title, told + $"{isOrAre} not ruled out: {gap} behind.", true),
        };
    }
}
