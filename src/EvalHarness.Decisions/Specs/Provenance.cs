namespace EvalHarness.Decisions.Specs;

/// <summary>How a number came to be known.</summary>
public enum Provenance
{
    /// <summary>Somebody's judgement.</summary>
    Assumed,

    /// <summary>A price list, an offer or a publication.</summary>
    Quoted,

    /// <summary>Counted or timed, here.</summary>
    Measured,
}
