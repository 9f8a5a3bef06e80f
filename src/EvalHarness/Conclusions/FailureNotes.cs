using EvalHarness.Core;
using EvalHarness.Logs;

namespace EvalHarness.Conclusions;

/// <summary>Says why requests failed, the commonest reasons first; ids and addresses only.</summary>
internal static class FailureNotes
{
    private const int Most = 5;

    /// <summary>One line a reason: model, how often, what happened, one sample to look at.</summary>
    public static async Task<IReadOnlyList<string>> ReadAsync(RunFolder folder, CancellationToken cancellationToken)
    {
        var reasons = new Dictionary<(string Model, string Message), (long Count, string Sample)>();
        await foreach (var response in RunLog.ReadSettledAsync(folder, cancellationToken))
        {
            if (response is { Outcome: Outcome.Failed, Failure: { } failure })
            {
                var key = (response.Model, failure.Message);
                var seen = reasons.GetValueOrDefault(key, (0, response.SampleId));
                reasons[key] = (seen.Item1 + 1, seen.Item2);
            }
        }

        var lines = reasons
            .OrderByDescending(reason => reason.Value.Count)
            .ThenBy(reason => reason.Key.Model, StringComparer.Ordinal)
            .Take(Most)
            .Select(reason =>
                FormattableString.Invariant(
                    $"{reason.Key.Model}: {Count(reason.Value.Count, "request")} failed: {reason.Key.Message} (sample {reason.Value.Sample})"
                )
            )
            .ToList();
        if (reasons.Count > Most)
        {
            lines.Add($"and {Count(reasons.Count - Most, "other reason")}; responses.jsonl has them all");
        }

        return lines;
    }

    private static string Count(long count, string noun) =>
        FormattableString.Invariant($"{count:N0} {noun}{(count == 1 ? "" : "s")}");
}
