using System.Text.Json;
using NUnit.Framework;
using static EvalHarness.Cli.Tests.Studies;

namespace EvalHarness.Cli.Tests;

/// <summary><c>evalharness cascade</c> as a user runs it, against what the known answers say.</summary>
public sealed class CascadeVerbTests
{
    private static readonly int[] All = [.. Enumerable.Range(0, Samples)];

    private static readonly Tool Shared = new();

    /// <summary>One run for all: the verb reads it and changes nothing.</summary>
    [OneTimeSetUp]
    public static async Task RunOnceAsync()
    {
        Studies.Write(Shared);
        var ended = await Shared.RunAsync("run", "suite.yaml", "--quiet");
        Assert.That(ended.ExitCode, Is.Zero, ended.ToString());
    }

    [OneTimeTearDown]
    public static void DeleteFolder() => Shared.Dispose();

    [Test]
    public async Task The_numbers_are_those_that_a_count_by_hand_gives()
    {
        var ended = await Shared.RunAsync(
            "cascade",
            "suite.yaml",
            "--first",
            "small",
            "--then",
            "big",
            "--value",
            "0.5",
            "--json"
        );
        Assert.That(ended.ExitCode, Is.Zero, ended.ToString());
        using var json = JsonDocument.Parse(ended.Output);
        var (root, points) = (json.RootElement, Thresholds().Select(At).OrderBy(point => point.Calls).ToArray());
        var crossFitted = root.GetProperty("cross_fitted");
        double best = points.Max(NetBenefit);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(root.GetProperty("answers").GetInt32(), Is.EqualTo(Samples));
            Assert.That(root.GetProperty("cost_is_known").GetBoolean(), Is.True);
            Assert.That(
                root.GetProperty("curve").EnumerateArray().Select(Point).OrderBy(point => point.Calls),
                Is.EqualTo(points).Using<(double Calls, double Quality)>(AreClose)
            );
            Assert.That(Number(root, "apgr"), Is.EqualTo(Apgr(points)).Within(1e-12));
            Assert.That(Number(root, "calls_for_half_of_the_gain"), Is.EqualTo(CallsFor(points, 0.5)).Within(1e-12));
            Assert.That(
                Number(root, "calls_for_80_percent_of_the_gain"),
                Is.EqualTo(CallsFor(points, 0.8)).Within(1e-12)
            );
            Assert.That(Number(crossFitted, "in_sample"), Is.EqualTo(best).Within(1e-12));
            Assert.That(NetBenefit(At(Number(crossFitted, "deployed"))), Is.EqualTo(best).Within(1e-12));
            Assert.That(
                Number(crossFitted, "net_benefit"),
                Is.EqualTo(NetBenefit((Number(crossFitted, "calls"), Number(crossFitted, "quality")))).Within(1e-12)
            );
            Assert.That(
                Number(crossFitted, "optimism"),
                Is.EqualTo(best - Number(crossFitted, "net_benefit")).Within(1e-12).And.GreaterThanOrEqualTo(-1e-12)
            );
            Assert.That(Number(crossFitted, "standard_error"), Is.InRange(0.005, 0.03));
            Assert.That(crossFitted.GetProperty("thresholds").GetArrayLength(), Is.EqualTo(5));
        }
    }

    [Test]
    public async Task The_cascade_that_the_run_asked_lies_where_its_threshold_puts_it()
    {
        var ended = await Shared.RunAsync("cascade", "suite.yaml", "--first", "small", "--then", "big", "--json");
        using var json = JsonDocument.Parse(ended.Output);
        var live = json.RootElement.GetProperty("live").EnumerateArray().Single();
        var (calls, quality) = At(0.7);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(live.GetProperty("model").GetString(), Is.EqualTo("both"));
            Assert.That(Number(live, "strong_share"), Is.EqualTo(calls).Within(1e-12));
            Assert.That(Number(live, "quality"), Is.EqualTo(quality).Within(1e-12), "simulated and asked are one");
            Assert.That(Number(live, "usd"), Is.EqualTo(SmallUsd + (calls * BigUsd)).Within(1e-9));
        }
    }

    [Test]
    public async Task The_terminal_tells_curve_gain_optimism_and_threshold()
    {
        var ended = await Shared.RunAsync("cascade", "suite.yaml", "--first", "small", "--then", "big");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(ended.ExitCode, Is.Zero, ended.ToString());
            Assert.That(
                ended.Output,
                Does.StartWith("small, then big where it is unsure · answer/accuracy · 120 answers\n")
            );
            Assert.That(ended.Output, Does.Match(@"calls +sure from +accuracy +\$/1,000 +oracle +random"));
            Assert.That(ended.Output, Does.Match(@"\n *0\.0 % .* 1\.00 +75\.0 %"), "the first alone, at its cost");
            Assert.That(
                ended.Output,
                Does.Match(@"\n100\.0 % +never +90\.0 % +21\.00 "),
                "the second for all, after the first"
            );
            Assert.That(
                ended.Output,
                Does.Match(@"Cross-fitted over 5 folds \(a right answer worth \$1\.00\): [\d.]+ % right")
            );
            Assert.That(ended.Output, Does.Match(@"Net benefit per answer: 0\.\d+ ± 0\.\d+\. .* optimism "));
            Assert.That(ended.Output, Does.Match(@"\(APGR\): 0\.\d\d\. It needs no cross-fit: .*own confidence"));
            Assert.That(
                ended.Output,
                Does.Match(@"Half of the gap takes [\d.]+ % of calls, 80 % of it [\d.]+ % \(CPT\)\.")
            );
            Assert.That(ended.Output, Does.Contain("both, as the run asked it: sure from 0.700, "));
            Assert.That(
                ended.Output,
                Does.Contain("For use: big alone, until more answers show that a cascade pays."),
                "no recipe that gains nothing"
            );
        }
    }

    [Test]
    public async Task A_threshold_is_given_for_use_where_the_cascade_is_shown_to_pay()
    {
        using var tool = new Tool();
        Studies.Write(tool);
        tool.Write(
            "small.jsonl",
            string.Concat(
                All.Select(i =>
                    IsSmallRight(i)
                        ? $"{{\"id\":\"s{i}\",\"text\":\"yes\",\"cost_usd\":0.001,\"probabilities\":{{\"yes\":0.9}}}}\n"
                        : $"{{\"id\":\"s{i}\",\"text\":\"no\",\"cost_usd\":0.001,\"probabilities\":{{\"no\":0.2}}}}\n"
                )
            )
        );
        var run = await tool.RunAsync("run", "suite.yaml", "--quiet");
        var ended = await tool.RunAsync("cascade", "suite.yaml", "--first", "small", "--then", "big");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(run.ExitCode, Is.Zero, run.ToString());
            Assert.That(ended.ExitCode, Is.Zero, ended.ToString());
            Assert.That(ended.Output, Does.Contain("\nYes, it pays. A cascade that asks small first"));
            Assert.That(ended.Output, Does.Contain("For use: accept_when: { confidence: { at_least: 0.900 } }"));
            Assert.That(ended.Output, Does.Contain("optimism 0."), "no zero with a sign");
        }
    }

    [Test]
    public async Task A_first_model_without_confidence_is_never_sure_and_that_is_said()
    {
        var ended = await Shared.RunAsync("cascade", "suite.yaml", "--first", "mute", "--then", "big");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(ended.ExitCode, Is.Zero, ended.ToString());
            Assert.That(
                ended.Output,
                Does.Contain("mute says of no answer how sure it is: a cascade would always ask big.")
            );
        }
    }

    [TestCase(
        "--first smal --then big",
        "no model 'smal' in this run; expected small, big, mute, both, checkpoint-25, checkpoint-50, checkpoint-100, checkpoint-200, checkpoint-400; did you mean 'small'?"
    )]
    [TestCase("--first small --then bog", "no model 'bog' in this run")]
    [TestCase(
        "--first small --then big --task anser",
        "no task 'anser' in this run; expected answer; did you mean 'answer'?"
    )]
    [TestCase("--first small --then small", "model 'small' before itself; expected two models")]
    [TestCase("--first small --then big --folds 1", "--folds: found 1; expected a whole number of at least 2")]
    [TestCase("--first small --then big --value -2", "--value: found -2; expected a sum of money above 0")]
    public async Task What_is_not_there_is_one_clear_line_and_ends_with_two(string options, string expected)
    {
        var ended = await Shared.RunAsync(["cascade", "suite.yaml", .. options.Split(' ')]);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(ended.ExitCode, Is.EqualTo(2), ended.ToString());
            Assert.That(ended.Errors.TrimEnd(), Does.Contain(expected).And.Not.Contain("\n"));
            Assert.That(ended.Output, Is.Empty);
        }
    }

    private static IEnumerable<double> Thresholds() =>
        All.Select(Confidence).Distinct().Append(double.PositiveInfinity);

    private static (double Calls, double Quality) At(double threshold) =>
        (
            All.Count(i => Confidence(i) < threshold) / (double)Samples,
            All.Count(i => Confidence(i) < threshold ? IsBigRight(i) : IsSmallRight(i)) / (double)Samples
        );

    private static double NetBenefit((double Calls, double Quality) point) =>
        (0.5 * point.Quality) - SmallUsd - (BigUsd * point.Calls);

    private static double Apgr((double Calls, double Quality)[] points)
    {
        var (weak, strong) = (points[0].Quality, points[^1].Quality);
        return points
            .Zip(points.Skip(1))
            .Sum(pair =>
                (pair.Second.Calls - pair.First.Calls)
                * (((pair.First.Quality + pair.Second.Quality) / 2) - weak)
                / (strong - weak)
            );
    }

    private static double CallsFor((double Calls, double Quality)[] points, double gap) =>
        points
            .First(point => point.Quality >= points[0].Quality + (gap * (points[^1].Quality - points[0].Quality)))
            .Calls;

    private static (double Calls, double Quality) Point(JsonElement point) =>
        (Number(point, "calls"), Number(point, "quality"));

    private static bool AreClose((double Calls, double Quality) one, (double Calls, double Quality) other) =>
        Math.Abs(one.Calls - other.Calls) < 1e-12 && Math.Abs(one.Quality - other.Quality) < 1e-12;

    private static double Number(JsonElement parent, string key) => parent.GetProperty(key).GetDouble();
}
