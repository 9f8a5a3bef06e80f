using EvalHarness.Comparisons.Comparators;
using EvalHarness.Logs;
using EvalHarness.Statistics.Intervals;
using EvalHarness.Statistics.Regression;

namespace EvalHarness.Conclusions.Judging;

/// <summary>Looks for what may turn the scores of a judge away from what it is asked, in the log alone.</summary>
/// <param name="texts">What judge and people said.</param>
/// <param name="header">The run.</param>
internal sealed class BiasStudy(JudgedAnswers texts, RunHeader header)
{
    /// <summary>Fewest texts from which a slope is told.</summary>
    private const int Fewest = 20;

    /// <summary>A judge that contradicts itself more often than once in ten is not to be relied on.</summary>
    private const double Steady = 0.9;

    private readonly JudgedText[] judged = [.. texts.Texts.Where(text => text.Verdicts.Count > 0)];

    private double Level => header.Compare.Confidence;

    /// <summary>All that was looked for and could be measured, in the order of <see cref="BiasKind"/>.</summary>
    public IEnumerable<JudgeBias> All() =>
        [
            .. Length(BiasKind.Length, judged, text => text.Score, isWarning: false),
            .. Length(
                BiasKind.LengthAgainstPeople,
                [.. judged.Where(text => text.IsCompared)],
                text => text.Score - text.Label,
                isWarning: true
            ),
            .. SelfPreference(),
            .. texts.Judge.Models.SelectMany(Repeatability),
            .. OtherJudges(),
            .. Drawn(),
        ];

    private IEnumerable<JudgeBias> Length(
        BiasKind kind,
        JudgedText[] of,
        Func<JudgedText, double> value,
        bool isWarning
    )
    {
        if (of.Length >= Fewest && Slope(of, text => Math.Log2(Math.Max(1, text.Length)), value, Level) is { } slope)
        {
            yield return new JudgeBias(kind, "", slope, isWarning && slope.Excludes(0));
        }
    }

    private IEnumerable<JudgeBias> SelfPreference()
    {
        string[] candidates = [.. judged.SelectMany(text => text.Models).Distinct()];
        foreach (string judge in texts.Judge.Models)
        {
            string? family = FamilyOf(judge);
            string[] own =
            [
                .. candidates.Where(one => one == judge || (family is not null && FamilyOf(one) == family)),
            ];
            string[] others = [.. candidates.Except(own)];
            string? second = texts.Judge.Models.FirstOrDefault(one => one != judge && FamilyOf(one) != family);
            foreach (string candidate in own)
            {
                var size = second is null || others.Length == 0 ? null : Favour(judge, second, candidate, others);
                yield return new JudgeBias(
                    BiasKind.SelfPreference,
                    $"{judge} judges {candidate}" + (size is null ? "" : $", against {second}"),
                    size,
                    size?.Low is not { } low || low > 0
                );
            }
        }
    }

    /// <summary>How much more one judge than another favours a model over the rest, by sample.</summary>
    private Estimate? Favour(string judge, string second, string candidate, string[] others)
    {
        var differences = new List<double>();
        var clusters = new List<int>();
        foreach (var sample in judged.GroupBy(text => text.Sample.Id, StringComparer.Ordinal))
        {
            var apart = sample
                .Select(text => (text.Models, text.Cluster, By: text.ScoreBy(judge) - text.ScoreBy(second)))
                .Where(one => double.IsFinite(one.By))
                .ToList();
            double[] own = [.. apart.Where(one => one.Models.Contains(candidate)).Select(one => one.By)];
            double[] rest = [.. apart.Where(one => one.Models.Any(others.Contains)).Select(one => one.By)];
            if (own.Length > 0 && rest.Length > 0)
            {
                differences.Add(own.Average() - rest.Average());
                clusters.Add(apart[0].Cluster);
            }
        }

        if (differences.Count < Fewest)
        {
            return null;
        }

        var mean = UnitMean.Of([.. differences], AgreementStudy.Units(clusters));
        var noLimits = (double.NegativeInfinity, double.PositiveInfinity);
        return MeanEstimates.Student(mean, mean.Tails((-2, 2)), Level, noLimits);
    }

