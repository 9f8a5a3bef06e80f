namespace EvalHarness.Scoring.Statements;

/// <summary>What stands between two words.</summary>
[Flags]
internal enum Gap
{
    /// <summary>Spaces, quotes and marks of emphasis at most.</summary>
    None = 0,

    /// <summary>A comma or its like.</summary>
    Comma = 1 << 0,

    /// <summary>A colon, an equals sign, an arrow, a bracket of a tag or the bar of a table.</summary>
    Link = 1 << 1,

    /// <summary>A dash with space beside it, or a long one.</summary>
    Dash = 1 << 2,

    /// <summary>An opening parenthesis or bracket.</summary>
    Open = 1 << 3,

    /// <summary>A closing parenthesis or bracket.</summary>
    Close = 1 << 4,

    /// <summary>The end of a sentence.</summary>
    Stop = 1 << 5,

    /// <summary>The end of a question.</summary>
    Question = 1 << 6,

    /// <summary>The end of a line.</summary>
    Line = 1 << 7,

    /// <summary>A slash, an ampersand or a plus sign.</summary>
    Slash = 1 << 8,

    /// <summary>A mark of emphasis or a quote.</summary>
    Emphasis = 1 << 9,

    /// <summary>A hyphen between two words.</summary>
    Hyphen = 1 << 10,

    /// <summary>The beginning or the end of the text.</summary>
    Edge = 1 << 11,

    /// <summary>Any space.</summary>
    Space = 1 << 12,

    /// <summary>An equals sign, which is a link too.</summary>
    Equality = 1 << 13,

    /// <summary>A tick.</summary>
    Tick = 1 << 14,

    /// <summary>A cross.</summary>
    Cross = 1 << 15,

    /// <summary>What a sentence does not run over.</summary>
    Hard = Stop | Question | Line | Edge,
}
