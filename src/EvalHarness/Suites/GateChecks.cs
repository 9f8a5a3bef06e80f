using System.Globalization;
using EvalHarness.Core;
using EvalHarness.Yaml;

namespace EvalHarness.Suites;

/// <summary>The section <c>gates:</c>: that each gate has one thing to measure and at least one bound, on what there is.</summary>
internal static class GateChecks
{
    private static readonly string[] BesideMetrics = ["cost", "latency_p50", "latency_p95"];

    public static void Check(SuiteChecks suite)
    {
        foreach (var gate in suite.Spec.Gates ?? [])
        {
            suite.CheckModel(gate.Model, suite.Places.At(gate, "model"), "all");
            CheckBounds(suite, gate);
            CheckReferences(suite, gate);
            CheckMeasure(suite, gate);
        }
    }

    private static void CheckBounds(SuiteChecks suite, GateSpec gate)
    {
        object?[] bounds = [gate.AtLeast, gate.AtMost, gate.BetterThan, gate.NotWorseThan, gate.Within];
        if (gate.NotWorseThan is { Value: null, Last: null } or { Value: not null, Last: not null })
        {
            suite.Findings.Add(
                suite.Places.At(gate, "not_worse_than"),
                "a reference that is not one thing",
                "a model, baseline, a number, or { last: 5 }"
            );
        }

        if (bounds.All(bound => bound is null))
        {
            suite.Findings.Add(
                suite.Places.At(gate),
                "a gate without a bound",
                "at_least, at_most, better_than, not_worse_than or within"
            );
        }

        if (gate.AtLeast > gate.AtMost)
        {
            suite.Findings.Add(
                suite.Places.At(gate, "at_least"),
                "at_least above at_most",
                "a range that holds a value"
            );
        }
    }

    private static void CheckReferences(SuiteChecks suite, GateSpec gate)
    {
        foreach (
            var (key, name) in new[]
            {
                ("better_than", gate.BetterThan),
                ("not_worse_than", gate.NotWorseThan?.Value),
                ("within", gate.Within),
            }
        )
        {
            if (name is null || IsNumber(name))
            {
                continue;
            }

            var at = suite.Places.At(gate, key);
            if (!suite.Models.Contains(name) && NumberText.Mend<double>(name, _ => true) is { } mend)
            {
                suite.Findings.Add(at, $"{Wording.Quote(name)} for '{key}'", $"a model, baseline or a number; {mend}");
                continue;
            }

            suite.CheckModel(name, at, "baseline");
            if (name == gate.Model)
            {
                suite.Findings.Add(
                    at,
                    $"model {Wording.Quote(name)} against itself",
                    "another model, baseline or a number"
                );
            }
        }
    }

    private static void CheckMeasure(SuiteChecks suite, GateSpec gate)
    {
        switch (gate)
        {
            case { Metric: null, Outcome: null }:
                suite.Findings.Add(suite.Places.At(gate), "a gate that measures nothing", "metric or outcome");
                break;
            case { Metric: not null, Outcome: not null }:
                suite.Findings.Add(suite.Places.At(gate, "outcome"), "both 'metric' and 'outcome'", "one of them");
                break;
            case { Metric: { } path } when IsMoneyOrTime(suite, path):
                CheckOwnMargin(suite, gate, path);
                CheckSlice(
                    suite,
                    gate,
                    [.. suite.Spec.Tasks.Where(task => path.StartsWith(task.Name + "/", StringComparison.Ordinal))]
                );
                break;
            case { Metric: { } path }:
                if (suite.FindMetric(path, suite.Places.At(gate, "metric")) is var (task, metric))
                {
                    CheckValues(suite, gate, metric.Range, metric.Name);
                    CheckSlice(suite, gate, [task]);
                    CheckMargin(suite, gate, metric.Name, metric.Range);
                }

                break;
            case { Outcome: { } outcome }:
                CheckOutcome(suite, outcome, suite.Places.At(gate, "outcome"));
                CheckValues(suite, gate, (0, 1), "a share");
                CheckMargin(suite, gate, "a share", (0, 1));
                CheckSlice(suite, gate, [.. suite.Spec.Tasks]);
                break;
        }
    }

