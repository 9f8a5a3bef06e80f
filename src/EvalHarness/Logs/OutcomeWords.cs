using System.Diagnostics;
using EvalHarness.Core;

namespace EvalHarness.Logs;

/// <summary>The words for outcomes in files and on screens.</summary>
public static class OutcomeWords
{
    /// <summary>The word for an outcome, in snake_case, for example <c>not_run</c>.</summary>
    /// <param name="outcome">The outcome.</param>
    public static string Word(Outcome outcome) =>
        outcome switch
        {
            Outcome.NotRun => "not_run",
            Outcome.Answered => "answered",
            Outcome.Unparsable => "unparsable",
            Outcome.Empty => "empty",
            Outcome.Truncated => "truncated",
            Outcome.Refused => "refused",
            Outcome.Filtered => "filtered",
            Outcome.Failed => "failed",
            _ => throw new UnreachableException(),
        };

    /// <summary>The outcome that a word names.</summary>
    /// <param name="word">The word.</param>
    /// <exception cref="FormatException">The word names none.</exception>
    public static Outcome Parse(string word) =>
        word switch
        {
            "not_run" => Outcome.NotRun,
            "answered" => Outcome.Answered,
            "unparsable" => Outcome.Unparsable,
            "empty" => Outcome.Empty,
            "truncated" => Outcome.Truncated,
            "refused" => Outcome.Refused,
            "filtered" => Outcome.Filtered,
            "failed" => Outcome.Failed,
            _ => throw new FormatException("an unknown outcome"),
        };
}
