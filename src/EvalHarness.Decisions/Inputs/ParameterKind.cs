using EvalHarness.Decisions.Distributions;

namespace EvalHarness.Decisions.Inputs;

/// <summary>
/// One kind of parameter of a decision, declared once: whatever draws it, finds it in the file, holds it to its range,
/// changes it for a trial or says it in words reads this declaration.
/// </summary>
/// <param name="Name">The name under which it is drawn; of an option's parameter without the option.</param>
/// <param name="Key">The keys that lead to it in the file, divided by dots, from the decision or from the option.</param>
/// <param name="Unit">What its numbers count.</param>
/// <param name="Words">What it is, for readers; {0} stands for the option, {1} for the option it is held against.</param>
internal abstract record ParameterKind(string Name, string Key, ParameterUnit Unit, string Words)
{
    /// <summary>The largest number that is ever meant: products over a century of months stay within the range of doubles.</summary>
    public const double Largest = 1e18;

    /// <summary>The fastest growth a year that is ever meant.</summary>
    public const double Fastest = 100;

    // A normal prior may cross a bound in its far tail without being a mistake: its centre must not, and money and volume
    // must not at all.
    private const double Tail = 1e-3;

    /// <summary>The smallest number that makes sense; 0 by default.</summary>
    public double Least { get; init; }

    /// <summary>The largest number that makes sense.</summary>
    public double Most { get; init; } = Largest;

    /// <summary>Whether the tails of a normal prior may cross the range, so that its centre alone is held to it.</summary>
    public bool MayCross { get; init; }

    /// <summary>The parameters that are learnt about together with it; null for none.</summary>
    public ParameterGroup? Group { get; init; }

    /// <summary>The name by which a what-if changes it, of one option where it is an option's; null for its full name alone.</summary>
    public string? ShortName { get; init; }

    /// <summary>The name by which a what-if changes it and all others that bear the same; null for none.</summary>
    public string? SharedName { get; init; }

    /// <summary>What is wrong with the range of a distribution, and what would be right; null where it makes sense.</summary>
    public (string Found, string Expected)? Violation(Distribution distribution)
    {
        bool isLoose = MayCross && distribution is NormalDistribution;
        double low = distribution.Quantile(isLoose ? 0.5 : Tail);
        double high = distribution.Quantile(isLoose ? 0.5 : 1 - Tail);
        string end =
            distribution.IsFixed ? ""
            : isLoose ? "a centre of "
            : "an end of ";
        return low < Least ? (Say($"{end}{low:G6}"), Say($"at least {Least:G6}"))
            : high > Most ? (Say($"{end}{high:G6}"), Say($"at most {Most:G6}"))
            : null;
    }

    private static string Say(FormattableString text) => FormattableString.Invariant(text);
}
