using EvalHarness.Comparisons.Results;
using EvalHarness.Core;
using EvalHarness.Logs;

namespace EvalHarness.Comparisons.Findings;

/// <summary>What was odd about a model's replies and what its requests failed by, in words.</summary>
public static class RemarkText
{
    /// <summary>One sentence for each oddity and one for all failures; none where nothing was odd.</summary>
    /// <param name="task">Name of the task.</param>
    /// <param name="model">The model.</param>
    public static IEnumerable<string> Of(string task, ModelSummary model)
    {
        ArgumentNullException.ThrowIfNull(model);
        foreach (var (remark, count) in model.Remarks)
        {
            yield return $"{task}: {Sentence(model.Model, remark, count)}";
        }

        if (!model.Failures.IsEmpty)
        {
            yield return $"{task}: requests to {model.Model} failed by {Failures(model)}.";
        }
    }

    /// <summary>What requests failed by, with how often: <c>status 429 (12), timeout (3)</c>.</summary>
    /// <param name="model">The model.</param>
    public static string Failures(ModelSummary model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return string.Join(
            ", ",
            model.Failures.Select(one => FormattableString.Invariant($"{Name(one.What)} ({one.Count})"))
        );
    }

    private static string Name(FailureClass failure) =>
        failure switch
        {
            { Status: { } status, Kind: "http" } => FormattableString.Invariant($"status {status}"),
            { Kind: "timeout" } => "no answer in time",
            { Kind: "connection" } => "a broken connection",
            { Kind: "body" } => "a reply that is no answer",
            { Kind: "batch" } => "a batch that did not answer it",
            { Kind: "budget" } => "a spent budget",
            { Kind: "backend" } => "the backend itself",
            { Kind: "recording" } => "a recording without an answer to them",
            var other => other.Kind,
        };

    private static string Sentence(string model, Remark remark, long count)
    {
        string replies = FormattableString.Invariant($"{count} {(count == 1 ? "reply" : "replies")} of {model}");
        return remark.Kind switch
        {
            RemarkKind.OtherModel =>
                $"{replies} came from '{remark.Detail}', says the server, which is not the model that was asked for.",
            RemarkKind.Usage => $"{replies} had token counts that cannot be believed ({remark.Detail}): what "
                + $"{(count == 1 ? "it" : "they")} cost is unknown.",
            RemarkKind.Probabilities when remark.Detail == "none" =>
                $"{replies} had no log probabilities although they were asked for.",
            RemarkKind.Probabilities => $"{replies} had log probabilities {remark.Detail}; they are left out.",
            RemarkKind.Text => $"{replies} held {remark.Detail}; each is shown as U+FFFD.",
            RemarkKind.FinishReason =>
                $"{replies} stopped for the unknown reason '{remark.Detail}' and counted as cut off.",
            RemarkKind.Stream when remark.Detail == "whole" =>
                $"{replies} came whole although a stream was asked for: the time to the first token is unknown.",
            RemarkKind.Filter =>
                $"{replies} came past the service's own content filter, which failed ({remark.Detail}).",
            RemarkKind.Tools =>
                $"{replies} called {(remark.Detail == "none" ? "no tool" : "another tool")} although 'tool_choice' asks for one: "
                    + "the server does not heed it.",
            RemarkKind.Stream => $"{replies} came as a stream although none was asked for.",
            _ => $"{replies} had an odd field '{remark.Detail}'; it is left out.",
        };
    }
}
