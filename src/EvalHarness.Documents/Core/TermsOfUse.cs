using System.Collections.Immutable;

namespace EvalHarness.Core;

/// <summary>The terms of a model's use as somebody declares them. They are shown, and held against what the suite asks for; no law is read.</summary>
/// <param name="OutputsMayTrain">Whether its answers may train other models: <c>yes</c>, <c>no</c> or <c>unknown</c>, the default.</param>
/// <param name="DataLeaves">Whether prompts leave the house: <c>yes</c>, <c>no</c> or <c>unknown</c>, the default.</param>
/// <param name="DataKept">Whether whoever serves it keeps prompts once they are answered: <c>yes</c>, <c>no</c> or <c>unknown</c>, the default.</param>
/// <param name="Regions">Where it may be served from, for example <c>EU</c>: all places that it may be; unknown by default.</param>
/// <param name="Source">Where the terms were read, as a rule an address; not said by default.</param>
/// <param name="AsOf">Day on which they were read; not said by default.</param>
[Keyword("terms")]
public sealed record TermsOfUse(
    YesNo OutputsMayTrain = YesNo.Unknown,
    YesNo DataLeaves = YesNo.Unknown,
    YesNo DataKept = YesNo.Unknown,
    ImmutableArray<string>? Regions = null,
    string? Source = null,
    DateOnly? AsOf = null
);
