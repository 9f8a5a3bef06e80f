using EvalHarness.Decisions.Specs;

namespace EvalHarness.Reports.Verdicts;

/// <summary>Options by what they are: names change with every version, roles do not.</summary>
/// <param name="spec">The decision.</param>
internal sealed class OptionRoles(DecisionSpec spec)
{
    /// <summary>What an option is, with an article: <c>a fine-tuned model</c>; null where its rung is not said.</summary>
    /// <param name="option">Id of the option.</param>
    public string? Of(string option) => spec.Option(option).Kind is { } kind ? SpecWords.Of(kind) : null;

    /// <summary>An option with what it is, between commas: <c>own, a fine-tuned model,</c>.</summary>
    /// <param name="option">Id of the option.</param>
    public string Named(string option) => Of(option) is { } role ? $"{option}, {role}," : option;

    /// <summary>The same behind a comma already open: <c>own,</c> where its rung is not said.</summary>
    /// <param name="option">Id of the option.</param>
    public string Apposed(string option) => Named(option) is var named && named.EndsWith(',') ? named : named + ",";

    /// <summary>The option in use with what it is: <c>lexicon, the written rules in use today</c>.</summary>
    public string InUse =>
        Of(spec.Incumbent) switch
        {
            null => $"{spec.Incumbent}, in use today",
            // A role that ends in a clause of its own bears none behind it.
            var role when role.Contains(',') || role.Contains(" that ", StringComparison.Ordinal) =>
                $"{spec.Incumbent}, today’s {Bare(role)}",
            var role => $"{spec.Incumbent}, the {Bare(role)} in use today",
        };

    /// <summary>A role without its article.</summary>
    private static string Bare(string role) =>
        role.StartsWith("a ", StringComparison.Ordinal) ? role[2..]
        : role.StartsWith("an ", StringComparison.Ordinal) ? role[3..]
        : role;

    /// <summary>Whether it would have to be built before it serves.</summary>
    /// <param name="option">Id of the option.</param>
    public bool IsBuilt(string option) => spec.Option(option).Kind is >= OptionKind.Lora or OptionKind.TraditionalMl;
}
