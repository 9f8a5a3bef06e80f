using EvalHarness.Core;
using EvalHarness.Scoring.Judges;

namespace EvalHarness.Logs;

/// <summary>What it costs to have each answer judged: what all verdicts on its text cost, whoever else gave the same text.</summary>
internal sealed class JudgingCosts
{
    private readonly Dictionary<UInt128, double> usd = [];

    /// <summary>Takes note of what a verdict cost, or that nobody says; one on two answers is charged to both by half.</summary>
    /// <param name="verdict">The verdict.</param>
    public void Add(Response verdict)
    {
        if (verdict.Judging is not { } judging || (verdict.CostUsd is null && verdict.Outcome.IsMissing()))
        {
            return;
        }

        double cost = (double?)verdict.CostUsd ?? double.NaN;
        Add(verdict, judging.Judged, judging.Against is null ? cost : cost / 2);
        if (judging.Against is { } other)
        {
            Add(verdict, other, cost / 2);
        }
    }

    /// <summary>What judging an answer costs, in US dollars: 0 where nobody did, NaN where it is unknown.</summary>
    /// <param name="response">The answer.</param>
    public double Of(Response response) =>
        usd.Count > 0 && response.Text is { } text
            ? usd.GetValueOrDefault(KeyOf(response.Task, response.SampleId, JudgePrompt.HashOf(text)))
            : 0;

    private void Add(Response verdict, string judged, double cost)
    {
        var key = KeyOf(verdict.Task, verdict.SampleId, judged);
        usd[key] = usd.GetValueOrDefault(key) + cost;
    }

    private static UInt128 KeyOf(string task, string sample, string judged) =>
        Key128.Of(Digest.Of(task, sample, judged));
}
