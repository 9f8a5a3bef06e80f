using System.Globalization;
using System.Numerics;
using EvalHarness.Yaml;

namespace EvalHarness.Cli;

/// <summary>The numbers that an option takes.</summary>
/// <param name="Words">What they are called in a message: <c>a number above 0</c>.</param>
/// <param name="Holds">Whether a number is one of them.</param>
internal sealed record NumberRange<T>(string Words, Func<T, bool> Holds)
    where T : struct, INumber<T>;

/// <summary>Ranges that several options have.</summary>
internal static class NumberRange
{
    public static NumberRange<double> AnyNumber { get; } = new("a number", _ => true);

    public static NumberRange<long> AnyWhole { get; } = new("a whole number", _ => true);

    public static NumberRange<double> Share { get; } = new("a share in [0, 1]", value => value is >= 0 and <= 1);

    public static NumberRange<double> Inside { get; } = new("a number in (0, 1)", value => value is > 0 and < 1);

    public static NumberRange<double> Positive { get; } = new("a number above 0", value => value > 0);

    /// <summary>Whole numbers of at least the smallest.</summary>
    public static NumberRange<T> From<T>(T least)
        where T : struct, INumber<T> =>
        new(string.Create(CultureInfo.InvariantCulture, $"{Kind<T>()} of at least {least}"), value => value >= least);

    /// <summary>Whole numbers between two, which are among them.</summary>
    public static NumberRange<T> Between<T>(T least, T most)
        where T : struct, INumber<T> =>
        new(
            string.Create(CultureInfo.InvariantCulture, $"{Kind<T>()} from {least} to {most:N0}"),
            value => value >= least && value <= most
        );

    private static string Kind<T>()
        where T : struct, INumber<T> => NumberText.IsWhole<T>() ? "a whole number" : "a number";
}
