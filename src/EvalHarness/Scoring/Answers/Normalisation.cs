namespace EvalHarness.Scoring.Answers;

/// <summary>By what the likelihood of a choice is held against that of others, whose length is another.</summary>
public enum Normalisation
{
    /// <summary>By nothing: the logarithm as it is.</summary>
    None,

    /// <summary>By the choice's Unicode characters.</summary>
    Characters,

    /// <summary>By the choice's bytes in UTF-8.</summary>
    Bytes,

    /// <summary>By the tokens that the model makes of the choice.</summary>
    Tokens,

    /// <summary>By its likelihood after a bare prompt: the difference of both logarithms.</summary>
    Unconditional,
}
