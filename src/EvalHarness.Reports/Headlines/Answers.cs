using System.Globalization;
using EvalHarness.Comparisons.Findings;
using EvalHarness.Comparisons.Results;
using EvalHarness.Core;
using EvalHarness.Reports.Formats;

namespace EvalHarness.Reports.Headlines;

/// <summary>The answer of a task in words.</summary>
internal static class Answers
{
    /// <summary>One sentence that answers the question.</summary>
    public static string Sentence(Contest contest)
    {
        if (contest.Candidate is not { } candidate)
        {
            return "No model has a score.";
        }

        if (contest.Against is not { } against)
        {
            return $"{Short(candidate.Model)} was measured alone: there is nothing to compare it with.";
        }

        var (a, b) = (Short(candidate.Model), Short(against.Model));
        return contest.Pair?.Verdict switch
        {
            PairVerdict.Better => $"{a} beats {Beaten(contest)}{Others(contest)}.",
            PairVerdict.Worse when Kind(contest, candidate.Model) == ModelKind.Custom =>
                $"No custom model beats {b}; the best of them, {a}, falls short.",
            PairVerdict.Worse => $"{b} is better than {a} and every model below it.",
            PairVerdict.Equivalent => $"{a} and {b} are equally good, within the margin that matters{Others(contest)}.",
            PairVerdict.Undecided when contest.Pair.NotWorse == true =>
                $"{a} is not worse than {b} by more than the margin; whether it is better is not decided.",
            PairVerdict.Undecided => $"Whether {a} is better than {b} is not decided by these data.",
            _ => $"{a} and {b} cannot be compared.",
        };
    }

    /// <summary>A name that a sentence can bear; the numbers give it in full.</summary>
    public static string Short(string model) => Names.InText(Names.Cut(model, 44));

    /// <summary>The numbers behind the answer.</summary>
    public static string Numbers(Contest contest, FamilyCorrection family)
    {
        if (contest.Candidate is not { } candidate)
        {
            return string.Join(
                ' ',
                contest.Metric.Leaderboard.Select(row => row.Estimate.Note).OfType<string>().Distinct().Take(1)
            );
        }

        string text = Score(contest, candidate, full: true);
        if (contest.Against is { } against)
        {
            text += $"; {Score(contest, against, full: false)}.";
            text += contest.Pair is { } pair ? " " + Gap(contest.Metric, pair, family) : "";
            return text;
        }

        return text + ".";
    }

    /// <summary>A difference in words: <c>+3.8 points (−0.9 to 8.5)</c>.</summary>
    public static string Difference(MetricComparison metric, PairedComparison pair) =>
        pair.Difference is { Value: null, Low: not null }
            ? Show.Range(pair.Difference, metric.IsShare) + Show.DifferenceUnit(metric.IsShare)
        : pair.Difference.Value is null ? Show.Undefined
        : Show.Difference(pair.Difference, metric.IsShare)
            + Show.DifferenceUnit(metric.IsShare)
            + (pair.Difference.Low is null ? "" : $" ({Show.Range(pair.Difference, metric.IsShare)})");

    private static string Score(Contest contest, LeaderboardRow row, bool full)
    {
        var metric = contest.Metric;
        string value = Show.Value(row.Estimate, metric.IsShare) + Show.Unit(metric.IsShare);
        string range = row.Estimate.Low is null ? "" : $" ({Show.Range(row.Estimate, metric.IsShare)})";
        bool right = metric.Metric == "accuracy";
        return full
            ? right
                ? $"{Names.InText(row.Model)} is right on {value} of {Show.Count(contest.Task.Samples, "sample")}{range}"
                : $"{Names.InText(row.Model)} reaches {value} {Names.Metric(metric.Metric)} on {Show.Count(contest.Task.Samples, "sample")}{range}"
            : $"{Names.InText(row.Model)} {(right ? "on" : "reaches")} {value}{range}";
    }

    private static string Gap(MetricComparison metric, PairedComparison pair, FamilyCorrection family)
    {
        var correction = Applied(pair, family);
        if (pair.Verdict == PairVerdict.NotComparable)
        {
            return PairText.Why(pair) is { } reason
                ? $"They were not tested: {reason.TrimEnd('.')}."
                : "They were not tested.";
        }

        string level = (pair.Difference.Level * 100).ToString("0.##", CultureInfo.InvariantCulture);
        string meaning = pair.Verdict switch
        {
            PairVerdict.Better or PairVerdict.Worse => "more than noise"
                + (PairText.Small(pair) is { } small ? $", but {small}" : ""),
            PairVerdict.Equivalent => "too small to matter",
            _ => "not told apart from noise",
        };
        if (pair.Difference is { Value: null, Low: not null })
        {
            return $"Whenever one stops, the difference lies within {Difference(metric, pair)}: {meaning} ({level} % confidence sequence).";
        }

        string p =
            pair.AdjustedPValue is { } adjusted
                ? $", p {Equal(adjusted)}{(correction == Correction.None ? ", uncorrected" : $" after {Name(correction)}’s correction")}"
            : pair.PValue is { } raw ? $", p {Equal(raw)}, uncorrected"
            : "";
        return $"The difference of {Difference(metric, pair)} is {meaning} ({level} % interval{p}).";
    }

    /// <summary>By what the p-value of a pair was corrected: that of an undeclared pair by Holm over its leaderboard.</summary>
    public static Correction Applied(PairedComparison pair, FamilyCorrection family) =>
        pair.InFamily ? family.Applied : Correction.Holm;

    private static string Equal(double p) => p < 0.001 ? "< 0.001" : $"= {Show.P(p)}";

    private static string Name(Correction correction) =>
        correction switch
        {
            Correction.BenjaminiHochberg => "Benjamini and Hochberg",
            Correction.MaxT => "Westfall and Young",
            _ => correction.ToString(),
        };

    private static string Beaten(Contest contest)
    {
        string[] general = contest.Task.Models.Where(m => m.Kind == ModelKind.General).Select(m => m.Model).ToArray();
        bool all =
            general.Length > 1
            && Kind(contest, contest.Candidate!.Model) == ModelKind.Custom
            && general.All(name => contest.Metric.Find(contest.Candidate.Model, name)?.Verdict == PairVerdict.Better);
        return all ? "every general model here" : Short(contest.Against!.Model);
    }

    private static string Others(Contest contest)
    {
        var rivals = contest.Rivals().Where(pair => pair.Against != contest.Against!.Model).ToArray();
        string[] better = rivals
            .Where(pair => pair.Verdict == PairVerdict.Worse)
            .Select(pair => Names.Cut(pair.Against, 44))
            .ToArray();
        if (better.Length > 0)
        {
            return $", but {Names.List(better)} {Are(better)} better still";
        }

        string[] open = rivals
            .Where(pair => pair.Verdict == PairVerdict.Undecided)
            .Select(pair => Names.Cut(pair.Against, 44))
            .ToArray();
        return open.Length > 0 ? $"; {Names.List(open)} {Are(open)} not yet ruled out" : "";
    }

    private static string Are(string[] names) => names.Length == 1 ? "is" : "are";

    private static ModelKind Kind(Contest contest, string model) =>
        contest.Task.Models.FirstOrDefault(summary => summary.Model == model)?.Kind ?? ModelKind.General;
}
