namespace EvalHarness.Scoring;

/// <summary>What a task measures: an <see cref="IMetric"/> or an <see cref="IWeightedMetric"/>; there is no third kind.</summary>
public interface IMeasure
{
    /// <summary>Name in suites, logs and reports, for example <c>macro_f1</c>.</summary>
    string Name { get; }

    /// <summary>Whether more is better; true for nearly all.</summary>
    bool HigherIsBetter => true;
}
