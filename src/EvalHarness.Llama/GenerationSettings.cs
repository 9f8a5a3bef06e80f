using EvalHarness.Models;
using Microsoft.Extensions.AI;

namespace EvalHarness.Llama;

/// <summary>How an answer is generated, with what holds where a task says nothing.</summary>
/// <param name="Temperature">Randomness; 0 takes the most probable token.</param>
/// <param name="TopP">Nucleus share in (0, 1].</param>
/// <param name="TopK">Most tokens to draw from; 0 sets no bound.</param>
/// <param name="Seed">Seed of the draws.</param>
/// <param name="MaxTokens">Most tokens to generate.</param>
/// <param name="Stops">Strings that end the answer.</param>
/// <param name="Logprobs">Alternatives to record for each token; null records no token.</param>
internal readonly record struct GenerationSettings(
    double Temperature,
    double TopP,
    int TopK,
    long Seed,
    int MaxTokens,
    IReadOnlyList<string> Stops,
    int? Logprobs
)
{
    /// <summary>The settings of a call: those of its request, as they were written, else those of a caller that is not our engine.</summary>
    /// <param name="options">Options of the call.</param>
    /// <param name="suiteSeed">Seed of the suite, where no other is given; repeats of a sample are other draws then too.</param>
    public static GenerationSettings Of(ChatOptions? options, long suiteSeed)
    {
        var request = options.FindRequest();
        var generation = request?.Generation;
        return new GenerationSettings(
            generation?.Temperature ?? options?.Temperature ?? 0,
            generation?.TopP ?? options?.TopP ?? 1,
            generation?.TopK ?? options?.TopK ?? 0,
            generation?.Seed ?? options?.Seed ?? suiteSeed + (request?.Epoch ?? 0),
            generation?.MaxTokens ?? options?.MaxOutputTokens ?? int.MaxValue,
            generation?.Stop is { IsDefault: false } stops ? stops : options?.StopSequences?.ToArray() ?? [],
            generation?.Logprobs
        );
    }
}
