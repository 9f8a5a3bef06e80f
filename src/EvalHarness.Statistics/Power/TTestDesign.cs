namespace EvalHarness.Statistics.Power;

/// <summary>Which t test a power is for.</summary>
public enum TTestDesign
{
    /// <summary>Pairs: n counts pairs and sd is that of their differences.</summary>
    Paired,

    /// <summary>Two independent groups: n counts each group and sd is that within groups.</summary>
    TwoSample,
}
