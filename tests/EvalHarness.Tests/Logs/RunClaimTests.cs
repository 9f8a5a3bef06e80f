using EvalHarness.Logs;
using NUnit.Framework;

namespace EvalHarness.Tests.Logs;

public sealed class RunClaimTests
{
    private readonly RunFolder folder = LogSetup.NewFolder();

    [Test]
    public void A_claim_that_is_given_up_says_that_work_is_left_and_a_concluded_one_leaves_nothing()
    {
        RunClaim.TryTake(folder)!.Dispose();
        bool isLeftOpen = folder.IsLeftOpen;
        RunClaim.TryTake(folder)!.Conclude();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(isLeftOpen);
            Assert.That(Directory.EnumerateFileSystemEntries(folder.Path), Is.Empty);
        }
    }

    [TestCase(true)]
    [TestCase(false)]
    public void Concluding_what_was_concluded_or_given_up_takes_nothing_from_the_next(bool isConcluded)
    {
        var first = RunClaim.TryTake(folder)!;
        if (isConcluded)
        {
            first.Conclude();
        }
        else
        {
            first.Dispose();
        }

        using var next = RunClaim.TryTake(folder);
        first.Conclude();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(folder.IsLeftOpen, "the next one is at work");
            Assert.That(RunClaim.TryTake(folder), Is.Null);
        }
    }

    [Test]
    public void A_folder_that_is_gone_is_no_other_process_at_work()
    {
        Directory.Delete(folder.Path);

        Assert.That(() => RunClaim.TryTake(folder), Throws.InstanceOf<IOException>());
    }
}
