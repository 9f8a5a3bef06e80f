namespace EvalHarness.Scoring.Entities;

/// <summary>How tags mark the words of an entity.</summary>
public enum TagScheme
{
    /// <summary>Lenient: B, I, E, S as conlleval and seqeval's default read them; a stray I or E starts an entity.</summary>
    Lenient,

    /// <summary>Strict IOB1: B only where an entity follows another of its type.</summary>
    Iob1,

    /// <summary>Strict IOB2 (BIO): every entity starts with B.</summary>
    Iob2,

    /// <summary>Strict IOE1: E only where an entity is followed by another of its type.</summary>
    Ioe1,

    /// <summary>Strict IOE2: every entity ends with E.</summary>
    Ioe2,

    /// <summary>Strict IOBES: B I E, and S for one word.</summary>
    Iobes,

    /// <summary>Strict BILOU: B I L, and U for one word.</summary>
    Bilou,
}
