using EvalHarness.Conclusions.Measured;
using EvalHarness.Decisions.Inputs;
using EvalHarness.Decisions.Specs;
using EvalHarness.Statistics.Numerics;
using NUnit.Framework;

namespace EvalHarness.Tests.Decisions;

public sealed class MeasuredQualitiesTests
{
    private static readonly double[] First = [1, 1, 0, 1, 0, 1, 1, 1, 0, 1];
    private static readonly double[] Second = [1, 1, 0, 1, 0, 1, 1, 1, 1, 1];

    [Test]
    public void Options_on_the_same_samples_share_their_luck()
    {
        var draws = MeasuredQualities.Draw([Metric("a", First, "s"), Metric("b", Second, "s")], 4000, 1);
        double[] difference = [.. draws["quality.b"].Zip(draws["quality.a"], (b, a) => b - a)];
        double[] apart = [.. Apart()["quality.b"].Zip(Apart()["quality.a"], (b, a) => b - a)];
        Assert.That(
            Moments.Of(difference).StandardDeviation!.Value,
            Is.LessThan(0.7 * Moments.Of(apart).StandardDeviation!.Value)
        );
        Assert.That(difference, Is.All.InRange(0, 1));
    }

    [Test]
    public void Protocol_error_does_not_shrink_with_samples()
    {
        double[] rows = [.. Enumerable.Repeat(1.0, 500), .. Enumerable.Repeat(0.0, 500)];
        var draws = MeasuredQualities.Draw([Metric("a", rows, "s") with { ProtocolSd = 0.04 }], 2000, 1);
        Assert.That(Moments.Of(draws["quality.a"]).StandardDeviation!.Value, Is.EqualTo(0.043).Within(0.002));
    }

    [Test]
    public void Measured_slices_make_the_mix()
    {
        var spec = Examples.Plain(new OptionSpec("mixed", 0.5)) with
        {
            Slices = [new SliceSpec("x", 3), new SliceSpec("y", 1)],
        };
        double[] Same(double value) => [.. Enumerable.Repeat(value, spec.MonteCarlo.Draws)];
        var unknown = spec with
        {
            Options = spec.Options.Replace(
                spec.Options[1],
                new OptionSpec("mixed", new QualitySpec(FromRuns: ["run"]))
            ),
        };
        var draws = ParameterDraws.Sample(
            unknown,
            new Dictionary<string, double[]> { ["quality.mixed.x"] = Same(0.8), ["quality.mixed.y"] = Same(0.4) }
        );
        Assert.That(draws["quality.mixed"][0], Is.EqualTo(0.7).Within(1e-12));
    }

    private static IReadOnlyDictionary<string, double[]> Apart() =>
        MeasuredQualities.Draw([Metric("a", First, "s"), Metric("b", Second, "t")], 4000, 1);

    private static MeasuredMetric Metric(string option, double[] values, string samples) =>
        new(
            $"quality.{option}",
            samples,
            new MetricRows(
                values.SelectMany(value => new[] { value, 1 }).ToArray(),
                2,
                totals => totals[0] / totals[1]
            ),
            0
        );
}
