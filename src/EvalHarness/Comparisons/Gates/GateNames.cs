using System.Globalization;
using EvalHarness.Core;
using EvalHarness.Scoring;

namespace EvalHarness.Comparisons.Gates;

/// <summary>Gates in words, the same in a test explorer, a terminal and a report.</summary>
public static class GateNames
{
    /// <summary>The rule in words, for example <c>accuracy not worse than gpt-4o by 2 points</c>.</summary>
    /// <param name="gate">The rule.</param>
    /// <param name="unit">Unit of what it measures.</param>
    /// <param name="margin">Margin of <c>compare:</c>.</param>
    /// <param name="namesTask">Whether the suite has several tasks, so that the task must be named.</param>
    public static string Of(GateSpec gate, GateUnit unit, double margin, bool namesTask)
    {
        ArgumentNullException.ThrowIfNull(gate);
        string what =
            gate.Outcome is { } outcome ? $"share {outcome}"
            : namesTask ? gate.Metric!
            : GateMeasures.Split(gate.Metric!).Metric;
        string where = gate.Slice is { } slice ? $" where {slice}" : "";
        return $"{what}{where} {string.Join(" and ", Rules(gate, unit, margin))}";
    }

    /// <summary>Unit of what a gate measures.</summary>
    /// <param name="gate">The gate.</param>
    /// <param name="metrics">Metrics of its task.</param>
    public static GateUnit UnitOf(GateSpec gate, IEnumerable<IMeasure> metrics)
    {
        ArgumentNullException.ThrowIfNull(gate);
        if (gate.Metric is not { } path)
        {
            return GateUnit.Share;
        }

        string name = GateMeasures.Split(path).Metric;
        return metrics.FirstOrDefault(metric => metric.Name == name) switch
        {
            { IsShare: true } => GateUnit.Share,
            not null => GateUnit.Plain,
            null when name == GateMeasures.Cost => GateUnit.Usd,
            null when name is GateMeasures.MedianLatency or GateMeasures.SlowLatency => GateUnit.Seconds,
            null => GateUnit.Plain,
        };
    }

    /// <summary>A value with its unit, for example <c>62.4 %</c>.</summary>
    /// <param name="value">The value.</param>
    /// <param name="unit">Its unit.</param>
    public static string Value(double value, GateUnit unit) => Value(value, unit, 2);

    internal static string Value(double value, GateUnit unit, int decimals) =>
        unit switch
        {
            GateUnit.Share => $"{Number(100 * value, decimals)} %",
            GateUnit.Usd => $"${Number(value, 6)}",
            GateUnit.Seconds => $"{Number(value, 3)} s",
            GateUnit.Plain => Number(value, 4),
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    /// <summary>A difference with its unit, for example <c>2 points</c>.</summary>
    /// <param name="value">The difference.</param>
    /// <param name="unit">Unit of the values.</param>
    public static string Difference(double value, GateUnit unit) => Difference(value, unit, 2);

    internal static string Difference(double value, GateUnit unit, int decimals) =>
        unit == GateUnit.Share
            ? Number(100 * value, decimals) is var points && points is "1" or "−1"
                ? $"{points} point"
                : $"{points} points"
            : Value(value, unit, decimals);

    private static IEnumerable<string> Rules(GateSpec gate, GateUnit unit, double margin)
    {
        if (gate.AtLeast is { } least)
        {
            yield return $"at least {Value(least, unit)}";
        }

        if (gate.AtMost is { } most)
        {
            yield return $"at most {Value(most, unit)}";
        }

        if (gate.BetterThan is { } beaten)
        {
            yield return $"better than {Reference(beaten, unit)}"
                + (gate.Margin is > 0 and var by ? $" by {Difference(by, unit)}" : "");
        }

        double allowed = gate.Margin ?? margin;
        if (gate.NotWorseThan is { } kept)
        {
            string reference = kept.Last is { } runs ? LastRuns(runs) : Reference(kept.Value!, unit);
            yield return $"not worse than {reference} by {Difference(allowed, unit)}";
        }

        if (gate.Within is { } near)
        {
            yield return $"within {Difference(allowed, unit)} of {Reference(near, unit)}";
        }
    }

    /// <summary>The mean of the last runs in words.</summary>
    /// <param name="runs">How many.</param>
    public static string LastRuns(int runs) =>
        runs == 1 ? "the last run" : FormattableString.Invariant($"the mean of the last {runs} runs");

    private static string Reference(string reference, GateUnit unit) =>
        GateBound.Number(reference) is { } number ? Value(number, unit) : reference;

    private static string Number(double value, int decimals)
    {
        double rounded = Math.Round(value, decimals, MidpointRounding.ToEven);
        return rounded.ToString("0." + new string('#', decimals), CultureInfo.InvariantCulture).Replace('-', '−');
    }
}
