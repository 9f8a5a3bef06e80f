namespace EvalHarness.Statistics.Tests;

/// <summary>A one-way analysis of variance. Null stands for undefined: all values are equal.</summary>
/// <param name="F">Mean square between over mean square within; infinite where nothing varies within groups.</param>
/// <param name="Df1">Degrees of freedom between.</param>
/// <param name="Df2">Degrees of freedom within.</param>
/// <param name="P">p of F; null also without a degree of freedom within.</param>
/// <param name="EtaSquared">Share of the sum of squares that lies between groups.</param>
public sealed record AnovaResult(double? F, int Df1, int Df2, double? P, double? EtaSquared);
