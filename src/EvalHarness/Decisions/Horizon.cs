using System.Globalization;
using EvalHarness.Core;

namespace EvalHarness.Decisions;

/// <summary>How far ahead money is counted: a number of months, or <c>infinite</c>.</summary>
public sealed record Horizon
{
    private const int Longest = 1200;

    /// <summary>A horizon as it is written.</summary>
    /// <param name="months">A whole number of months between 1 and 1200, or <c>infinite</c>.</param>
    /// <exception cref="ArgumentException">It is neither.</exception>
    public Horizon([AllowNumber] string months)
    {
        bool isNumber = int.TryParse(months, NumberStyles.None, CultureInfo.InvariantCulture, out int number);
        Months =
            isNumber && number is >= 1 and <= Longest ? number
            : months == "infinite" ? null
            : throw new ArgumentException(
                "a horizon is a whole number of months between 1 and 1200, or 'infinite'",
                nameof(months)
            );
    }

    /// <summary>The number of months; null is infinite.</summary>
    public int? Months { get; }

    /// <summary>A number of months.</summary>
    /// <param name="months">At least 1.</param>
    public static implicit operator Horizon(int months) => FromInt32(months);

    /// <summary>A number of months.</summary>
    /// <param name="months">At least 1.</param>
    public static Horizon FromInt32(int months) => new(months.ToString(CultureInfo.InvariantCulture));
}

/// <summary>What comes after the months that are counted.</summary>
/// <param name="Growth">The annual growth of the last month's money, below the discount rate.</param>
public sealed record TerminalSpec(double Growth);
