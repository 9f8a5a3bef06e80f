using System.Text.Json;
using EvalHarness.Decisions.Accounts;
using EvalHarness.Decisions.Distributions;
using EvalHarness.Decisions.Specs;
using NUnit.Framework;

namespace EvalHarness.Tests.Decisions;

public sealed class DecisionThreadsTests
{
    private static readonly Lazy<string> Alone = new(() => Answer(1));

    [TestCase(2)]
    [TestCase(3)]
    [TestCase(8)]
    public void Any_number_of_threads_gives_the_same_bits(int threads) =>
        Assert.That(Answer(threads), Is.EqualTo(Alone.Value));

    /// <summary>Every number of the answer, written so that it reads back to the same bits.</summary>
    private static string Answer(int threads)
    {
        var schedulers = new ConcurrentExclusiveSchedulerPair(TaskScheduler.Default, threads);
        var account = Task
            .Factory.StartNew(
                () => DecisionAccount.Of(new DecisionCase(Spec())),
                CancellationToken.None,
                TaskCreationOptions.None,
                schedulers.ConcurrentScheduler
            )
            .GetAwaiter()
            .GetResult();
        return JsonSerializer.Serialize(account with { Result = account.Result with { Spec = null! } });
    }

    // Six proposed options too, so that shrinkage takes part.
    private static DecisionSpec Spec()
    {
        var spec = Examples.Worked("example-S3", 1500);
        return spec with
        {
            Options =
            [
                .. spec.Options,
                .. Enumerable
                    .Range(1, 6)
                    .Select(i => new OptionSpec(
                        $"idea{i}",
                        new QualitySpec(null, new NormalDistribution(0.01 * i, 0.02), spec.Incumbent),
                        OptionKind.Rag,
                        Status: OptionStatus.Proposed
                    )),
            ],
        };
    }
}
