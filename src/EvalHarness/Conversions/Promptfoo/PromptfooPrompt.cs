using System.Collections.Immutable;
using EvalHarness.Core;

namespace EvalHarness.Conversions.Promptfoo;

/// <summary>A prompt: the text of one turn, or several.</summary>
/// <param name="At">Where it stands.</param>
/// <param name="Label">What it is called; null where it has no name.</param>
/// <param name="Turns">The role and the template of each turn; a single turn of a user is a plain text.</param>
internal sealed record PromptfooPrompt(
    Location At,
    string? Label,
    ImmutableArray<(string Role, ImmutableArray<Nunjucks.Part> Template)> Turns
)
{
    /// <summary>Whether it is a list of turns, which nothing can be put before or behind.</summary>
    public bool IsChat { get; init; }

    /// <summary>Names of the variables that it shows.</summary>
    public IEnumerable<string> Names =>
        Turns.SelectMany(turn => turn.Template).Where(part => part.IsName).Select(part => part.Text).Distinct();
}
