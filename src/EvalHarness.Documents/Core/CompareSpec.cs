using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;

namespace EvalHarness.Core;

/// <summary>How p-values are corrected over the family of comparisons.</summary>
public enum Correction
{
    /// <summary>Holm's step-down method (default).</summary>
    Holm,

    /// <summary>Hochberg's step-up method.</summary>
    Hochberg,

    /// <summary>Benjamini and Hochberg's false discovery rate.</summary>
    BenjaminiHochberg,

    /// <summary>
    /// Westfall and Young's single-step maxT by sign flips; Holm where one of the comparisons has no signs to flip (a metric that
    /// is no mean, a missing response, a published score), and the report says so.
    /// </summary>
    MaxT,

    /// <summary>No correction; the report says so.</summary>
    None,
}

/// <summary>What is compared with what, and how sure one wants to be: the section <c>compare:</c>.</summary>
/// <param name="Baseline">Model that the others are measured against; by default the best general model. Of several general ones the data choose it, and the family has the comparisons with each of them.</param>
/// <param name="Candidates">Models of the question: <c>custom</c> (default), <c>all</c>, or a list of names.</param>
/// <param name="On">Metrics of the family, as <c>task/metric</c>; by default the first metric of each task.</param>
/// <param name="Margin">Smallest difference that matters, in the metric's unit; 0.02 by default.</param>
/// <param name="Confidence">Confidence level in (0, 1); 0.95 by default.</param>
/// <param name="Correction">
/// Correction over the family; <c>holm</c> by default, also in place of <c>max_t</c> where a comparison has no signs to flip (a
/// metric that is no mean, a missing response, a published score).
/// </param>
/// <param name="Resamples">Bootstrap resamples; 10,000 by default.</param>
/// <param name="MaxFailed">Share of failed or not run requests above which no verdict is given; 0.01 by default.</param>
/// <param name="AcrossProtocols">
/// Whether models that are asked in different ways (few-shot count, other prompt) are tested against each other, because
/// the way of asking is part of what is compared; false by default: such pairs are marked and not tested.
/// </param>
[Keyword("compare")]
public sealed record CompareSpec(
    string? Baseline = null,
    ImmutableArray<string>? Candidates = null,
    ImmutableArray<string>? On = null,
    [Range(0, double.PositiveInfinity)] double Margin = 0.02,
    [Range(0.0, 1.0, MinimumIsExclusive = true, MaximumIsExclusive = true)] double Confidence = 0.95,
    Correction Correction = Correction.Holm,
    [Range(100, 1_000_000)] int Resamples = 10_000,
    [Range(0.0, 1.0)] double MaxFailed = 0.01,
    bool AcrossProtocols = false
);
