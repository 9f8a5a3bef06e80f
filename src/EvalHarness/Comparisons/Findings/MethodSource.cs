using EvalHarness.Comparisons.Results;

namespace EvalHarness.Comparisons.Findings;

/// <summary>Where the methods behind a leaderboard come from, and why they were chosen: one sentence each.</summary>
public static class MethodSource
{
    /// <summary>What the name of a method or test holds, and its sentence.</summary>
    private static readonly (string Part, string Sentence)[] Sentences =
    [
        (
            "Wilson score interval",
            "Shares of independent right or wrong answers have Wilson's score interval (E. B. Wilson 1927, "
                + "doi:10.1080/01621459.1927.10502953), which holds near 0 and 1."
        ),
        (
            "with effective n",
            "Shares in clusters or repeats, and scores in parts, have Wilson's interval with as many independent answers as their "
                + "variance (of clusters CR3) is worth, at most their number, and Student's t (E. L. Korn, B. I. Graubard 1998, "
                + "Survey Methodology 24, 193-201): a mean ± t·se claims too much near 0 and 1."
        ),
        (
            "(CR2",
            "Differences and means over clusters have the CR2 variance (R. M. Bell, D. F. McCaffrey 2002, Survey Methodology 28, "
                + "169-181) with Satterthwaite's degrees of freedom (J. E. Pustejovsky, E. Tipton 2018, "
                + "doi:10.1080/07350015.2016.1247004), which hold for few clusters of unequal size."
        ),
        (
            "t test (CR3",
            "Where one cluster holds more than nine tenths of the samples, the variance is that of the jackknife over clusters, CR3 "
                + "(J. G. MacKinnon, M. Ø. Nielsen, M. D. Webb 2023, doi:10.1016/j.jeconom.2022.04.001)."
        ),
        (
            "corrected for skewness",
            "Means of skewed values without limits have Student's t with the quantiles that it has for lognormal values as skewed "
                + "(L-skewness: J. R. M. Hosking 1990, doi:10.1111/j.2517-6161.1990.tb01775.x; parametric bootstrap-t: A. C. Davison, "
                + "D. V. Hinkley 1997, section 5.2)."
        ),
        (
            "McNemar's exact test",
            "Two models' right or wrong answers to the same samples have McNemar's mid-p test (M. W. Fagerland, S. Lydersen, P. "
                + "Laake 2013, doi:10.1186/1471-2288-13-91) and Tango's score interval (T. Tango 1998, "
                + "doi:10.1002/(SICI)1097-0258(19980430)17:8<891::AID-SIM780>3.0.CO;2-B)."
        ),
        (
            "rediction-powered",
            "Scores of a judge that people's labels correct have the prediction-powered mean (A. N. Angelopoulos and others 2023, "
                + "doi:10.1126/science.adi6000; PPI++, arXiv:2311.01453): what people said of some answers, moved by how far the judge's "
                + "scores of these lie off those of all, with Student's t over the labelled clusters."
        ),
        (
            "BCa ",
            "Metrics that are no means have BCa limits from resampled samples or clusters (B. Efron 1987, "
                + "doi:10.1080/01621459.1987.10478410), which take off the bias of such a metric where a class is rare, with Student's "
                + "quantiles for few units (T. C. Hesterberg 2015, doi:10.1080/00031305.2015.1089789)."
        ),
        (
            "bootstrap t ",
            "Their differences have Student's t with the standard error of the paired bootstrap (B. Efron, R. J. Tibshirani 1993, chapter "
                + "12): the bias cancels between two models, and a tail beyond all resamples decides large families."
        ),
        (
            "unlike those seen",
            "Where all samples behave alike no resample tells how far off a value is: as many may be unlike them as Wilson's limit of 0 "
                + "of n says, and the value goes as far as those can take it."
        ),
        (
            "order statistics",
            "Quantiles of time have limits between two of the times (H. A. David, H. N. Nagaraja 2003, doi:10.1002/0471722162, section "
                + "7.1), with as many independent ones as clusters or repeats are worth."
        ),
        (
            "for any answers to the rest",
            "Correlations allow for any answers to the samples that were left without a number (C. F. Manski 1990, American Economic "
                + "Review 80(2), 319-323)."
        ),
    ];

    /// <summary>The sentences of all methods that a task's numbers were made by.</summary>
    /// <param name="task">The task.</param>
    public static IEnumerable<string> Of(TaskComparison task)
    {
        ArgumentNullException.ThrowIfNull(task);
        var pairs = task.Metrics.SelectMany(metric => metric.Pairs).ToArray();
        HashSet<string> methods =
        [
            .. task.Metrics.SelectMany(metric => metric.Leaderboard).Select(row => row.Estimate.Method),
            .. pairs.Select(pair => pair.Difference.Method),
            .. pairs.Select(pair => pair.Test),
        ];
        return
        [
            .. Sentences
                .Where(one => methods.Any(method => method.Contains(one.Part, StringComparison.Ordinal)))
                .Select(one => one.Sentence),
        ];
    }
}
