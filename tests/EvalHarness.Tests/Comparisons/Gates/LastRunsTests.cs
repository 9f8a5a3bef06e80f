using System.Text.Json;
using EvalHarness.Comparisons.Findings;
using EvalHarness.Comparisons.Gates;
using EvalHarness.Core;
using EvalHarness.Logs;
using NUnit.Framework;

namespace EvalHarness.Tests.Comparisons.Gates;

/// <summary>Gates on the mean of the last runs: a drift is told from noise, and what cannot be compared is not.</summary>
public sealed class LastRunsTests
{
    private const int Samples = 400;

    private static readonly GateSpec NotWorse = new(
        "m",
        "task/accuracy",
        NotWorseThan: new GateReference(Last: 5),
        Margin: 0.02
    );

    /// <summary>A run that is wrong on every fifth sample, and on a few others of its own.</summary>
    private static ScoreTable Noisy(int run, int samples = Samples) =>
        GateSetup.Run(samples, ("m", i => i % 5 != 0 && (i + (37 * run)) % 100 >= 2));

    private static GateResult Decide(ScoreTable now, params ScoreTable[] earlier) =>
        GateEvaluator.Evaluate(now.With(NotWorse), earlier: [.. earlier])[0];

    [Test]
    public void A_run_that_differs_by_the_noise_of_runs_alone_passes() =>
        Assert.That(
            Decide(Noisy(0), [.. Enumerable.Range(1, 5).Select(run => Noisy(run))]).Verdict,
            Is.EqualTo(GateVerdict.Pass)
        );

    [Test]
    public void A_loss_of_eight_points_against_the_mean_of_the_last_runs_fails_and_is_told_with_its_error()
    {
        var worse = GateSetup.Run(Samples, ("m", i => i % 5 != 0 && i % 12 != 1));

        var result = Decide(worse, [.. Enumerable.Range(1, 5).Select(run => Noisy(run))]);

        // 320 right of 400 less a twelfth of them, against the mean of five runs.
        double mean = Enumerable.Range(1, 5).Average(run => Right(i => i % 5 != 0 && (i + (37 * run)) % 100 >= 2));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.Verdict, Is.EqualTo(GateVerdict.Fail));
            Assert.That(
                result.Estimate!.Value,
                Is.EqualTo((Right(i => i % 5 != 0 && i % 12 != 1) - mean) / Samples).Within(1e-12)
            );
            Assert.That(
                GateText.Describe(result),
                Does.StartWith("fail: accuracy not worse than the mean of the last 5 runs by 2 points, m.")
                    .And.Contain("ifference to the mean of the last 5 runs −")
            );
            Assert.That(result.TellingSamples, Has.Length.EqualTo(5));
        }
    }

    [Test]
    public void The_samples_that_tell_most_are_those_that_were_right_in_the_runs_before()
    {
        var worse = GateSetup.Run(Samples, ("m", i => i % 2 == 0 && i >= 40));

        var result = Decide(worse, GateSetup.Run(Samples, ("m", i => i % 2 == 0)));

        // The even ones below 40 were right before and are not now; the odd ones never were.
        Assert.That(
            result.TellingSamples.Select(id =>
                int.Parse(id.AsSpan(1), System.Globalization.CultureInfo.InvariantCulture)
            ),
            Has.All.LessThan(40).And.All.Matches<int>(i => i % 2 == 0)
        );
    }

    [Test]
    public void The_error_of_the_difference_is_that_of_its_samples()
    {
        // One sample a unit: the test is that of the mean of now minus the mean of before, sample by sample.
        var now = Noisy(0);
        ScoreTable[] earlier = [Noisy(1), Noisy(2)];
        double[] differences =
        [
            .. Enumerable.Range(0, Samples).Select(i => Score(i, 0) - ((Score(i, 1) + Score(i, 2)) / 2)),
        ];
        double mean = differences.Average();
        double error = Math.Sqrt(differences.Sum(one => (one - mean) * (one - mean)) / (Samples - 1) / Samples);

        Assert.That(Decide(now, earlier).Estimate!.StandardError, Is.EqualTo(error).Within(1e-12));

        static double Score(int i, int run) => i % 5 != 0 && (i + (37 * run)) % 100 >= 2 ? 1 : 0;
    }

    [Test]
    public void Runs_of_other_data_are_passed_over_and_the_number_that_was_compared_is_told()
    {
        var result = Decide(Noisy(0), Noisy(1, samples: 300), Noisy(2), Noisy(3));

        Assert.That(result.Reference, Is.EqualTo("the mean of the last 2 runs"));
    }

    [Test]
    public void No_more_runs_are_taken_than_were_asked_for_and_the_latest_first()
    {
        var (same, other) = (Noisy(0), GateSetup.Run(Samples, ("m", _ => false)));

        var result = Decide(same, [same, same, same, same, same, other, other]);

        Assert.That((result.Verdict, result.Estimate!.Value), Is.EqualTo((GateVerdict.Pass, 0d)));
    }

    [Test]
    public void Where_no_run_can_be_compared_the_gate_is_open_and_says_why()
    {
        var result = Decide(Noisy(0), Noisy(1, samples: 300));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.Verdict, Is.EqualTo(GateVerdict.Inconclusive));
            Assert.That(
                result.Why(),
                Is.EqualTo(
                    "none of the earlier runs can be compared: the data set of task has changed since the latest of them "
                        + "(samples: 100 added, 0 changed, 0 removed)"
                )
            );
        }
    }

    [Test]
    public void The_first_run_of_a_suite_has_nothing_to_be_compared_with() =>
        Assert.That(Decide(Noisy(0)).Verdict, Is.EqualTo(GateVerdict.Skipped));

    [Test]
    public void A_metric_that_is_no_mean_over_samples_is_refused_with_what_to_do()
    {
        var gate = NotWorse with { Metric = "task/macro_f1" };
        var result = GateEvaluator.Evaluate(Noisy(0).With(gate), earlier: [Noisy(1)])[0];

        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.Verdict, Is.EqualTo(GateVerdict.Error));
            Assert.That(result.Why(), Does.StartWith("only what is a mean over samples has a mean over runs"));
        }
    }

    [TestCase("\"baseline\"")]
    [TestCase("{\"last\":5}")]
    public void A_reference_in_a_log_is_what_it_is_in_a_suite(string json)
    {
        var read = JsonSerializer.Deserialize<GateReference>(json);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(JsonSerializer.Serialize(read), Is.EqualTo(json));
            Assert.That(
                () => JsonSerializer.Deserialize<GateReference>("{\"first\":5}"),
                Throws.TypeOf<JsonException>()
            );
        }
    }

    private static int Right(Func<int, bool> isRight) => Enumerable.Range(0, Samples).Count(isRight);
}
