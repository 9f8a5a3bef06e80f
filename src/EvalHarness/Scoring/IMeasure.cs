using EvalHarness.Core;

namespace EvalHarness.Scoring;

/// <summary>What is measured in the answers: one entry of the key <c>metrics:</c> of a task.</summary>
/// <remarks>Either an <see cref="IMetric"/> or an <see cref="IWeightedMetric"/>; there is no third kind.</remarks>
public interface IMeasure
{
    /// <summary>Name in suites, logs and reports, for example <c>macro_f1</c>.</summary>
    string Name { get; }

    /// <summary>Whether more is better; true for nearly all.</summary>
    bool HigherIsBetter => true;

    /// <summary>Why a target scores little or nothing whatever the answer, where it does; null where there is no such reason.</summary>
    /// <param name="target">A target, in canonical form.</param>
    /// <returns>A clause for a warning, with a mend: "is one word, having no spaces; ...".</returns>
    string? Doubt(string target) => null;

    /// <summary>Why a sample cannot be measured whatever the answer, quoting nothing of it; null where it can be.</summary>
    /// <param name="sample">A sample of the task.</param>
    /// <returns>A clause: "no field 'checks' with the checks of the sample".</returns>
    string? Fault(Sample sample) => null;

    /// <summary>Smallest and largest possible value; infinite where there is none.</summary>
    (double Low, double High) Range => (0, 1);

    /// <summary>
    /// Whether values are shares, told in per cent, and their differences in points. All in [0, 1] are by default; similarities,
    /// areas under curves and mean scores in parts are not: 0.83 of a similarity is no 83 % of anything.
    /// </summary>
    bool IsShare => Range is (0, 1);
}
