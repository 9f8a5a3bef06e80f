using EvalHarness.Core;
using EvalHarness.Logs;
using NUnit.Framework;

namespace EvalHarness.Tests.Runs;

/// <summary>One task with several prompts: what is asked, what is paid for, and what the log knows of it.</summary>
public sealed class PromptVariantRunTests
{
    private const int Samples = 12;
    private const string Short = "short: \"{{text}}?\"";
    private const string Long = "long: { system: You read news., prompt: \"Is it good news? {{text}}\" }";

    [Test]
    public async Task Each_prompt_is_asked_of_the_same_samples_and_the_log_says_what_belongs_together()
    {
        await using var setup = new SuiteSetup(samples: Samples) { Prompts = $"{{ {Short}, {Long} }}" };

        var run = await setup.RunAsync();

        var responses = await RunLog.ReadResponsesAsync(run.Folder).Where(one => one.Model == "served").ToListAsync();
        var read = RunLog.ReadHeader(run.Folder);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(setup.Server.Requests, Has.Count.EqualTo(2 * Samples));
            Assert.That(
                responses.GroupBy(one => one.Task).Select(task => (task.Key, task.Count())),
                Is.EquivalentTo([("sentiment@short", Samples), ("sentiment@long", Samples)])
            );
            Assert.That(
                responses.Select(one => one.SampleId).Distinct().Count(),
                Is.EqualTo(Samples),
                "samples keep their ids"
            );
            Assert.That(
                read.Tasks.Select(task => task.Variant),
                Is.EqualTo([new TaskVariant("sentiment", "short"), new TaskVariant("sentiment", "long")])
            );
            Assert.That(read.Tasks.Select(task => task.Hash).Distinct().Count(), Is.EqualTo(2));
            Assert.That(read.DataHashes, Has.Count.EqualTo(1), "one data set, hashed once");
        }
    }

    [Test]
    public async Task A_prompt_that_is_added_later_is_all_that_is_asked_then()
    {
        await using var setup = new SuiteSetup(samples: Samples) { Prompts = $"{{ {Short} }}" };
        await setup.RunAsync();

        setup.Prompts = $"{{ {Long}, {Short} }}";
        var run = await setup.RunAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(setup.Server.Requests, Has.Count.EqualTo(2 * Samples));
            Assert.That(setup.Server.Requests.Skip(Samples).Select(one => one.Body), Is.All.Contains("You read news."));
            Assert.That(run.Header.IsFinished, Is.True);
        }
    }
}
