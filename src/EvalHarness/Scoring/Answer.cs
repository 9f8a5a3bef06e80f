namespace EvalHarness.Scoring;

/// <summary>What an answer format found in a response.</summary>
/// <param name="Value">The answer in its canonical form (the label, the number, the text); null when none was found.</param>
/// <param name="Reason">Why none was found, in a few words, without quoting the response; null when one was.</param>
public readonly record struct Answer(string? Value, string? Reason = null)
{
    /// <summary>Whether something in the response could be read as an answer, right or wrong.</summary>
    public bool IsUsable => Value is not null;

    /// <summary>No answer, with the reason.</summary>
    /// <param name="reason">Why none was found.</param>
    public static Answer None(string reason) => new(null, reason);
}
