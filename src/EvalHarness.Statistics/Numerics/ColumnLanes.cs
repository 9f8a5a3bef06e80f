using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace EvalHarness.Statistics.Numerics;

/// <summary>
/// Four columns side by side, one in each lane of a vector; a lane does what its column alone would, bit for bit. Where
/// fewer are left, the last stands in for those that are missing.
/// </summary>
internal readonly struct ColumnLanes
{
    private readonly double[] first;
    private readonly double[] second;
    private readonly double[] third;
    private readonly double[] fourth;

    private ColumnLanes(double[][] columns, int from)
    {
        double[] At(int place) => columns[Math.Min(from + place, columns.Length - 1)];
        (first, second, third, fourth) = (At(0), At(1), At(2), At(3));
    }

    /// <summary>The columns in fours.</summary>
    public static IEnumerable<ColumnLanes> Of(double[][] columns)
    {
        for (int from = 0; from < columns.Length; from += Vector256<double>.Count)
        {
            yield return new(columns, from);
        }
    }

    /// <summary>One row of the four columns.</summary>
    public Vector256<double> this[int row]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector256.Create(first[row], second[row], third[row], fourth[row]);
    }

    /// <summary>Writes one row; lanes that stand in for the last column hold what it holds.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Put(int row, Vector256<double> values)
    {
        first[row] = values[0];
        second[row] = values[1];
        third[row] = values[2];
        fourth[row] = values[3];
    }
}
