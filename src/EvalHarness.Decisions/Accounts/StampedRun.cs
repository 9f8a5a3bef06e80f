namespace EvalHarness.Decisions.Accounts;

/// <summary>A run of a suite, as far as the stamp of its decision goes.</summary>
/// <param name="Id">Id of the run, for messages.</param>
/// <param name="SuiteText">Text of the suite when the run began.</param>
public sealed record StampedRun(string Id, string SuiteText)
{
    /// <summary>The day on which it began, in UTC; ages of prices and assumptions are told as of it. Null where it is not known.</summary>
    public DateOnly? Day { get; init; }
}
