using EvalHarness.Core;

namespace EvalHarness.NUnit;

/// <summary>Where constraints on runs begin.</summary>
/// <example>
/// <code>Assert.That(run, Evals.Metric("sentiment/accuracy").Of("finance-lora").NotWorseThan("gpt-4o").By(0.02));</code>
/// </example>
public static class Evals
{
    /// <summary>A metric, money or a latency quantile.</summary>
    /// <param name="path"><c>task/metric</c>, <c>task/cost</c>, <c>task/latency_p50</c> or <c>task/latency_p95</c>.</param>
    public static GateSubject Metric(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return new GateSubject(new GateSpec("all", path));
    }

    /// <summary>The share of an outcome.</summary>
    /// <param name="outcome">Its word, for example <c>refused</c>.</param>
    public static GateSubject Outcome(string outcome)
    {
        ArgumentException.ThrowIfNullOrEmpty(outcome);
        return new GateSubject(new GateSpec("all", Outcome: outcome));
    }
}
