using Spectre.Console.Rendering;

namespace EvalHarness.Cli.Views;

/// <summary>A table that fits its terminal.</summary>
/// <param name="Table">What fits.</param>
/// <param name="LeftOut">Titles of the columns that do not.</param>
internal sealed record Fitted(IRenderable Table, IReadOnlyList<string> LeftOut)
{
    /// <summary>Whether it is a list of sentences.</summary>
    public bool IsList { get; init; }
}
