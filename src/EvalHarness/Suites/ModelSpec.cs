using System.Collections.Immutable;
using EvalHarness.Core;
using EvalHarness.Models;

namespace EvalHarness.Suites;

/// <summary>A named backend with a price. The keys of its provider stand beside these.</summary>
/// <param name="Name">Name of the model in this suite.</param>
/// <param name="Provider">The backend: the keyword of a provider, whose own keys stand in the same mapping.</param>
/// <param name="Price">What its tokens cost; by default that of the price list, otherwise unknown.</param>
/// <param name="Hosting">What its machine costs, when it is self-hosted; by default none is known.</param>
/// <param name="Limits">How hard it may be driven, and how long an answer may take.</param>
/// <param name="Custom">Whether it is a candidate of the question "is a custom model worth it?"; what the provider says by default.</param>
/// <param name="When">Variables without which the model is skipped, and the report says so; it is always used by default.</param>
/// <param name="Prompting">How it is asked differently from the others; as the task says by default.</param>
/// <param name="Description">One line for the leaderboard; the provider's own by default.</param>
/// <param name="LearningCurve">Its place on a learning curve, for checkpoints trained on ever more rows; none by default.</param>
/// <param name="OnlyInTeams">Whether only cascades, routers and judges ask it, and only where they need it; by default it is asked everything itself.</param>
/// <param name="TrainedOn">Rows that it was tuned on elsewhere: samples among them are told, and scores stand with and without them; none known by default.</param>
/// <param name="Batch">Whether its requests go to the vendor's batch service, at the batch price and within a day; <c>true</c>, or <c>{ size: 5000 }</c>. One by one by default.</param>
/// <param name="License">Its license, as an SPDX id or <c>{ id: Apache-2.0, source: https://..., as_of: 2026-01-31 }</c>; unknown by default.</param>
/// <param name="Terms">Its terms of use: what its answers and the prompts may be used for, and where; unknown by default.</param>
/// <param name="TrainedFrom">Models whose answers it was trained on, as in distillation: their terms are held against it. None known by default.</param>
/// <param name="Repeatability">How many samples are asked again to see how far it repeats itself, for example <c>{ samples: 40 }</c>; none by default.</param>
/// <param name="Declared">Where it is declared.</param>
[Keyword("model")]
public sealed record ModelSpec(
    [FromKey] string Name,
    [Inline] IModelProvider Provider,
    Price? Price = null,
    Hosting? Hosting = null,
    Limits? Limits = null,
    bool? Custom = null,
    ImmutableArray<string>? When = null,
    Prompting? Prompting = null,
    string? Description = null,
    CurvePoint? LearningCurve = null,
    bool OnlyInTeams = false,
    ImmutableArray<TrainedOn>? TrainedOn = null,
    BatchSpec? Batch = null,
    License? License = null,
    TermsOfUse? Terms = null,
    ImmutableArray<string>? TrainedFrom = null,
    RepeatabilitySpec? Repeatability = null,
    Location Declared = default
)
{
    /// <summary>How hard it may be driven, and how long an answer may take.</summary>
    public Limits Limits { get; init; } = Limits ?? new Limits();

    /// <summary>Whether its requests go to the vendor's batch service.</summary>
    public bool IsBatch => Batch is { Enabled: true };

    /// <summary>The part that it plays in the question "is a custom model worth it?".</summary>
    public ModelKind Kind =>
        Custom switch
        {
            true => ModelKind.Custom,
            false when Provider.Kind == ModelKind.Custom => ModelKind.General,
            _ => Provider.Kind,
        };

    /// <summary>The name alone: providers hold values of the environment.</summary>
    public override string ToString() => Name;
}
