namespace EvalHarness.Core;

/// <summary>Something that deserves a look but stops nothing: leakage, a duplicate, a suspicious value.</summary>
/// <param name="At">Where it stands.</param>
/// <param name="Message">One sentence; ids and lines only, never data.</param>
public sealed record Warning(Location At, string Message)
{
    /// <summary>The line printed.</summary>
    public override string ToString() => $"{At}: warning: {Message}";
}
