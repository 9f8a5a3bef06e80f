using System.Globalization;

namespace EvalHarness.Statistics.Numerics;

/// <summary>The guards of this room: each message holds the name, the range and the value.</summary>
internal static class Require
{
    public static void Level(double level)
    {
        if (!(level > 0 && level < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(level), Text($"level must lie in (0, 1), was {level}"));
        }
    }

    public static void Probability(double value, string name)
    {
        if (!(value >= 0 && value <= 1))
        {
            throw new ArgumentOutOfRangeException(name, Text($"{name} must lie in [0, 1], was {value}"));
        }
    }

    public static void OpenProbability(double value, string name)
    {
        if (!(value > 0 && value < 1))
        {
            throw new ArgumentOutOfRangeException(name, Text($"{name} must lie in (0, 1), was {value}"));
        }
    }

    public static void Positive(double value, string name)
    {
        if (!(value > 0 && double.IsFinite(value)))
        {
            throw new ArgumentOutOfRangeException(name, Text($"{name} must be positive and finite, was {value}"));
        }
    }

    public static void NotNegative(double value, string name)
    {
        if (!(value >= 0 && double.IsFinite(value)))
        {
            throw new ArgumentOutOfRangeException(name, Text($"{name} must be at least 0 and finite, was {value}"));
        }
    }

    public static void Number(double value, string name)
    {
        if (double.IsNaN(value))
        {
            throw new ArgumentOutOfRangeException(name, Text($"{name} must be a number, was NaN"));
        }
    }

    public static void Finite(double value, string name)
    {
        if (!double.IsFinite(value))
        {
            throw new ArgumentOutOfRangeException(name, Text($"{name} must be finite, was {value}"));
        }
    }

    public static void Counts(long successes, long n)
    {
        if (n < 1)
        {
            throw new ArgumentOutOfRangeException(nameof(n), Text($"n must be at least 1, was {n}"));
        }
        if (successes < 0 || successes > n)
        {
            throw new ArgumentOutOfRangeException(
                nameof(successes),
                Text($"successes must lie in [0, {n}], was {successes}")
            );
        }
    }

    public static void Values(ReadOnlySpan<double> values, string name, int atLeast = 1)
    {
        if (values.Length < atLeast)
        {
            throw new ArgumentException(
                Text($"{name} must hold at least {atLeast} values, held {values.Length}"),
                name
            );
        }
        for (int i = 0; i < values.Length; i++)
        {
            if (!double.IsFinite(values[i]))
            {
                throw new ArgumentException(Text($"{name}[{i}] must be finite, was {values[i]}"), name);
            }
        }
    }

    /// <summary>Values that count must be finite, and so must their weights; none counts for one each.</summary>
    public static void Weighted(ReadOnlySpan<double> values, ReadOnlySpan<double> weights, string name)
    {
        Weights(weights, values.Length);
        for (int i = 0; i < values.Length; i++)
        {
            if ((weights.IsEmpty || weights[i] > 0) && !double.IsFinite(values[i]))
            {
                throw new ArgumentException(Text($"{name}[{i}] must be finite, was {values[i]}"), name);
            }
        }
    }

    /// <summary>Weights are finite, one a value; none at all counts for one each.</summary>
    public static void Weights(ReadOnlySpan<double> weights, int values)
    {
        if (!weights.IsEmpty)
        {
            SameLength(values, weights.Length, nameof(weights));
            Values(weights, nameof(weights));
        }
    }

    public static void RightOrWrong(ReadOnlySpan<double> values, string name)
    {
        for (int i = 0; i < values.Length; i++)
        {
            if (values[i] is not (0 or 1))
            {
                throw new ArgumentException(Text($"{name}[{i}] must be 0 or 1, was {values[i]}"), name);
            }
        }
    }

    public static void SameLength(int first, int second, string name)
    {
        if (first != second)
        {
            throw new ArgumentException(
                Text($"{name} must hold {first} values as the other list does, held {second}"),
                name
            );
        }
    }

    private static string Text(FormattableString message) => message.ToString(CultureInfo.InvariantCulture);
}
