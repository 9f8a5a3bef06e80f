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

        var measures = (compare.On ?? [])
            .Index()
            .Select(one => suite.FindMetric(one.Item, suite.Places.At(compare, "on", one.Index))?.Metric)
            .ToList();
        if (measures.Count == 0)
        {
            measures.AddRange(suite.Spec.Tasks.Select(task => task.Metrics.FirstOrDefault()));
        }

        CheckMargin(
            suite,
            compare.Margin,
            measures.OfType<IMeasure>().Select(one => (one.Name, one.Range)),
            suite.Places.At(compare, "margin")
        );
    }

    /// <summary>
    /// Refuses a margin that no difference can exceed, points for a share as a rule; warns of one that only all against nothing
    /// reaches. One finding a margin.
    /// </summary>
    public static void CheckMargin(
        SuiteChecks suite,
        double margin,
        IEnumerable<(string Name, (double Low, double High) Range)> measures,
        Location at
    )
    {
        foreach (var (name, (low, high)) in measures.Where(one => margin >= one.Range.High - one.Range.Low).Take(1))
        {
            if (margin > high - low)
            {
                suite.Findings.Add(
                    at,
                    string.Create(CultureInfo.InvariantCulture, $"a margin of {margin}"),
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"less than {high - low}, the range of {name} being {low:0.##} to {high:0.##}; two points are 0.02"
                    )
                );
            }
            else
            {
                suite.Findings.Warn(
                    at,
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"a margin as wide as the range of {name}, {low:0.##} to {high:0.##}; two points are 0.02"
                    )
                );
            }
        }
    }
}
