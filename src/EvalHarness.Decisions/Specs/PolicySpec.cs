using System.ComponentModel.DataAnnotations;
using EvalHarness.Core;

namespace EvalHarness.Decisions.Specs;

/// <summary>When a study is worth its trouble, and when an option is safe enough to go.</summary>
/// <param name="MinEnbs">The expected net benefit below which a study is not started; 0 by default.</param>
/// <param name="MinPPositive">The probability of a gain that an option must reach; 0, the default, asks for none.</param>
/// <param name="MaxCvar5Loss">The largest mean loss of the worst twentieth of draws, as a positive number; no limit by default.</param>
/// <param name="EvsiMethod">How the value of a study is computed; <c>regression</c> by default.</param>
[Keyword("policy")]
public sealed record PolicySpec(
    double MinEnbs = 0,
    [KeyName("min_p_positive"), Range(0, 1)] double MinPPositive = 0,
    [KeyName("max_cvar5_loss"), Range(0, double.MaxValue)] double? MaxCvar5Loss = null,
    EvsiMethod EvsiMethod = EvsiMethod.Regression
);
