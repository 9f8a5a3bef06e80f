namespace EvalHarness.Decisions.Verdicts;

/// <summary>The value of one assumption at which an option is worth exactly as much as the incumbent.</summary>
/// <param name="Option">Id of the option, never the incumbent.</param>
/// <param name="Assumption">What is moved, all else as drawn.</param>
/// <param name="Value">Where the sign of the expected net present value changes; null where it does not.</param>
/// <param name="Current">Where the assumption stands, on the same scale; null where it has no single value.</param>
/// <param name="Low">The lowest value that was looked at.</param>
/// <param name="High">The highest value that was looked at.</param>
/// <param name="AtLow">The expected net present value there.</param>
/// <param name="AtHigh">The expected net present value there.</param>
public sealed record BreakEven(
    string Option,
    Assumption Assumption,
    double? Value,
    double? Current,
    double Low,
    double High,
    double AtLow,
    double AtHigh
);
