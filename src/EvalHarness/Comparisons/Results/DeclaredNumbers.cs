using System.Globalization;
using EvalHarness.Core;
using EvalHarness.Logs;
using EvalHarness.Scoring;

namespace EvalHarness.Comparisons.Results;

/// <summary>Numbers of comparisons and gates that were declared in code: those of suites were checked as they were read.</summary>
internal static class DeclaredNumbers
{
    /// <summary>Throws where a number of a comparison is none, or lies out of its range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">One does.</exception>
    public static void Check(CompareSpec compare)
    {
        Check(compare.Margin, compare.Margin >= 0, nameof(compare.Margin), "at least 0");
        Check(compare.Confidence, compare.Confidence is > 0 and < 1, nameof(compare.Confidence), "between 0 and 1");
        Check(
            compare.Resamples,
            compare.Resamples is >= 100 and <= 1_000_000,
            nameof(compare.Resamples),
            "100 to 1,000,000"
        );
        Check(compare.MaxFailed, compare.MaxFailed is >= 0 and <= 1, nameof(compare.MaxFailed), "0 to 1");
    }

    /// <summary>The same for the comparison of a run, whose metrics say how large a margin can be.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A number is wrong.</exception>
    public static void Check(ScoreTable table)
    {
        Check(table.Header.Compare);
        if (Margins.TooWide(table) is { } tooWide)
        {
            throw Wrong(nameof(CompareSpec.Margin), tooWide.Margin, tooWide.Expected);
        }
    }

    /// <summary>Throws where a number of a gate is none, or its margin below 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">One is.</exception>
    public static void Check(GateSpec gate)
    {
        foreach (var (key, number) in Numbers(gate))
        {
            Check(number ?? 0, true, key, "a finite number");
        }

        Check(gate.Margin ?? 0, gate.Margin is not < 0, nameof(gate.Margin), "at least 0");
    }

    /// <summary>The same for a gate on a run, whose metrics say which values there can be.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A number is wrong.</exception>
    public static void Check(GateSpec gate, ScoreTable table)
    {
        Check(gate);
        if (RangeOf(gate, table) is not var (name, low, high))
        {
            return;
        }

        string expected = string.Create(
            CultureInfo.InvariantCulture,
            $"{low:0.##} to {high:0.##}, the range of {name}"
        );
        foreach (var (key, number) in Numbers(gate))
        {
            Check(number ?? low, number is not { } value || (value >= low && value <= high), key, expected);
        }

        if (gate.Margin is { } margin && Margins.Of(margin, name, (low, high)) is { } tooWide)
        {
            throw Wrong(nameof(gate.Margin), margin, tooWide.Expected);
        }
    }

    private static (string Name, double Low, double High)? RangeOf(GateSpec gate, ScoreTable table)
    {
        if (gate.Metric is null)
        {
            return ("a share", 0, 1);
        }

        foreach (var task in table.Tasks)
        {
            foreach (var metric in task.Metrics.Concat<IMeasure>(task.WeightedMetrics))
            {
                if (gate.Metric == $"{task.Task.Name}/{metric.Name}")
                {
                    return (metric.Name, metric.Range.Low, metric.Range.High);
                }
            }
        }

        return null;
    }

    private static (string Key, double? Number)[] Numbers(GateSpec gate) =>
        [
            (nameof(gate.AtLeast), gate.AtLeast),
            (nameof(gate.AtMost), gate.AtMost),
            (nameof(gate.BetterThan), Number(gate.BetterThan)),
            (nameof(gate.NotWorseThan), Number(gate.NotWorseThan?.Value)),
            (nameof(gate.Within), Number(gate.Within)),
        ];

    private static double? Number(string? reference) =>
        double.TryParse(reference, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) ? value : null;

    private static void Check(double value, bool isInside, string name, string expected)
    {
        if (!isInside || !double.IsFinite(value))
        {
            throw Wrong(name, value, expected);
        }
    }

    private static ArgumentOutOfRangeException Wrong(string name, double value, string expected) =>
        new(name, value, string.Create(CultureInfo.InvariantCulture, $"{name} must be {expected}, was {value}"));
}
