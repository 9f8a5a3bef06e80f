using EvalHarness.Comparisons.Results;
using EvalHarness.Core;
using EvalHarness.Reports.Formats;

namespace EvalHarness.Reports.Headlines;

/// <summary>The answer of a task in one sentence: roles, what is more than noise, and what of it is open.</summary>
internal static class Answers
{
    /// <summary>One sentence that answers the question.</summary>
    public static string Sentence(Cast cast)
    {
        var contest = cast.Contest;
        if (contest.Candidate is not { } candidate)
        {
            return "No model has a score.";
        }

        if (contest.Against is not { } against)
        {
            return $"{Short(candidate.Model)} was measured alone: there is nothing to compare it with.";
        }

        var (a, b) = Roles(cast, candidate, against);
        string says = contest.Pair?.Verdict switch
        {
            PairVerdict.Better => Ahead(cast, candidate, against, contest.Pair) + Others(cast),
            PairVerdict.Worse => Ahead(cast, against, candidate, contest.Pair.Swap())
                + (IsCustom(cast, candidate) ? ", and no custom model does better" : ""),
            PairVerdict.Equivalent when IsFreeAgainst(cast, candidate, against) =>
                $"{b.The} {b.Does} as well as {a.The} for nothing, within {Margin(contest.Metric)}",
            PairVerdict.Equivalent =>
                $"{a.The} {a.Does} no better and no worse than {b.After(a)}, within {Margin(contest.Metric)}{Others(cast)}",
            PairVerdict.Undecided when contest.Pair.NotWorse == true =>
                $"{a.The} {a.Is} not worse than {b.After(a)} by more than {Margin(contest.Metric)}; whether better is still open",
            PairVerdict.Undecided => $"Whether {a.The} {a.Is} better than {b.After(a)} is still open{Others(cast)}",
            _ => $"{a.The} and {b.After(a)} cannot be compared",
        };
        return Cast.Capital(says) + ".";
    }

    /// <summary>A name that a sentence can bear; the numbers give it in full.</summary>
    public static string Short(string model) => Names.InText(Names.Cut(model, 44));

    /// <summary>A difference in words: <c>+3.8 points (−0.9 to 8.5)</c>.</summary>
    public static string Difference(MetricComparison metric, PairedComparison pair) =>
        pair.Difference is { Value: null, Low: not null }
            ? Show.Range(pair.Difference, metric.IsShare) + Show.DifferenceUnit(metric.IsShare)
        : pair.Difference.Value is null ? Show.Undefined
        : Show.Difference(pair.Difference, metric.IsShare)
            + Show.DifferenceUnit(metric.IsShare)
            + (pair.Difference.Low is null ? "" : $" ({Show.Range(pair.Difference, metric.IsShare)})");

    /// <summary>By what the p-value of a pair was corrected: that of an undeclared pair by Holm over its leaderboard.</summary>
    public static Correction Applied(PairedComparison pair, FamilyCorrection family) =>
        pair.InFamily ? family.Applied : Correction.Holm;

    /// <summary>The margin with its unit.</summary>
    public static string Margin(MetricComparison metric) =>
        Show.Number(metric.Margin * (metric.IsShare ? 100 : 1), metric.IsShare ? 1 : 3)
        + Show.DifferenceUnit(metric.IsShare);

    /// <summary>The roles of two models, their ids where one role is both's.</summary>
    public static (Role A, Role B) Roles(Cast cast, LeaderboardRow a, LeaderboardRow b) =>
        cast.HasRoles
            ? (cast.RoleOf(a.Model), cast.RoleOf(b.Model))
            : (new Role(Short(a.Model)), new Role(Short(b.Model)));

    /// <summary>That one is better: in times as often where the data bear it, else by how much.</summary>
    private static string Ahead(Cast cast, LeaderboardRow more, LeaderboardRow less, PairedComparison pair)
    {
        var metric = cast.Contest.Metric;
        var (a, b) = Roles(cast, more, less);
        string than = b.After(a);
        if (Ratio.Word(metric, more, less) is { } often)
        {
            return $"{a.The} {a.Is} right {often} as {than}";
        }

        if (pair.Difference.Value is not { } value)
        {
            return $"{a.The} {a.Is} better than {than}";
        }

        string by = Show.Number(
            Math.Abs(value) * (metric.IsShare ? 100 : 1),
            Show.Decimals(pair.Difference, metric.IsShare)
        );
        string small = PairIsSmall(pair) ? ", which is less than matters" : "";
        return metric.Metric == "accuracy"
            ? $"{a.The} {a.Is} right more often than {than}, by {by} points{small}"
            : $"{a.The} {a.Is} better than {than} by {by}{(metric.IsShare ? " points of" : "")} {Names.Metric(metric.Metric)}{small}";
    }

    private static bool PairIsSmall(PairedComparison pair) => pair.IsEquivalent;

    /// <summary>Who is better still, who does as well for nothing, and who is not ruled out; one of them, the worst news first.</summary>
    private static string Others(Cast cast)
    {
        var contest = cast.Contest;
        var rivals = contest.Rivals().Where(pair => pair.Against != contest.Against!.Model).ToArray();
        string[] better = Named(rivals, PairVerdict.Worse);
        if (better.Length > 0)
        {
            var (who, isPlural) = Who(cast, better);
            return $", but {who} {(isPlural ? "are" : "is")} better still";
        }

        if (FreeAsGood(cast) is { } free)
        {
            return $", but {free.The} {free.Does} as well for nothing";
        }

        string[] open = Named(rivals, PairVerdict.Undecided);
        if (open.Length == 0 || contest.Pair?.Verdict == PairVerdict.Undecided)
        {
            return "";
        }

        var (rival, several) = Who(cast, open);
        string nothing = open is [var only] && !cast.IsCandidateFree && IsFree(cast, only) ? " for nothing" : "";
        return $"; whether {rival} {(several ? "do" : "does")} as well{nothing} is still open";
    }

    private static Role? FreeAsGood(Cast cast) =>
        !cast.IsCandidateFree
        && cast.Free is { } free
        && cast.Contest.Metric.Find(cast.Contest.Candidate!.Model, free.Model) is { Verdict: PairVerdict.Equivalent }
            ? cast.RivalOf(free.Model)
            : null;

    private static (string Who, bool IsPlural) Who(Cast cast, string[] models) =>
        models switch
        {
            [var one] => (cast.RivalOf(one).The, cast.RivalOf(one).IsPlural),
            [var one, var two] => (Names.List([cast.RivalOf(one).The, cast.RivalOf(two).The]), true),
            _ => ($"{Show.Count(models.Length)} other models", true),
        };

    private static string[] Named(IEnumerable<PairedComparison> pairs, PairVerdict verdict) =>
        [.. pairs.Where(pair => pair.Verdict == verdict).Select(pair => pair.Against)];

    private static bool IsFree(Cast cast, string model) => cast.SummaryOf(model) is { CostPer1000Usd: 0 };

    private static bool IsFreeAgainst(Cast cast, LeaderboardRow candidate, LeaderboardRow against) =>
        IsFree(cast, against.Model) && !IsFree(cast, candidate.Model);

    private static bool IsCustom(Cast cast, LeaderboardRow row) =>
        cast.SummaryOf(row.Model) is { Kind: ModelKind.Custom };
}
