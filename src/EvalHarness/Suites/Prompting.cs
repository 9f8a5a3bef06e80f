using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using EvalHarness.Core;

namespace EvalHarness.Suites;

/// <summary>How one model is asked differently from the others: another protocol, marked as such in every comparison.</summary>
/// <param name="FewShot">Number of few-shot examples; that of the task by default.</param>
/// <param name="System">System turn; that of the task by default.</param>
/// <param name="Prompt">Template of the question; that of the task by default.</param>
/// <param name="Generation">How it generates; keys not given are those of the task.</param>
/// <param name="Omit">Keys of the task's <c>generation:</c> that it is asked without, since its interface does not have them, for example <c>[seed, logprobs]</c>; none by default.</param>
[Keyword("prompting")]
public sealed record Prompting(
    [Range(0, 1000)] int? FewShot = null,
    string? System = null,
    string? Prompt = null,
    Generation? Generation = null,
    ImmutableArray<GenerationSetting>? Omit = null
);
