using System.Collections.Immutable;

namespace EvalHarness.Core;

/// <summary>What the models and data sets of a suite should be declared to be: the section <c>require:</c>. What is not declared so is warned of, and asked all the same.</summary>
/// <param name="Regions">The only places that models may be served from, for example <c>EU</c>; no bound by default.</param>
/// <param name="DataMayLeave">Whether prompts may leave the house: <c>no</c> warns of each model of which anything else is declared, or nothing. No bound by default.</param>
/// <param name="OutputsMayTrain">Whether answers must be free to train other models: <c>yes</c> warns of each model of which anything else is declared, or nothing. No bound by default.</param>
/// <param name="License">Whether each data set, and each model but chance, rules, teams and those that the run trains, needs a license that is known, as where a leaderboard is published; false by default.</param>
[Keyword("require")]
public sealed record RequiredTerms(
    ImmutableArray<string>? Regions = null,
    YesNo DataMayLeave = YesNo.Unknown,
    YesNo OutputsMayTrain = YesNo.Unknown,
    bool License = false
);
