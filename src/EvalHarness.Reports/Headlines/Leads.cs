using System.Globalization;
using EvalHarness.Comparisons.Findings;
using EvalHarness.Comparisons.Results;
using EvalHarness.Core;
using EvalHarness.Reports.Formats;

namespace EvalHarness.Reports.Headlines;

/// <summary>The sentences behind the answer: which id plays which role, with its score, and the lead of one over the other.</summary>
internal static class Leads
{
    /// <summary>The numbers behind the answer.</summary>
    public static Passage Of(Cast cast, FamilyCorrection family)
    {
        var contest = cast.Contest;
        if (contest.Candidate is not { } candidate)
        {
            return string.Join(
                ' ',
                contest.Metric.Leaderboard.Select(row => row.Estimate.Note).OfType<string>().Distinct().Take(1)
            );
        }

        if (contest.Against is not { } against)
        {
            return Score(cast, candidate, first: null) + ".";
        }

        var text = Score(cast, candidate, first: null) + ". " + Score(cast, against, candidate) + ".";
        return text + (contest.Pair is { } pair ? " " + Gap(contest.Metric, pair, family) : "");
    }

    private static Passage Score(Cast cast, LeaderboardRow row, LeaderboardRow? first)
    {
        var metric = cast.Contest.Metric;
        string value = Show.Value(row.Estimate, metric.IsShare) + Show.Unit(metric.IsShare);
        string range = row.Estimate.Low is null ? "" : $" ({Show.Range(row.Estimate, metric.IsShare)})";
        string samples = first is null ? $" of {Show.Count(cast.Contest.Task.Samples, "sample")}" : "";
        bool isRight = metric.Metric == "accuracy";
        string says =
            isRight ? $"right on {value}{samples}{range}"
            : first is null
                ? $"{value} {Names.Metric(metric.Metric)} on {Show.Count(cast.Contest.Task.Samples, "sample")}{range}"
            : value + range;
        if (!cast.HasRoles)
        {
            return Passage.Of(Piece.Named(row.Model), isRight ? $" is {says}" : $" reaches {says}");
        }

        var role = cast.RoleOf(row.Model);
        string the = Cast.Capital(first is null ? role.The : role.After(cast.RoleOf(first.Model)));
        return Passage.Of($"{the} {role.Is} ", Piece.Named(row.Model), ": " + says);
    }

    private static string Gap(MetricComparison metric, PairedComparison pair, FamilyCorrection family)
    {
        if (pair.Verdict == PairVerdict.NotComparable)
        {
            return PairText.Why(pair) is { } reason
                ? $"They were not tested: {reason.TrimEnd('.')}."
                : "They were not tested.";
        }

        string meaning = pair.Verdict switch
        {
            PairVerdict.Better or PairVerdict.Worse => (pair.AdjustedPValue < 0.001 ? "far more" : "more")
                + " than noise"
                + (PairText.Small(pair) is { } small ? $", but {small}" : ""),
            PairVerdict.Equivalent => "too small to matter",
            _ => "not told apart from noise",
        };
        if (pair.Difference is { Value: null, Low: not null })
        {
            string level = (pair.Difference.Level * 100).ToString("0.##", CultureInfo.InvariantCulture);
            return $"Whenever one stops, the difference lies within {Answers.Difference(metric, pair)}: {meaning} ({level} % confidence sequence).";
        }

        bool isCorrected = pair.AdjustedPValue is not null && Answers.Applied(pair, family) != Correction.None;
        string word = pair.Verdict == PairVerdict.Better && metric.HigherIsBetter ? "lead" : "difference";
        return $"The {word} of {Answers.Difference(metric, pair)} is {meaning}{(isCorrected ? "" : ", uncorrected")}.";
    }
}
