using System.Collections.Immutable;

namespace EvalHarness.Core;

/// <summary>The terms of a data set's use as somebody declares them. They are shown, and held against the models that it is sent to.</summary>
/// <param name="MayTrain">Whether it may train models: <c>yes</c>, <c>no</c> or <c>unknown</c>, the default.</param>
/// <param name="MayLeave">Whether it may leave the house, as in prompts to a vendor: <c>yes</c>, <c>no</c> or <c>unknown</c>, the default.</param>
/// <param name="Regions">Where it may be sent to, for example <c>EU</c>; no bound by default.</param>
/// <param name="Source">Where the terms were read, as a rule an address; not said by default.</param>
/// <param name="AsOf">Day on which they were read; not said by default.</param>
[Keyword("data-terms")]
public sealed record DataTerms(
    YesNo MayTrain = YesNo.Unknown,
    YesNo MayLeave = YesNo.Unknown,
    ImmutableArray<string>? Regions = null,
    string? Source = null,
    DateOnly? AsOf = null
);
