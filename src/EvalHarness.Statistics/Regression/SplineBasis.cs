using EvalHarness.Statistics.Numerics;

namespace EvalHarness.Statistics.Regression;

/// <summary>
/// Cubic B-splines on twelve equal segments of the normal score of a parameter: every draw touches four of fifteen
/// functions.
/// </summary>
/// <remarks>
/// P. H. C. Eilers, B. D. Marx, "Flexible smoothing with B-splines and penalties", Statistical Science 11 (1996),
/// doi:10.1214/ss/1038425655. The score is rank → Φ⁻¹, clipped at ±3 and mapped to [0, 1]; plain ranks lose the tails.
/// </remarks>
internal sealed class SplineBasis
{
    public const int Size = 15;

    private const double Clip = 3;

    private readonly byte[] first;
    private readonly double[] weights;
    private readonly int size;

    private SplineBasis(byte[] first, double[] weights, int size)
    {
        this.first = first;
        this.weights = weights;
        this.size = size;
    }

    public static SplineBasis Of(ReadOnlySpan<double> parameter, int segments = Size - 3)
    {
        int draws = parameter.Length;
        double[] scores = NormalScores(parameter);
        byte[] first = new byte[draws];
        double[] weights = new double[4 * draws];
        for (int i = 0; i < draws; i++)
        {
            double x = (Math.Clamp(scores[i], -Clip, Clip) + Clip) / (2 * Clip) * segments;
            int segment = Math.Min((int)x, segments - 1);
            first[i] = (byte)segment;
            Cubic(x - segment, weights.AsSpan(4 * i, 4));
        }

        return new(first, weights, segments + 3);
    }

    public int First(int draw) => first[draw];

    public ReadOnlySpan<double> Weights(int draw) => weights.AsSpan(4 * draw, 4);

    /// <summary>The products of the basis with itself.</summary>
    public SquareMatrix Gram()
    {
        var gram = new SquareMatrix(size);
        for (int i = 0; i < first.Length; i++)
        {
            ReadOnlySpan<double> w = weights.AsSpan(4 * i, 4);
            int at = first[i];
            for (int a = 0; a < 4; a++)
            {
                for (int b = 0; b < 4; b++)
                {
                    gram[at + a, at + b] += w[a] * w[b];
                }
            }
        }

        return gram;
    }

    public double[] Project(ReadOnlySpan<double> values)
    {
        double[] result = new double[size];
        for (int i = 0; i < values.Length; i++)
        {
            int at = first[i];
            for (int a = 0; a < 4; a++)
            {
                result[at + a] += weights[(4 * i) + a] * values[i];
            }
        }

        return result;
    }

    public double[] Evaluate(ReadOnlySpan<double> coefficients)
    {
        double[] result = new double[first.Length];
        for (int i = 0; i < result.Length; i++)
        {
            int at = first[i];
            for (int a = 0; a < 4; a++)
            {
                result[i] += weights[(4 * i) + a] * coefficients[at + a];
            }
        }

        return result;
    }

    // Equal values take their ranks in the order of the draws: a clipped tail is then spread, not piled on one knot.
    private static double[] NormalScores(ReadOnlySpan<double> parameter)
    {
        int[] order = RadixSort.Order(parameter.ToArray());
        double[] scores = new double[order.Length];
        for (int rank = 0; rank < order.Length; rank++)
        {
            scores[order[rank]] = UnitNormal.Quantile((rank + 0.5) / order.Length);
        }

        return scores;
    }

    private static void Cubic(double t, Span<double> w)
    {
        double s = 1 - t;
        w[0] = s * s * s / 6;
        w[1] = ((3 * t * t * t) - (6 * t * t) + 4) / 6;
        w[2] = ((-3 * t * t * t) + (3 * t * t) + (3 * t) + 1) / 6;
        w[3] = t * t * t / 6;
    }
}
