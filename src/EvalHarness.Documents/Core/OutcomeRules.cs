namespace EvalHarness.Core;

/// <summary>Which outcomes count, and how: said here once, for logs, leaderboards, gates, exit codes and reports.</summary>
public static class OutcomeRules
{
    /// <summary>Whether a response came back, usable or not.</summary>
    /// <param name="outcome">What became of the request.</param>
    public static bool HasResponse(this Outcome outcome) => !outcome.IsMissing();

    /// <summary>Whether nothing came back, failed or not run: such requests are left out of both sides of a pair and counted.</summary>
    /// <param name="outcome">What became of the request.</param>
    public static bool IsMissing(this Outcome outcome) => outcome is Outcome.Failed or Outcome.NotRun;
}
