using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using EvalHarness.Core;

namespace EvalHarness.Models;

/// <summary>What the way of asking is held against.</summary>
public enum AskedLike
{
    /// <summary>Nothing but what is declared beside (default).</summary>
    Declared,

    /// <summary>The suite's own task, and the model's <c>prompting:</c>: the same prompt, examples and settings.</summary>
    Task,

    /// <summary>Nobody was asked: rules, labels by hand, a yardstick. How others are asked makes no difference to it.</summary>
    Never,
}

/// <summary>How answers made elsewhere were asked for, as far as somebody declares it; what is not declared is unknown, and equal to nothing.</summary>
/// <remarks>
/// A way of asking is known once <c>few_shot</c>, <c>chain_of_thought</c>, <c>prompt</c> and <c>temperature</c> are declared. It is that of a model which the suite asks where
/// all of it agrees, and without examples: which examples were shown elsewhere nobody can tell.
/// </remarks>
/// <param name="Like"><c>task</c>: just as the task and the model's <c>prompting:</c> say. <c>never</c>: nobody was asked, as of rules, labels by hand and other yardsticks, so that it is a baseline and compared with all. By default what is declared beside holds.</param>
/// <param name="FewShot">Number of solved examples shown; unknown by default.</param>
/// <param name="ChainOfThought">Whether it was asked to reason before it answered; unknown by default.</param>
/// <param name="Prompt">The template of the question as the task would write it, or words that tell it from others (<c>"Table 5 of the paper"</c>); unknown by default.</param>
/// <param name="System">The template of the system turn; none where a prompt is declared without one.</param>
/// <param name="Temperature">Randomness, 0 or more; unknown by default.</param>
/// <param name="MaxTokens">Most tokens that were generated; no bound by default.</param>
/// <param name="TopP">Nucleus share in (0, 1]; not set by default.</param>
/// <param name="TopK">Most probable tokens that were drawn from; not set by default.</param>
/// <param name="ReasoningEffort">How much a reasoning model was to think, in the backend's own word; not set by default.</param>
[Keyword("asked")]
public sealed record Asked(
    AskedLike Like = AskedLike.Declared,
    [Range(0, 1000)] int? FewShot = null,
    bool? ChainOfThought = null,
    string? Prompt = null,
    string? System = null,
    [Range(0, double.PositiveInfinity)] double? Temperature = null,
    [Range(1, int.MaxValue)] int? MaxTokens = null,
    [Range(0.0, 1.0, MinimumIsExclusive = true)] double? TopP = null,
    [Range(1, int.MaxValue)] int? TopK = null,
    string? ReasoningEffort = null
)
{
    /// <summary>Keys that a known way of asking has and this one leaves open, in their order; empty where it is known.</summary>
    internal ImmutableArray<string> Undeclared =>
        Like != AskedLike.Declared
            ? []
            :
            [
                .. new (string Key, bool IsOpen)[]
                {
                    ("few_shot", FewShot is null),
                    ("chain_of_thought", ChainOfThought is null),
                    ("prompt", Prompt is null),
                    ("temperature", Temperature is null),
                }
                    .Where(one => one.IsOpen)
                    .Select(one => one.Key),
            ];
}
