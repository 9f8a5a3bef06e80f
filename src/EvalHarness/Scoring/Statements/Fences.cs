namespace EvalHarness.Scoring.Statements;

/// <summary>Code fences of Markdown.</summary>
internal static class Fences
{
    private const string Mark = "```";

    /// <summary>What stands in the last fence; null without one. A fence that is not closed goes to the end.</summary>
    public static string? Last(string text)
    {
        string? last = null;
        int at = text.IndexOf(Mark, StringComparison.Ordinal);
        while (at >= 0)
        {
            int line = text.IndexOf('\n', at);
            int from = line < 0 ? at + Mark.Length : line + 1;
            int end = text.IndexOf(Mark, Math.Max(from, at + Mark.Length), StringComparison.Ordinal);
            last = end < 0 ? text[from..] : text[from..end];
            at = end < 0 ? -1 : text.IndexOf(Mark, end + Mark.Length, StringComparison.Ordinal);
        }
        return last;
    }
}
