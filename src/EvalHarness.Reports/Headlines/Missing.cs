using EvalHarness.Comparisons.Findings;
using EvalHarness.Reports.Formats;

namespace EvalHarness.Reports.Headlines;

/// <summary>Whether requests that failed or were not run could change the conclusion of a task, in words.</summary>
internal static class Missing
{
    /// <summary>The sentence and the number.</summary>
    public static (string Sentence, Fact Fact) Of(MissingRequests requests, double allowed)
    {
        string value = $"{Show.Count(requests.Missing)} of {Show.Count(requests.Asked)}";
        if (requests.Missing == 0)
        {
            return (
                $"All {Show.Count(requests.Asked, "request")} came back: no conclusion depends on failures.",
                new Fact(value, "requests failed")
            );
        }

        string effect = !requests.Blocked.IsEmpty
            ? $"more than the {Show.Percent(allowed)} allowed for {Names.List(requests.Blocked)}: no verdict there"
            : requests.Survives switch
            {
                true => "the conclusion stands even if all of them went the other way",
                false => "they could change the conclusion",
                null => "no conclusion depends on them",
            };
        return ($"{value} requests failed or were not run; {effect}.", new Fact(value, $"requests failed; {effect}"));
    }
}
