using System.Collections.Immutable;
using System.Globalization;
using EvalHarness.Comparisons.Gates;

namespace EvalHarness.Comparisons.Findings;

/// <summary>A gate's result in words that stand alone: ids and numbers, never a prompt or a response.</summary>
public static class GateText
{
    /// <summary>Verdict and evidence in one paragraph.</summary>
    /// <param name="result">The result.</param>
    public static string Describe(GateResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        return string.Join(' ', Sentences(result).Prepend($"{Word(result)}: {result.Name}, {result.Model}."));
    }

    /// <summary>The evidence of a gate and what follows from it, without its name and verdict.</summary>
    internal static string Explain(GateResult result) => string.Join(' ', Sentences(result));

    /// <summary>The line of the suite that declares the gate, where one does, then verdict and evidence.</summary>
    /// <param name="result">The result.</param>
    public static string Located(GateResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        string at = string.IsNullOrEmpty(result.Gate.Declared.File) ? "" : $"{result.Gate.Declared}: ";
        return at + Describe(result);
    }

    /// <summary>How many gates passed, failed and so on, in one sentence.</summary>
    /// <param name="gates">The gates.</param>
    public static string Counted(ImmutableArray<GateResult> gates)
    {
        var counts = gates
            .GroupBy(gate => gate.Verdict)
            .OrderBy(group => group.Key)
            .Select(group => FormattableString.Invariant($"{group.Count()} {Word(group.First())}"));
        return gates.IsEmpty
            ? "no gates"
            : $"{gates.Length} gate{(gates.Length == 1 ? "" : "s")}: {string.Join(", ", counts)}";
    }

    /// <summary>The verdict in a word.</summary>
    /// <param name="result">The result.</param>
    public static string Word(GateResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        return result.Verdict switch
        {
            GateVerdict.Pass => "pass",
            GateVerdict.Fail => "fail",
            GateVerdict.Inconclusive => "inconclusive",
            GateVerdict.Error => "error",
            GateVerdict.Skipped => "skipped",
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    /// <summary>What was measured, with its interval and n; empty where nothing was.</summary>
    /// <param name="result">The result.</param>
    public static string Evidence(GateResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        if (result.Estimate is not { } estimate || estimate is { Value: null, Low: null, High: null })
        {
            return "";
        }

        string Show(double number) =>
            result.Reference is null
                ? GateNames.Value(number, result.Unit, 1)
                : GateNames.Difference(number, result.Unit, 1);
        string range = $"{Start(estimate.Low, Show, result.Unit)} to {End(estimate.High, Show)}";
        string level = FormattableString.Invariant($"{100 * estimate.Level:0.##} %");
        string what = result.Reference is { } reference ? $"difference to {reference} " : "";
        string units = estimate.Clusters < estimate.N ? $" in {ClusterText.Counted(estimate)}" : "";
        string size = FormattableString.Invariant($"n = {estimate.N}") + units;
        if (estimate.Value is not { } value)
        {
            return $"{what}within {range} ({level} confidence sequence, {size})";
        }

        string interval =
            result.PassPValue is null || estimate is { Low: null, High: null } ? "" : $"{level} interval {range}, ";
        return $"{what}{Show(value)} ({interval}{size})";
    }

    private static IEnumerable<string> Sentences(GateResult result)
    {
        if (Evidence(result) is { Length: > 0 } evidence)
        {
            yield return Capital(evidence) + ".";
        }

        if (result is { Unit: GateUnit.Seconds, Estimate.Value: not null })
        {
            yield return $"Taken {LatencyText.Load(result.InFlight)}.";
        }

        if (result is { PassPValue: { } pass, FailPValue: { } fail, Test.Length: > 0 })
        {
            string over = result.Family == 1 ? "" : FormattableString.Invariant($", Holm over {result.Family} gates");
            yield return $"p of a violated gate {Probability(pass)}, of a kept one {Probability(fail)} ({result.Test}{over}).";
        }

        if (result.PassPValue is null && result.Test.Length > 0)
        {
            yield return Capital(result.Test) + ".";
        }

        if (result.MinimalDetectable is { } least && result.Verdict != GateVerdict.Pass)
        {
            yield return $"Found with 80 % power: {GateNames.Difference(least, result.Unit, 1)} from the bound.";
        }

        if (result.SamplesNeeded is { } needed)
        {
            yield return FormattableString.Invariant($"About {needed:N0} more samples decide with 80 % power, ")
                + "if the value stays as it is.";
        }

        if (result.OwnNoise is { } noise)
        {
            yield return $"Asked the same again, the value could move by {GateNames.Difference(noise, result.Unit, 1)} by the models' own "
                + "noise alone, past the bound: the next run could decide otherwise. The test counts that noise already.";
        }

        if (result.Estimate?.Note is { } note)
        {
            yield return Capital(note) + ".";
        }

        if (result.Reason is { } reason)
        {
            yield return Capital(GateReasonText.Of(reason)) + ".";
        }

        if (result.Verdict is GateVerdict.Fail or GateVerdict.Inconclusive && !result.TellingSamples.IsEmpty)
        {
            yield return $"Most telling samples: {string.Join(", ", result.TellingSamples)}.";
        }

        if (result.IsImprovement)
        {
            yield return "Better than the baseline by more than noise: make it the new one with "
                + "'evalharness baseline save <run>'.";
        }
    }

    /// <summary>The lower end, without the unit that the upper one bears after its number.</summary>
    private static string Start(double? value, Func<double, string> show, GateUnit unit) =>
        unit is GateUnit.Share or GateUnit.Seconds ? End(value, show).Split(' ')[0] : End(value, show);

    private static string End(double? value, Func<double, string> show) => value is { } known ? show(known) : "unknown";

    private static string Probability(double p) =>
        p < 0.0001 ? "< 0.0001" : p.ToString("0.####", CultureInfo.InvariantCulture);

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
