namespace EvalHarness.Datasets;

/// <summary>The tag of a word: a letter that says which part of an entity the word is, and the entity's type.</summary>
/// <param name="Letter">B, I, E, L, S, U or O.</param>
/// <param name="Type">The type; empty outside of entities.</param>
internal readonly record struct ConllTag(char Letter, string Type)
{
    /// <summary>The tag of a word outside of entities.</summary>
    public static ConllTag Outside { get; } = new('O', "");

    /// <summary>The tag that a cell is; null where it is none.</summary>
    /// <param name="cell">The cell.</param>
    public static ConllTag? Parse(string cell) =>
        cell == "O" ? Outside
        : cell is [var letter and ('B' or 'I' or 'E' or 'L' or 'S' or 'U'), '-' or '_', _, ..]
            ? new ConllTag(letter, cell[2..])
        : null;

    /// <summary>Whether an entity begins with the word.</summary>
    /// <param name="before">The tag of the word before.</param>
    public bool Begins(ConllTag before) => Letter != 'O' && (IsFirst || before.IsLast || before.Type != Type);

    /// <summary>What a scheme has against a tag; null where nothing.</summary>
    /// <param name="scheme">The scheme.</param>
    /// <param name="before">The tag of the word before, in its sentence.</param>
    public string? Fault(ConllScheme scheme, ConllTag before)
    {
        string known = scheme switch
        {
            ConllScheme.Iobes => "OBIES",
            ConllScheme.Bilou => "OBILU",
            ConllScheme.Any => "OBIELSU",
            _ => "OBI",
        };
        if (!known.Contains(Letter, StringComparison.Ordinal))
        {
            return $"a tag with {Letter}, which the scheme does not have";
        }

        bool goesOn = !before.IsLast && before.Type == Type && before.Letter != 'O';
        return scheme switch
        {
            ConllScheme.Any => null,
            ConllScheme.Iob1 => Letter == 'B' && !goesOn ? "a tag with B where no entity of its type is before" : null,
            _ when Letter is 'I' or 'E' or 'L' && !goesOn =>
                $"a tag with {Letter} where no entity of its type has begun",
            ConllScheme.Iobes or ConllScheme.Bilou when Letter is 'O' or 'B' or 'S' or 'U' => Unended(before),
            _ => null,
        };
    }

    /// <summary>What a scheme has against a last tag; null where nothing.</summary>
    /// <param name="scheme">The scheme.</param>
    public string? EndFault(ConllScheme scheme) =>
        scheme is ConllScheme.Iobes or ConllScheme.Bilou ? Unended(this) : null;

    private bool IsFirst => Letter is 'B' or 'S' or 'U';

    private bool IsLast => Letter is 'O' or 'E' or 'L' or 'S' or 'U';

    private static string? Unended(ConllTag before) =>
        before.IsLast ? null : "the end of an entity whose last word has no tag with E or L";
}
