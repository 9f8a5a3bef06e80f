using EvalHarness.Conclusions;
using EvalHarness.Core;
using EvalHarness.Logs;
using EvalHarness.Runs;
using EvalHarness.Suites;
using Microsoft.Extensions.AI;
using NUnit.Framework;

namespace EvalHarness.Tests.Conclusions;

/// <summary>A client of a team's own in the place of a model's backend.</summary>
public sealed class GivenClientTests
{
    private static async Task<List<Response>> JournalAsync(Evaluation evaluation) =>
        await RunLog.ReadResponsesAsync(evaluation.Folder).Where(line => line.Model == "ours").ToListAsync();

    private static EvaluationOptions With(EvaluationSetup setup, string model, ScriptedClient client) =>
        setup.Options with
        {
            Models = new Dictionary<string, IChatClient> { [model] = client },
        };

    [Test]
    public async Task It_is_asked_once_a_sample_journalled_scored_and_left_to_its_owner()
    {
        var setup = new EvaluationSetup();

        var evaluation = await setup.RunAsync();

        var journal = await JournalAsync(evaluation);
        var row = evaluation.Comparison.Tasks[0].Headline.Leaderboard.Single(row => row.Model == "ours");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(setup.Client.Asked, Has.Count.EqualTo(EvaluationSetup.Samples).And.Unique);
            Assert.That(journal, Has.Count.EqualTo(EvaluationSetup.Samples));
            Assert.That(
                journal.Select(line => (line.Attempts, line.Usage?.Input)).Distinct(),
                Is.EqualTo(new[] { (1, (long?)10) })
            );
            Assert.That(row.Estimate.Value, Is.EqualTo(1));
            Assert.That(evaluation.Asked!.Models.Select(model => model.Model), Is.EqualTo(new[] { "ours", "chance" }));
            Assert.That(setup.Client.IsDisposed, Is.False);
        }
    }

    [Test]
    public async Task Its_fingerprint_says_that_it_was_given_in_code_and_tells_no_secret()
    {
        var setup = new EvaluationSetup();

        var evaluation = await setup.RunAsync();

        var model = evaluation.Scores.Header.Models.Single(model => model.Name == "ours");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(model.Provider, Is.EqualTo("given"));
            Assert.That(
                model.Fingerprint,
                Does.Match(
                    @"^given in code: EvalHarness\.Tests\.Conclusions\.ScriptedClient, EvalHarness\.Tests [0-9a-f]{32} "
                        + "provider=team model=team-model at=models.example/v1$"
                )
            );
        }
    }

    [Test]
    public async Task A_second_run_takes_its_answers_from_before_and_a_reused_one_asks_nobody()
    {
        var setup = new EvaluationSetup();
        var first = await setup.RunAsync();

        var second = await setup.RunAsync();
        var reused = await setup.RunAsync(setup.Options with { Mode = RunMode.Live });

        using (Assert.EnterMultipleScope())
        {
            Assert.That(setup.Client.Asked, Has.Count.EqualTo(EvaluationSetup.Samples));
            Assert.That(second.Folder.Id, Is.Not.EqualTo(first.Folder.Id));
            Assert.That(second.Asked!.Models[0].Cached, Is.EqualTo(EvaluationSetup.Samples));
            Assert.That((reused.Folder.Id, reused.Asked), Is.EqualTo((second.Folder.Id, (RunResult?)null)));
        }
    }

    [Test]
    public async Task Another_model_behind_the_same_name_is_asked_anew()
    {
        var setup = new EvaluationSetup();
        await setup.RunAsync();
        var other = new ScriptedClient(_ => "good", model: "another");

        await setup.RunAsync(With(setup, "ours", other));

        Assert.That(other.Asked, Has.Count.EqualTo(EvaluationSetup.Samples));
    }

    [Test]
    public async Task A_cancelled_run_leaves_a_whole_log_and_the_next_one_asks_the_rest()
    {
        var setup = new EvaluationSetup();
        using var cancelling = new CancellationTokenSource();
        setup.Client.OnAsked = count =>
        {
            // Whoever comes later cancels too: nobody is answered before it is done.
            if (count >= EvaluationSetup.Samples / 2)
            {
                cancelling.Cancel();
            }
        };

        Assert.That(
            async () => await setup.RunAsync(cancellationToken: cancelling.Token),
            Throws.InstanceOf<OperationCanceledException>()
        );
        int before = setup.Client.Asked.Count;
        var whole = await setup.RunAsync();

        var journal = await JournalAsync(whole);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(before, Is.LessThan(EvaluationSetup.Samples));
            Assert.That(whole.Asked!.Resumed, Is.Positive, "the run was taken up");
            Assert.That(journal.Select(line => line.SampleId), Is.Unique.And.Exactly(EvaluationSetup.Samples).Items);
            Assert.That(whole.Scores.Header.IsFinished, Is.True);
        }
    }

    [TestCase("provider: openai-compatible, endpoint: http://127.0.0.1:9, model: m, api_key: '${NO_SUCH_KEY_IS_SET}'")]
    [TestCase("provider: openai-compatible, endpoint: http://127.0.0.1:9, model: m, when: '${NO_SUCH_KEY_IS_SET}'")]
    [TestCase("provider: openai-compatible, endpoint: '${NO_SUCH_URL_IS_SET}', model: m")]
    [TestCase("provider: rules, rules: no-such-file.yaml")]
    public async Task What_the_declared_backend_lacks_here_is_no_fault_and_leaves_nothing_out(string ours)
    {
        var setup = new EvaluationSetup();
        setup.Write(ours);

        var evaluation = await setup.RunAsync();

        Assert.That(evaluation.Comparison.Tasks[0].Models.Select(model => model.Model), Does.Contain("ours"));
    }

    [Test]
    public void A_client_for_a_model_that_is_not_there_is_a_fault_with_the_name_that_was_meant()
    {
        var setup = new EvaluationSetup();
        var options = With(setup, "owrs", setup.Client);

        Assert.That(
            async () => await setup.RunAsync(options),
            Throws
                .InstanceOf<DocumentException>()
                .With.Message.Contains("a client for model 'owrs', which the suite does not have")
                .And.Message.Contains("did you mean 'ours'?")
        );
    }

    [Test]
    public void A_client_for_a_model_that_a_suite_read_before_leaves_out_is_a_fault_that_says_why()
    {
        var setup = new EvaluationSetup();
        setup.Write(
            "provider: openai-compatible, endpoint: http://127.0.0.1:9, model: m, when: '${NO_SUCH_KEY_IS_SET}'"
        );
        var suite = SuiteReader.Read(setup.SuiteFile, setup.Options.Catalog, _ => null);

        Assert.That(
            async () => await Evaluation.RunAsync(suite, setup.Options),
            Throws.InstanceOf<DocumentException>().With.Message.Contains("left out: NO_SUCH_KEY_IS_SET is not set")
        );
    }

    [Test]
    public async Task Teams_of_the_suite_ask_it_too()
    {
        var setup = new EvaluationSetup();
        string suite = await File.ReadAllTextAsync(setup.SuiteFile);
        await File.WriteAllTextAsync(
            setup.SuiteFile,
            suite.Replace(
                "tasks:",
                "  team: { provider: router, slice: part, to: { even: ours }, otherwise: chance }\ntasks:",
                StringComparison.Ordinal
            )
        );

        var evaluation = await setup.RunAsync();

        var team = evaluation.Comparison.Tasks[0].Models.Single(model => model.Model == "team").Team!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                team.Members.Single(member => member.Model == "ours").Answered,
                Is.EqualTo(EvaluationSetup.Samples / 2)
            );
            Assert.That(setup.Client.Asked, Has.Count.EqualTo(EvaluationSetup.Samples), "asked once for both");
        }
    }
}
