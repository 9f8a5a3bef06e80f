using System.Globalization;
using EvalHarness.Core;
using EvalHarness.Scoring;
using EvalHarness.Yaml;

namespace EvalHarness.Suites;

/// <summary>The section <c>compare:</c>: that it names models and metrics that there are.</summary>
internal static class CompareChecks
{
    public static void Check(SuiteChecks suite)
    {
        if (suite.Spec.Compare is not { } compare)
        {
            return;
        }

        if (compare.Baseline is { } baseline)
        {
            suite.CheckModel(baseline, suite.Places.At(compare, "baseline"));
        }

        foreach (var (i, candidate) in (compare.Candidates ?? []).Index())
        {
            var at = suite.Places.At(compare, "candidates", i);
            suite.CheckModel(candidate, at, compare.Candidates!.Value.Length == 1 ? ["custom", "all"] : []);
            if (candidate == compare.Baseline)
            {
                suite.Findings.Add(at, $"the baseline {Wording.Quote(candidate)} as its own candidate", "other models");
            }
        }

        foreach (var (i, path) in (compare.On ?? []).Index())
        {
            if (suite.FindMetric(path, suite.Places.At(compare, "on", i)) is { Metric: var metric })
            {
                CheckMargin(suite, compare.Margin, metric, suite.Places.At(compare, "margin"));
            }
        }
    }

    /// <summary>Warns of a margin so wide that no difference could ever matter: points for a share, as a rule.</summary>
    public static void CheckMargin(SuiteChecks suite, double margin, IMeasure metric, Location at)
    {
        if (metric is IMetric { Range: (var low, var high) } && double.IsFinite(high - low) && margin >= high - low)
        {
            suite.Findings.Warn(
                at,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"a margin as wide as the range of {metric.Name}, {low:0.##} to {high:0.##}; two points are 0.02"
                )
            );
        }
    }
}
