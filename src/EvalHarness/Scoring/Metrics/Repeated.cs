namespace EvalHarness.Scoring.Metrics;

/// <summary>What the metrics of repeats have in common: the vector is (number of the sample, 1, whether this repeat is right).</summary>
internal static class Repeated
{
    public const int Width = 3;

    /// <summary>The metric by which a repeat is right or wrong, which must be such a one.</summary>
    public static IMeasure? Checked(IMeasure? of) =>
        of is null or IMetric { IsBinary: true, Width: 2 }
            ? of
            : throw new ArgumentException($"of: '{of.Name}' does not say right or wrong of one answer", nameof(of));

    /// <summary>Writes whether one answer is right.</summary>
    public static void Observe(IMeasure? of, in ScoredSample sample, Span<double> statistics)
    {
        bool isRight;
        if (of is not IMetric metric)
        {
            isRight = sample.IsRight();
        }
        else
        {
            Span<double> own = stackalloc double[2];
            metric.Observe(sample, own);
            isRight = own[0] > 0;
        }
        statistics.Put(isRight);
        statistics[2] = isRight ? 1 : 0;
    }

    /// <summary>Number of repeats that have a response, and of those that are right.</summary>
    public static (int Attempts, int Correct) Count(ReadOnlySpan<double> vectors)
    {
        var (attempts, correct) = (0, 0);
        for (int at = 0; at < vectors.Length; at += Width)
        {
            attempts += vectors[at + 1] > 0 ? 1 : 0;
            correct += vectors[at + 2] > 0 ? 1 : 0;
        }
        return (attempts, correct);
    }

    /// <summary>Gives every repeat with a response the number of the sample; none where there is no such number.</summary>
    public static void Put(Span<double> vectors, double? value)
    {
        for (int at = 0; at < vectors.Length; at += Width)
        {
            if (value is not { } number)
            {
                vectors.Slice(at, Width).Clear();
            }
            else if (vectors[at + 1] > 0)
            {
                vectors[at] = number;
            }
        }
    }
}
