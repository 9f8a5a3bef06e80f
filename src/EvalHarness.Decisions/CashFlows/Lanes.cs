using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using EvalHarness.Decisions.Inputs;

namespace EvalHarness.Decisions.CashFlows;

/// <summary>
/// A few draws side by side, one in each lane of a vector. A lane does what a draw alone would do, in the same order, so
/// that its result is the same bit for bit however many lanes there are.
/// </summary>
internal static class Lanes
{
    /// <summary>How many draws lie side by side.</summary>
    public static int Count => Vector256<double>.Count;

    /// <summary>A parameter in the draws from one on; beyond the last draw, the last again.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static Vector256<double> From(this Parameter parameter, int draw)
    {
        if (parameter.IsConstant)
        {
            return Vector256.Create(parameter.Constant);
        }

        var values = parameter.Values.Span[draw..];
        if (values.Length >= Count)
        {
            return Vector256.Create(values);
        }

        Span<double> padded = stackalloc double[Count];
        padded.Fill(values[^1]);
        values.CopyTo(padded);
        return Vector256.Create((ReadOnlySpan<double>)padded);
    }

    /// <summary>Writes lanes to their draws; those beyond the last draw go nowhere.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Put(this Vector256<double> lanes, double[] column, int draw)
    {
        if (column.Length - draw >= Count)
        {
            lanes.CopyTo(column, draw);
            return;
        }

        for (int lane = 0; draw + lane < column.Length; lane++)
        {
            column[draw + lane] = lanes[lane];
        }
    }

    /// <summary>The value within [0, 1] that lies nearest.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Share(Vector256<double> value)
    {
        var (zero, one) = (Vector256<double>.Zero, Vector256<double>.One);
        return Where(Vector256.LessThan(value, zero), zero, Where(Vector256.GreaterThan(value, one), one, value));
    }

    /// <summary>One value where a condition holds, another elsewhere.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Where(
        Vector256<double> condition,
        Vector256<double> then,
        Vector256<double> otherwise
    ) => Vector256.ConditionalSelect(condition, then, otherwise);

    /// <summary>A function of two numbers, lane by lane.</summary>
    public static Vector256<double> Map(
        Vector256<double> left,
        Vector256<double> right,
        Func<double, double, double> function
    ) =>
        Vector256.Create(
            function(left[0], right[0]),
            function(left[1], right[1]),
            function(left[2], right[2]),
            function(left[3], right[3])
        );
}
