using System.Collections.Immutable;

namespace EvalHarness.Core;

/// <summary>Asks how likely given texts are as continuations of the prompt, in place of an answer.</summary>
/// <param name="Choices">The texts, each once.</param>
/// <param name="Delimiter">What stands between the prompt and a text; nothing by default.</param>
/// <param name="BarePrompt">A prompt that tells nothing of the sample, after which their likelihood is asked too; null (default) asks for none.</param>
public sealed record LikelihoodQuestion(
    ImmutableArray<string> Choices,
    string Delimiter = "",
    string? BarePrompt = null
)
{
    /// <summary>Texts whose likelihood is computed: one a choice, two where a bare prompt is asked too.</summary>
    public int Continuations => BarePrompt is null ? Choices.Length : 2 * Choices.Length;
}