    private IEnumerable<JudgeBias> Repeatability(string model)
    {
        var shares = new List<double>();
        var clusters = new List<int>();
        foreach (var text in judged)
        {
            string[] grades = [.. text.Verdicts.Where(one => one.Model == model).Select(one => one.Grade)];
            if (Statistics.Agreement.Repeatability.EqualPairs<string>(grades) is { } share)
            {
                shares.Add(share);
                clusters.Add(text.Cluster);
            }
        }

        if (shares.Count > 0)
        {
            var mean = UnitMean.Of([.. shares], AgreementStudy.Units(clusters));
            var size = MeanEstimates.Of(mean, Level, (0, 1));
            yield return new JudgeBias(BiasKind.Repeatability, model, size, size.Value < Steady);
        }
    }

    private IEnumerable<JudgeBias> OtherJudges()
    {
        if (texts.Scores.Count == 0)
        {
            yield break;
        }

        var agreement = new AgreementStudy(texts.Scores, Level);
        for (int i = 0; i < texts.Judge.Models.Length; i++)
        {
            for (int j = i + 1; j < texts.Judge.Models.Length; j++)
            {
                var (first, second) = (texts.Judge.Models[i], texts.Judge.Models[j]);
                JudgedText[] both =
                [
                    .. judged.Where(text =>
                        double.IsFinite(text.ScoreBy(first)) && double.IsFinite(text.ScoreBy(second))
                    ),
                ];
                if (both.Length > 0)
                {
                    int[] Grades(string model) =>
                        Array.ConvertAll(
                            both,
                            text =>
                                agreement.MostOf(
                                    text.Verdicts.Where(one => one.Model == model).Select(one => one.Grade),
                                    text.ScoreBy(model)
                                )
                        );
                    var units = AgreementStudy.Units(both.Select(text => text.Cluster));
                    var kappa = agreement.Kappa(Grades(first), Grades(second), units);
                    yield return new JudgeBias(BiasKind.OtherJudge, $"{first}, {second}", kappa, false);
                }
            }
        }
    }

    /// <summary>Whether the judge scores the labelled answers of each model as it does the rest.</summary>
    private IEnumerable<JudgeBias> Drawn()
    {
        string[] models = [.. judged.Where(text => text.IsCompared).SelectMany(text => text.Models).Distinct()];
        foreach (string model in models)
        {
            JudgedText[] own = [.. judged.Where(text => text.Models.Contains(model))];
            double level = 1 - ((1 - Level) / models.Length);
            if (
                own.Count(text => text.IsCompared) >= LabelledAnswers.Fewest
                && Slope(own, text => text.IsCompared ? 1 : 0, text => text.Score, level) is { } apart
            )
            {
                // Nothing varies but between the two: no interval, and no chance either.
                bool isPicked = apart.Low is null ? apart.Value != 0 : apart.Excludes(0);
                yield return new JudgeBias(BiasKind.LabelledAnswers, model, apart, isPicked);
            }
        }
    }

    private static Estimate? Slope(
        JudgedText[] of,
        Func<JudgedText, double> x,
        Func<JudgedText, double> y,
        double level
    )
    {
        var units = AgreementStudy.Units(of.Select(text => text.Cluster));
        if (ClusterRobustSlope.Of([.. of.Select(x)], [.. of.Select(y)], units.Of) is not { } slope)
        {
            return null;
        }

        var limits = slope.Interval(level);
        return new Estimate(
            slope.Slope,
            limits?.Low,
            limits?.High,
            level,
            of.Length,
            units.Count,
            units.IsTrivial ? "least squares" : "least squares, cluster-robust"
        )
        {
            StandardError = slope.Error,
        };
    }

    private string? FamilyOf(string model) =>
        ModelFamilies.Of(
            ModelFamilies.NameOf(model, header, texts.Judge.Models.Contains(model) ? texts.Versions : texts.Candidates)
        );
}
