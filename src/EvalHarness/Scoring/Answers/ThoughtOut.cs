namespace EvalHarness.Scoring.Answers;

/// <summary>What a reasoning model says once it has thought.</summary>
internal static class ThoughtOut
{
    private const string End = "</think>";

    /// <summary>The text behind the last <c>&lt;/think&gt;</c>; all of it when there is none.</summary>
    public static string Of(string text)
    {
        int end = text.LastIndexOf(End, StringComparison.OrdinalIgnoreCase);
        return end < 0 ? text : text[(end + End.Length)..];
    }
}
