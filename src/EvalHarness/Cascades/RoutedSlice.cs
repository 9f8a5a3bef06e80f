namespace EvalHarness.Cascades;

/// <summary>A slice and the model that a router asks for it.</summary>
/// <param name="Value">Value of the field that decides.</param>
/// <param name="Answers">Answers of both models that have it.</param>
/// <param name="First">The share of the first model's that are right.</param>
/// <param name="Then">The share of the second's.</param>
/// <param name="ToThen">Whether the second model is asked.</param>
public sealed record RoutedSlice(string Value, int Answers, double First, double Then, bool ToThen)
{
    /// <summary>What the second model gains.</summary>
    public double Gain => Then - First;
}
