using EvalHarness.Conclusions;
using EvalHarness.Core;
using EvalHarness.Logs;
using EvalHarness.Tests.Models;
using EvalHarness.Tests.Runs;
using NUnit.Framework;

namespace EvalHarness.Tests.Logs;

public sealed class SampleLogTests
{
    [Test]
    public async Task A_sample_read_alone_is_the_one_that_is_read_with_all_others()
    {
        // Every third request fails the first time, and is asked again by the second run: two lines of one cell.
        await using var setup = new SuiteSetup(request =>
            request.Number is <= 12 && request.Number % 3 == 0
                ? FaultReply.Status(500, "{}")
                : FaultReply.Chat(request.Number % 2 == 0 ? "positive" : "negative")
        );
        await setup.RunAsync();
        var run = await setup.RunAsync();
        var options = new EvaluationOptions { Catalog = SuiteSetup.Catalog, Results = setup.Store.Root };
        var whole = (await Evaluation.OpenAsync(run.Folder.Path, options)).Scores.Tasks.Single();
        var settled = await RunLog.ReadSettledAsync(run.Folder).ToListAsync();

        for (int row = 0; row < whole.Samples.Length; row++)
        {
            string id = whole.Samples[row].Id;

            var alone = await Evaluation.OpenSampleAsync(run.Folder.Path, id, options: options);

            var expected = whole.Pick([row]);
            using (Assert.EnterMultipleScope())
            {
                Assert.That(alone.Sample.ContentHash, Is.EqualTo(expected.Samples[0].ContentHash));
                Assert.That(Flat(alone.Scores), Is.EqualTo(Flat(expected)));
                Assert.That(
                    alone.Responses.Select(Told).Order(),
                    Is.EqualTo(settled.Where(response => response.SampleId == id).Select(Told).Order())
                );
                Assert.That(
                    alone.Prompts.Select(prompt => prompt.Hash),
                    Is.EquivalentTo(alone.Responses.Select(response => response.PromptHash).Distinct())
                );
            }
        }
    }

    [Test]
    public async Task A_sample_that_is_not_there_is_told_with_the_one_that_was_meant()
    {
        await using var setup = new SuiteSetup();
        var run = await setup.RunAsync();
        var options = new EvaluationOptions { Catalog = SuiteSetup.Catalog, Results = setup.Store.Root };

        Assert.That(
            async () => await Evaluation.OpenSampleAsync(run.Folder.Path, "s112", options: options),
            Throws
                .InstanceOf<DocumentException>()
                .With.Message.Contains("no sample 's112'")
                .And.Message.Contains("did you mean")
        );
    }

    [Test]
    public async Task A_task_that_has_no_such_sample_has_none_though_another_has()
    {
        await using var setup = new SuiteSetup();
        var run = await setup.RunAsync();
        var options = new EvaluationOptions { Catalog = SuiteSetup.Catalog, Results = setup.Store.Root };

        Assert.That(
            async () => await Evaluation.OpenSampleAsync(run.Folder.Path, "s1", "other", options),
            Throws.InstanceOf<DocumentException>()
        );
    }

    private static IEnumerable<object?> Flat(TaskScores scores) =>
        scores.Cells.SelectMany(cells =>
            (object?[])[cells.Outcomes[0], cells.Answers[0], .. cells.Statistics[0].Cast<object?>()]
        );

    private static string Told(Response response) =>
        FormattableString.Invariant(
            $"{response.Model} {response.Epoch} {response.Outcome} {response.Text} {response.At:O}"
        );
}
