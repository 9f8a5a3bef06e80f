using EvalHarness.Core;
using EvalHarness.Decisions.Distributions;

namespace EvalHarness.Decisions.Specs;

/// <summary>One input of the decision: a number or a distribution, and where it comes from.</summary>
/// <remarks>In YAML a bare number, or <c>{ dist: lognormal, median: 20e6, sigma: 0.25, source: offer, evidence: quoted }</c>.</remarks>
public sealed record Quantity
{
    /// <summary>One input of the decision.</summary>
    /// <param name="value">The number, where it is known.</param>
    /// <param name="distribution">What is known about it, where it is not.</param>
    /// <param name="evidence">How it came to be known; assumed by default.</param>
    /// <param name="source">The document, run or person; none by default.</param>
    /// <param name="owner">Who answers for it; nobody by default.</param>
    /// <param name="date">The day to which it refers; none by default.</param>
    /// <param name="basis">Why it is what it is, in words; none by default.</param>
    /// <param name="items">Named parts of a sum, for the reader; they are not added to it.</param>
    /// <exception cref="ArgumentException">Neither a number nor a distribution is given, or both are.</exception>
    public Quantity(
        double? value = null,
        [Inline, KeyName("dist")] Distribution? distribution = null,
        Provenance evidence = Provenance.Assumed,
        string? source = null,
        string? owner = null,
        DateOnly? date = null,
        string? basis = null,
        IReadOnlyDictionary<string, double>? items = null
    )
    {
        if (value is not null && distribution is not (null or FixedValue))
        {
            throw new ArgumentException("'value' beside 'dist'; expected one of them", nameof(value));
        }

        Distribution =
            distribution
            ?? (
                value is { } number
                    ? new FixedValue(number)
                    : throw new ArgumentException("no number; expected 'value:' or 'dist:'")
            );
        Evidence = evidence;
        Source = source;
        Owner = owner;
        Date = date;
        Basis = basis;
        Items = items ?? new Dictionary<string, double>();
    }

    /// <summary>What is known about it.</summary>
    public Distribution Distribution { get; init; }

    /// <summary>How it came to be known.</summary>
    public Provenance Evidence { get; init; }

    /// <summary>The document, run or person; null when not said.</summary>
    public string? Source { get; init; }

    /// <summary>Who answers for it; null when not said.</summary>
    public string? Owner { get; init; }

    /// <summary>The day to which it refers; null when not said.</summary>
    public DateOnly? Date { get; init; }

    /// <summary>Why it is what it is, in words; null when not said.</summary>
    public string? Basis { get; init; }

    /// <summary>Named parts of a sum, for the reader; they are not added to it.</summary>
    public IReadOnlyDictionary<string, double> Items { get; init; }

    /// <summary>A number that is known.</summary>
    /// <param name="value">The number.</param>
    public static implicit operator Quantity(double value) => FromDouble(value);

    /// <summary>What is known about a number.</summary>
    /// <param name="distribution">The distribution.</param>
    public static implicit operator Quantity(Distribution distribution) => FromDistribution(distribution);

    /// <summary>A number that is known.</summary>
    /// <param name="value">The number.</param>
    public static Quantity FromDouble(double value) => new(value);

    /// <summary>What is known about a number.</summary>
    /// <param name="distribution">The distribution.</param>
    public static Quantity FromDistribution(Distribution distribution) => new(null, distribution);
}
