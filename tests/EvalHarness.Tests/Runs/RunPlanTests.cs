using EvalHarness.Runs;
using NUnit.Framework;

namespace EvalHarness.Tests.Runs;

public sealed class RunPlanTests
{
    [Test]
    public async Task A_plan_that_may_stop_is_another_plan_and_leaves_the_first_as_it_was()
    {
        await using var setup = new SuiteSetup();
        using var whole = await setup.PlanAsync();
        string hash = whole.Header.PlanHash;

        using var stopping = await whole.StoppingWhenDecidedAsync(3);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                (whole.Header.Stop, whole.Header.PlanHash, whole.Orders.Count),
                Is.EqualTo(((object?)null, hash, 0))
            );
            Assert.That(stopping.Header.Stop!.Looks, Is.EqualTo(3));
            Assert.That(stopping.Header.PlanHash, Is.Not.EqualTo(hash));
            Assert.That(stopping.Orders["sentiment"].Samples, Has.Length.EqualTo(12));
        }
    }

    [Test]
    public async Task Disposing_of_a_plan_leaves_the_samples_of_the_run_that_took_them()
    {
        await using var setup = new SuiteSetup();
        RunResult run;
        string passing;
        using (var plan = await setup.PlanAsync())
        {
            passing = plan.SamplesFile;
            run = await new Runner(plan, new SilentProgress()).RunAsync();
            Assert.That(plan.SamplesFile, Is.EqualTo(passing), "the plan itself does not change");
        }

        using (Assert.EnterMultipleScope())
        {
            Assert.That(passing, Does.Not.Exist);
            Assert.That(run.Folder.SamplesFile, Does.Exist);
        }
    }

    [Test]
    public async Task Disposing_of_a_plan_that_was_never_run_deletes_its_samples()
    {
        await using var setup = new SuiteSetup();
        var plan = await setup.PlanAsync();
        Assert.That(plan.SamplesFile, Does.Exist);

        plan.Dispose();

        Assert.That(plan.SamplesFile, Does.Not.Exist);
    }
}
