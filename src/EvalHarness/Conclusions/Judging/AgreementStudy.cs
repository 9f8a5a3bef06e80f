using EvalHarness.Comparisons.Comparators;
using EvalHarness.Comparisons.Results;
using EvalHarness.Statistics.Agreement;
using EvalHarness.Statistics.Intervals;

namespace EvalHarness.Conclusions.Judging;

/// <summary>Holds the grades of a judge against those of people.</summary>
/// <param name="scores">The grades of the judge, with the score of each.</param>
/// <param name="level">Confidence level of intervals.</param>
internal sealed class AgreementStudy(IReadOnlyDictionary<string, double> scores, double level)
{
    private readonly string[] grades = [.. scores.Keys];
    private readonly double[] values = [.. scores.Values];

    /// <summary>The agreement on some texts; null where people and judge have none in common.</summary>
    /// <param name="texts">The texts.</param>
    public JudgeAgreement? Of(IEnumerable<JudgedText> texts)
    {
        JudgedText[] compared = [.. texts.Where(text => text.IsCompared)];
        if (compared.Length == 0)
        {
            return null;
        }

        var clusters = Units(compared.Select(text => text.Cluster));
        int[] people = Array.ConvertAll(compared, text => MostOf(text.Ratings.Select(one => one.Grade), text.Label));
        int[] judge = Array.ConvertAll(compared, text => MostOf(text.Verdicts.Select(one => one.Grade), text.Score));
        long[] confusion = new long[grades.Length * grades.Length];
        double[] equal = new double[compared.Length];
        double[] perRater = new double[compared.Length];
        for (int i = 0; i < compared.Length; i++)
        {
            confusion[(people[i] * grades.Length) + judge[i]]++;
            equal[i] = people[i] == judge[i] ? 1 : 0;
            perRater[i] = compared[i].Ratings.Average(one => one.Grade == grades[judge[i]] ? 1.0 : 0);
        }

        int[] among = Counts(compared, null);
        return new JudgeAgreement(
            compared.Length,
            clusters.IsTrivial
                ? MeanEstimates.Share(equal, level)
                : MeanEstimates.Of(UnitMean.Of(equal, clusters), level, (0, 1), equal.Length),
            Kappa(people, judge, clusters),
            RaterAgreement.AlphaInterval(Counts(compared, judge), values),
            RaterAgreement.AlphaInterval(among, values),
            RaterAgreement.Pairwise(among, grades.Length),
            perRater.Average(),
            [.. confusion]
        );
    }

    /// <summary>Kappa of two raters with its interval.</summary>
    /// <param name="first">Grades of the first, by their places.</param>
    /// <param name="second">Grades of the second.</param>
    /// <param name="clusters">The independent units of the texts.</param>
    public Estimate Kappa(int[] first, int[] second, ClusterIndex clusters)
    {
        var kappa = ClusteredKappa.Of(first, second, grades.Length, clusters.Of);
        var limits = kappa.Interval(level);
        return new Estimate(
            kappa.Value,
            limits?.Low,
            limits?.High,
            level,
            first.Length,
            clusters.Count,
            clusters.IsTrivial ? "Cohen's kappa, jackknife" : "Cohen's kappa, cluster jackknife",
            Note: kappa.Value is null ? "all grades are one"
                : limits is null ? "no interval: no text tells the two apart"
                : null
        )
        {
            StandardError = kappa.StandardError,
        };
    }

    /// <summary>The grade that most gave; of several the one nearest to their mean score, the first of the judge's at last.</summary>
    /// <param name="given">The grades given, at least one.</param>
    /// <param name="mean">Mean of their scores.</param>
    public int MostOf(IEnumerable<string> given, double mean)
    {
        int[] counts = new int[grades.Length];
        foreach (string grade in given)
        {
            counts[Array.IndexOf(grades, grade)]++;
        }

        int most = counts.Max();
        return Enumerable
            .Range(0, grades.Length)
            .Where(place => counts[place] == most)
            .MinBy(place => Math.Abs(values[place] - mean));
    }

    /// <summary>Clusters of some texts, renumbered from 0.</summary>
    /// <param name="clusters">The cluster of each.</param>
    public static ClusterIndex Units(IEnumerable<int> clusters)
    {
        var numbers = new Dictionary<int, int>();
        var of = new List<int>();
        foreach (int cluster in clusters)
        {
            if (!numbers.TryGetValue(cluster, out int number))
            {
                numbers[cluster] = number = numbers.Count;
            }

            of.Add(number);
        }

        return new ClusterIndex([.. of], numbers.Count, numbers.Count == of.Count);
    }

    private int[] Counts(JudgedText[] texts, int[]? judge)
    {
        int[] counts = new int[texts.Length * grades.Length];
        for (int i = 0; i < texts.Length; i++)
        {
            foreach (var rating in texts[i].Ratings)
            {
                counts[(i * grades.Length) + Array.IndexOf(grades, rating.Grade)]++;
            }

            if (judge is not null)
            {
                counts[(i * grades.Length) + judge[i]]++;
            }
        }

        return counts;
    }
}
