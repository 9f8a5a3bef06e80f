namespace EvalHarness.Decisions.Inputs;

/// <summary>What is done with the amount of a change.</summary>
public enum WhatIfKind
{
    /// <summary>It replaces the value in every draw.</summary>
    Set,

    /// <summary>It is added in every draw.</summary>
    Plus,

    /// <summary>It multiplies every draw.</summary>
    Times,
}
