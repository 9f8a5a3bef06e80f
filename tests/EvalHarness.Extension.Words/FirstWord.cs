namespace Team.Words;

/// <summary>A library of the team's that knows nothing of EvalHarness: the extension's own dependency.</summary>
public static class FirstWord
{
    /// <summary>The first word of a text in lower case, without punctuation; null when it has none.</summary>
    public static string? Of(string text) =>
        text.Split([' ', '.', ',', '\n'], StringSplitOptions.RemoveEmptyEntries) is [var first, ..]
            ? first.ToLowerInvariant()
            : null;
}
