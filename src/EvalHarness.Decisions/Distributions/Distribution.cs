namespace EvalHarness.Decisions.Distributions;

/// <summary>What is known about one number: a fixed value or a probability distribution, sampled by inverse CDF.</summary>
public abstract record Distribution
{
    /// <summary>The mean, before any clipping.</summary>
    public abstract double Mean { get; }

    /// <summary>Whether there is nothing to learn: every quantile is the same.</summary>
    public virtual bool IsFixed => false;

    /// <summary>The value at one probability.</summary>
    /// <param name="probability">A probability in (0, 1).</param>
    public abstract double Quantile(double probability);

    /// <summary>The reasons why the parameters make no distribution; empty when they do.</summary>
    internal abstract IEnumerable<string> Problems();

    private protected static IEnumerable<string> Finite(params (string Name, double Value)[] values) =>
        from pair in values
        where !double.IsFinite(pair.Value)
        select FormattableString.Invariant($"{pair.Name} must be finite, was {pair.Value}");
}
