using EvalHarness.Reports.Formats;

namespace EvalHarness.Reports.Views;

/// <summary>Seven steps of one hue for the cells of a table, from what chance gives to the best.</summary>
/// <param name="First">Where the second step begins; below it a cell has no colour.</param>
/// <param name="Width">Width of a step.</param>
/// <param name="Decimals">Decimals of the ends of steps.</param>
/// <param name="IsLess">Whether less is better: the steps then go down.</param>
public sealed record HeatScale(double First, double Width, int Decimals, bool IsLess)
{
    /// <summary>Steps, the colourless one included.</summary>
    internal const int Steps = 7;

    /// <summary>The scale for those values.</summary>
    /// <param name="values">The values that get a colour, in the unit shown.</param>
    /// <param name="chance">What guessing gives, in the unit shown; null when unknown, then the scale begins at the worst value.</param>
    /// <param name="isLess">Whether less is better.</param>
    internal static HeatScale Of(IEnumerable<double> values, double? chance, bool isLess)
    {
        double[] known = [.. values.Where(double.IsFinite).Select(value => isLess ? -value : value)];
        if (known.Length == 0)
        {
            return new(0, 1, 0, isLess);
        }

        double high = known.Max();
        double low = chance is { } guess && !isLess && guess < high ? guess : known.Min();
        double span = Math.Max(high - low, 1e-9);
        for (int power = (int)Math.Floor(Math.Log10(span / Steps)) - 1; ; power++)
        {
            foreach (int digit in new[] { 1, 2, 5 })
            {
                double width = digit * Math.Pow(10, power);
                double first = Math.Ceiling((low / width) - 1e-9) * width;
                if (first + ((Steps - 1) * width) > high)
                {
                    return new(first, width, Math.Max(0, -power), isLess);
                }
            }
        }
    }

    /// <summary>Step of a value from 0 to 6.</summary>
    internal int StepOf(double value) =>
        Math.Clamp((int)Math.Floor((((IsLess ? -value : value) - First) / Width) + 1e-9) + 1, 0, Steps - 1);

    /// <summary>What the steps mean, in words.</summary>
    internal string Words(string unit)
    {
        double last = First + ((Steps - 2) * Width);
        return IsLess
            ? $"over {Show.Number(-First, Decimals)}{unit} to {Show.Number(-last, Decimals)}{unit} and less"
            : $"under {Show.Number(First, Decimals)}{unit} to {Show.Number(last, Decimals)}{unit} and more, a step for each {Show.Number(Width, Decimals)}";
    }
}
