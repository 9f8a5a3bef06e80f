using System.ComponentModel.DataAnnotations;
using System.Globalization;
using EvalHarness.Core;

namespace EvalHarness.Decisions.Specs;

/// <summary>How far ahead money is counted: a number of months, or <c>infinite</c>.</summary>
public sealed record Horizon
{
    /// <summary>A horizon as it is written.</summary>
    /// <param name="value">A whole number of months, from 1 to 1,200, or <c>infinite</c>.</param>
    /// <exception cref="ArgumentException">It is neither.</exception>
    public Horizon([AllowNumber, AllowedValues("infinite"), Range(1, Longest)] string value)
    {
        bool isNumber = int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int number);
        Months =
            isNumber && number is >= 1 and <= Longest ? number
            : value == "infinite" ? null
            : throw new ArgumentException(
                $"'{value}' for a horizon; expected a whole number of months from 1 to {Longest}, or 'infinite'",
                nameof(value)
            );
    }

    /// <summary>The most months that are counted: a century.</summary>
    public const int Longest = 1200;

    /// <summary>The number of months; null is infinite.</summary>
    public int? Months { get; }

    /// <summary>A number of months.</summary>
    /// <param name="months">From 1 to 1,200.</param>
    public static implicit operator Horizon(int months) => FromInt32(months);

    /// <summary>A number of months.</summary>
    /// <param name="months">From 1 to 1,200.</param>
    public static Horizon FromInt32(int months) => new(months.ToString(CultureInfo.InvariantCulture));
}
