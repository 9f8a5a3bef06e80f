namespace EvalHarness.Scoring.Statements;

/// <summary>Says which of a text's statements is its answer.</summary>
internal static class LastWord
{
    /// <summary>
    /// The answer of statements in the order of the text: the plainest; of equally plain ones that differ the later, where
    /// something between them takes the earlier back; otherwise none of them.
    /// </summary>
    /// <param name="statements">The statements, in the order of the text.</param>
    /// <param name="isTakenBack">Whether words after a place, up to another, take back what was said.</param>
    /// <returns>The statement that counts, its value null where two are left; null where there is no statement.</returns>
    public static Statement? Of(IEnumerable<Statement> statements, Func<int, int, bool> isTakenBack)
    {
        Statement? counted = null;
        foreach (var next in statements)
        {
            counted = counted is { } held ? Prefer(held, next, isTakenBack) : next;
        }
        return counted;
    }

    private static Statement Prefer(Statement held, Statement next, Func<int, int, bool> isTakenBack)
    {
        if (next.Value == held.Value && next.Value is not null)
        {
            return next with { Rank = (StatementRank)Math.Max((int)held.Rank, (int)next.Rank) };
        }

        if (next.Rank > held.Rank || next.Overrides)
        {
            return next;
        }

        if (next.Rank >= StatementRank.Plain && isTakenBack(held.At, next.At))
        {
            return next;
        }

        return next.Rank < held.Rank ? held : held with { Value = null, At = next.At };
    }
}