    /// <summary>Whether a path names what every task has besides its metrics; a metric of that name comes first.</summary>
    private static bool IsMoneyOrTime(SuiteChecks suite, string path) =>
        path.Split('/') is [var task, var name]
        && BesideMetrics.Contains(name)
        && suite.Spec.Tasks.FirstOrDefault(one => one.Name == task) is { } found
        && found.Metrics.All(metric => metric.Name != name);

    /// <summary>The margin of <c>compare:</c> is in the unit of the metrics, so dollars and seconds need one of their own.</summary>
    private static void CheckOwnMargin(SuiteChecks suite, GateSpec gate, string path)
    {
        if (gate.Margin is null && (gate.NotWorseThan ?? (object?)gate.Within) is not null)
        {
            suite.Findings.Add(
                suite.Places.At(gate, "metric"),
                $"a gate on {Wording.Quote(path)} without a margin of its own",
                path.EndsWith("/cost", StringComparison.Ordinal) ? "margin, in US dollars" : "margin, in seconds"
            );
        }
    }

    /// <summary>Its own margin, or that of <c>compare:</c> where it is measured with that.</summary>
    private static void CheckMargin(SuiteChecks suite, GateSpec gate, string name, (double Low, double High) range)
    {
        double otherwise = (gate.NotWorseThan ?? (object?)gate.Within) is null ? 0 : suite.Spec.Compare?.Margin ?? 0;
        var at = suite.Places.At(gate, "margin");
        CompareChecks.CheckMargin(suite, gate.Margin ?? otherwise, [(name, range)], at);
    }

    private static void CheckOutcome(SuiteChecks suite, string outcome, Location at)
    {
        string[] known = Scalars.EnumWords(typeof(Outcome)).ToArray();
        if (!known.Contains(outcome))
        {
            suite.Findings.Add(
                at,
                $"unknown outcome {Wording.Quote(outcome)}",
                Wording.List(known),
                Spelling.Nearest(outcome, known)
            );
        }
    }

    private static void CheckValues(SuiteChecks suite, GateSpec gate, (double Low, double High) range, string name)
    {
        foreach (
            var (key, value) in new[]
            {
                ("at_least", gate.AtLeast),
                ("at_most", gate.AtMost),
                ("better_than", Number(gate.BetterThan)),
                ("not_worse_than", Number(gate.NotWorseThan?.Value)),
                ("within", Number(gate.Within)),
            }
        )
        {
            var (low, high) = range;
            if (value < low || value > high)
            {
                suite.Findings.Add(
                    suite.Places.At(gate, key),
                    string.Create(CultureInfo.InvariantCulture, $"{value} for '{key}'"),
                    string.Create(CultureInfo.InvariantCulture, $"{low} to {high}, the range of {name}")
                );
            }
        }
    }

    private static void CheckSlice(SuiteChecks suite, GateSpec gate, EvalTask[] tasks)
    {
        if (gate.Slice is not { } slice)
        {
            return;
        }

        var at = suite.Places.At(gate, "slice");
        string field = slice.Split('=')[0];
        string[] known = [.. tasks.SelectMany(task => task.Dataset.Slices ?? []).Distinct()];
        if (!slice.Contains('=', StringComparison.Ordinal))
        {
            suite.Findings.Add(at, $"the slice {Wording.Quote(slice)}", "field=value");
        }
        else if (!known.Contains(field))
        {
            suite.Findings.Add(
                at,
                $"the field {Wording.Quote(field)}, which is not among the slices of the dataset",
                Wording.List(known),
                Spelling.Nearest(field, known)
            );
        }
    }

    private static bool IsNumber(string text) => Number(text) is not null;

    private static double? Number(string? text) =>
        text is not null && NumberText.TryRead(text, out double value) ? value : null;
}
