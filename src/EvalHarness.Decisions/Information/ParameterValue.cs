namespace EvalHarness.Decisions.Information;

/// <summary>What one uncertain parameter does to the decision.</summary>
/// <param name="Name">The name under which it is drawn, such as <c>quality.router</c>.</param>
/// <param name="Evppi">What knowing it exactly before choosing is worth.</param>
/// <param name="NullReference">What a shuffled copy of it would seem to be worth.</param>
/// <param name="Low">Its 10 % point, in its own unit.</param>
/// <param name="High">Its 90 % point, in its own unit.</param>
/// <param name="NpvAtLow">The change of the subject's expected net present value at the 10 % point.</param>
/// <param name="NpvAtHigh">The change of the subject's expected net present value at the 90 % point.</param>
public sealed record ParameterValue(
    string Name,
    double Evppi,
    double NullReference,
    double Low,
    double High,
    double NpvAtLow,
    double NpvAtHigh
)
{
    /// <summary>Whether the value stands out from that of noise, and from nothing.</summary>
    public bool IsDistinguishable => Evppi > NullReference;

    /// <summary>The length of the tornado's bar.</summary>
    public double Swing => Math.Abs(NpvAtHigh - NpvAtLow);
}
