using EvalHarness.Statistics.Numerics;
using NUnit.Framework;

namespace EvalHarness.Tests.Statistics;

[TestFixture]
internal sealed class RadixSortTests
{
    private static readonly double[] Odd =
    [
        0,
        double.Epsilon,
        -double.Epsilon,
        double.MaxValue,
        double.MinValue,
        double.PositiveInfinity,
        double.NegativeInfinity,
        1e-300,
        -1e-300,
        Math.PI,
    ];

    [Test]
    public void Numbers_come_in_the_order_in_which_the_framework_puts_them(
        [Values(0, 1, 2, 32, 33, 1000, 20_000)] int n,
        [Values(7UL, 8UL)] ulong seed
    )
    {
        double[] values = Values(n, seed);
        double[] expected = [.. values];
        Array.Sort(expected);

        RadixSort.Sort(values);

        Assert.That(values, Is.EqualTo(expected));
    }

    [Test]
    public void Equal_numbers_stay_in_the_order_in_which_they_stood([Values(5, 32, 33, 5000)] int n)
    {
        double[] keys = [.. Values(n, seed: 3).Select(value => Math.Sign(value) * 1.5)];
        int[] expected = [.. Enumerable.Range(0, n).OrderBy(i => keys[i])];
        double[] items = [.. Enumerable.Range(0, n).Select(i => (double)i)];
        double[] sorted = [.. keys];

        RadixSort.Sort(sorted, items);

        Assert.That(items, Is.EqualTo(expected.Select(i => (double)i)));
        Assert.That(sorted, Is.EqualTo(keys.Order()));
        Assert.That(RadixSort.Order([.. keys]), Is.EqualTo(expected));
    }

    [Test]
    public void The_two_zeros_are_equal_and_keep_their_signs()
    {
        double[] keys = [0.0, -0.0, 0.0, -1];

        int[] order = RadixSort.Order(keys);

        Assert.That(order, Is.EqualTo(new[] { 3, 0, 1, 2 }));
        Assert.That(keys.Select(double.IsNegative), Is.EqualTo(new[] { true, false, true, false }));
    }

    [Test]
    public void What_is_no_number_stands_at_an_end([Values(3, 40)] int n)
    {
        double[] values = [double.NaN, .. Values(n, seed: 5), BitConverter.Int64BitsToDouble(long.MaxValue)];

        RadixSort.Sort(values);

        Assert.That(values[0], Is.NaN);
        Assert.That(values[^1], Is.NaN);
        Assert.That(values[1..^1], Is.Ordered.And.No.NaN);
    }

    private static double[] Values(int n, ulong seed)
    {
        var random = new RandomSource(seed, index: 0);
        return
        [
            .. Enumerable
                .Range(0, n)
                .Select(i => i % 7 == 3 ? Odd[i % Odd.Length] : Math.ScaleB(random.NextDouble() - 0.5, i % 60 - 30)),
        ];
    }
}
