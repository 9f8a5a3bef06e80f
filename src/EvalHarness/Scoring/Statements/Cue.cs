namespace EvalHarness.Scoring.Statements;

/// <summary>What words do to the answer near them.</summary>
[Flags]
internal enum Cue
{
    /// <summary>Nothing, as a whole: "no doubt", "not only".</summary>
    None = 0,

    /// <summary>They announce an answer: "answer", "label", "sentiment".</summary>
    Marker = 1 << 0,

    /// <summary>They announce the last word: "final answer".</summary>
    Final = 1 << 1,

    /// <summary>They join an announcement to its answer: "is", "would be".</summary>
    Copula = 1 << 2,

    /// <summary>They may stand between announcement and answer: "the", "option", "most likely".</summary>
    Filler = 1 << 3,

    /// <summary>They deny what follows: "not", "nothing", "no evidence of".</summary>
    Negation = 1 << 4,

    /// <summary>They deny what stands before: the endings of Japanese, Korean, Hindi and Turkish.</summary>
    NegationAfter = 1 << 5,

    /// <summary>They leave open what follows: "can't determine", "not sure".</summary>
    Unsure = 1 << 6,

    /// <summary>They make what follows a condition or an indirect question: "if", "whether".</summary>
    If = 1 << 7,

    /// <summary>They leave open what stands before: "かどうか".</summary>
    UnsureAfter = 1 << 8,

    /// <summary>They take back what was said for what follows: "wait", "sorry", "I meant".</summary>
    Correction = 1 << 9,

    /// <summary>They take back what was said: "that is wrong", "I made a mistake".</summary>
    Retraction = 1 << 10,

    /// <summary>They begin another thought: "but", "because".</summary>
    Break = 1 << 11,

    /// <summary>They join equals: "and", "or".</summary>
    Conjunction = 1 << 12,

    /// <summary>They make what stands before a supposition: "would".</summary>
    Hypothetical = 1 << 13,

    /// <summary>They make what follows a possibility: "could be".</summary>
    Possible = 1 << 14,

    /// <summary>They call what stands before wrong: "wrong", "incorrect".</summary>
    Dismissal = 1 << 15,

    /// <summary>They call what stands before right: "correct".</summary>
    Approval = 1 << 16,

    /// <summary>They choose what follows: "I choose", "go with".</summary>
    Choice = 1 << 17,

    /// <summary>They draw a conclusion: "so", "therefore".</summary>
    Conclusion = 1 << 18,

    /// <summary>They name the letter that follows: "option", "choice".</summary>
    Naming = 1 << 19,

    /// <summary>They say what is left or follows: "leaves", "gives".</summary>
    Remainder = 1 << 20,

    /// <summary>They speak of a label as an answer, good or bad: "suitable", "mentioned".</summary>
    Quality = 1 << 21,
}
