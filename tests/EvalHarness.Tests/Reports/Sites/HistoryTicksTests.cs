using EvalHarness.Reports.Sites;
using NUnit.Framework;

namespace EvalHarness.Tests.Reports.Sites;

public sealed class HistoryTicksTests
{
    [TestCase(new double[0], new int[0])]
    [TestCase(new double[] { 5 }, new[] { 0 })]
    [TestCase(new double[] { 0, 34, 34.2, 34.5 }, new[] { 0, 3 }, Description = "three runs of one minute")]
    [TestCase(new double[] { 0, 1, 30, 70, 99, 100 }, new[] { 0, 2, 3, 5 })]
    [TestCase(new double[] { 7, 7 }, new[] { 0, 1 })]
    public void The_first_and_last_run_have_a_tick_and_others_where_there_is_room(double[] minutes, int[] kept) =>
        Assert.That(
            HistoryTicks.Of([.. minutes.Select(one => DateTimeOffset.UnixEpoch.AddMinutes(one))]),
            Is.EqualTo(kept)
        );
}
