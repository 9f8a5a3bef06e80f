namespace EvalHarness.Comparisons.Histories;

/// <summary>What moved a model from one run to another, in words.</summary>
public static class StepText
{
    /// <summary>What the data say of a step: a sign, so that nothing hangs on colour, and a word.</summary>
    /// <param name="verdict">The verdict.</param>
    public static (string Sign, string Word) Of(StepVerdict verdict) =>
        verdict switch
        {
            StepVerdict.Same => ("=", "same answers"),
            StepVerdict.Better => ("▲", "better"),
            StepVerdict.Worse => ("▼", "worse"),
            StepVerdict.Equivalent => ("=", "tied"),
            StepVerdict.Undecided => ("?", "undecided"),
            StepVerdict.NotComparable => ("–", "not tested"),
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    /// <summary>What differs, in a few words; that nothing is known to, where that is so.</summary>
    /// <param name="step">The step.</param>
    public static string Causes(ModelStep step)
    {
        ArgumentNullException.ThrowIfNull(step);
        string[] said = [.. step.Causes.Select(Cause)];
        return said.Length > 0 ? string.Join("; ", said)
            : step.IsSame ? "nothing changed"
            : "asked again as before, other answers";
    }

    private static string Cause(StepCause cause) =>
        cause.Kind switch
        {
            StepCauseKind.Data => $"data: {cause.To}",
            StepCauseKind.Prompt => $"{cause.To} changed",
            StepCauseKind.Model => cause.To.Length > 0 ? Changed(cause.From, cause.To) : "another version",
            StepCauseKind.Served => $"served: {Changed(cause.From, cause.To)}",
            StepCauseKind.Settings => $"asked: {Changed(cause.From, cause.To)}",
            StepCauseKind.Metric => $"metric: {Changed(cause.From, cause.To)}",
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    /// <summary>What differs of two texts, without the words that they share at their ends where enough is left.</summary>
    private static string Changed(string from, string to)
    {
        string[] before = from.Split(' ');
        string[] after = to.Split(' ');
        int head = 0;
        while (head < before.Length - 1 && head < after.Length - 1 && before[head] == after[head])
        {
            head++;
        }

        return from.Length == 0 ? to
            : head == 0 ? $"{to} instead of {from}"
            : $"{string.Join(' ', after[head..])} instead of {string.Join(' ', before[head..])}";
    }
}
