using EvalHarness.Core;
using EvalHarness.Runs.Checkups;
using EvalHarness.Suites;
using EvalHarness.Tests.Models;
using NUnit.Framework;

namespace EvalHarness.Tests.Runs.Checkups;

/// <summary>What a few real requests to a real server show of it.</summary>
public sealed class CheckupTests
{
    private readonly string folder = ModelSetup.NewFolder();

    private Suite Read(
        string url,
        string keys = "",
        string more = "",
        string budget = "{}",
        Func<string, string?>? environment = null
    )
    {
        File.WriteAllLines(Path.Combine(folder, "data.csv"), ["id,text,label", "s1,up,good"]);
        string file = Path.Combine(folder, "suite.yaml");
        File.WriteAllText(
            file,
            $$$"""
            suite: checked
            models:
              served:
                provider: openai-compatible
                endpoint: {{{url}}}
                model: served-model
                limits: { retries: 5 }
                {{{keys}}}
              chance: { provider: random }
              {{{more}}}
            tasks:
              - task: tone
                dataset: { file: data.csv, id: id, fields: [text], target: label }
                prompt: "{{text}}"
                generation: { extra: { cache_prompt: false } }
                answer: { choice: [good, bad] }
                metrics: [accuracy]
            budget: {{{budget}}}
            """
        );
        return SuiteReader.Read(file, SuiteCatalog.With(), environment ?? (_ => null));
    }

    private CheckupOptions Options => new() { Results = Path.Combine(folder, "results") };

    private static Dictionary<ModelAbility, AbilityState> States(ModelFinding finding) =>
        finding.Abilities.ToDictionary(one => one.Ability, one => one.State);

    private static AbilityFinding Of(ModelFinding finding, ModelAbility ability) =>
        finding.Abilities.Single(one => one.Ability == ability);

    private async Task<ModelFinding> CheckAsync(FaultTalents talents, CheckupOptions? options = null)
    {
        await using var server = new FaultServer(talents.Answer);
        return (await Checkup.Of(Read(server.Url), options ?? Options).RunAsync())[0];
    }

    [Test]
    public async Task A_server_that_can_all_is_found_able_of_all()
    {
        var found = await CheckAsync(
            new FaultTalents
            {
                Headers =
                [
                    "x-ratelimit-limit-requests: 60",
                    "x-ratelimit-remaining-requests: 59",
                    "x-ratelimit-reset-requests: 1s",
                ],
            }
        );

        using (Assert.EnterMultipleScope())
        {
            Assert.That(found.Status, Is.EqualTo(FindingStatus.Good));
            Assert.That(States(found).Values, Is.All.EqualTo(AbilityState.Yes));
            Assert.That(States(found).Keys, Is.EqualTo(Enum.GetValues<ModelAbility>()));
            Assert.That(Of(found, ModelAbility.Logprobs).Detail, Is.EqualTo("20 alternatives a token"));
            Assert.That(found.Latency, Is.GreaterThan(TimeSpan.Zero));
            Assert.That(found.FirstToken, Is.GreaterThan(TimeSpan.Zero));
            Assert.That(found.Served, Is.EqualTo("served-model fp_1"));
            Assert.That(found.Counts, Is.EqualTo(new SentCounts(true, false, true, false)));
            Assert.That((found.RepeatedPrompts, found.OtherAnswers), Is.EqualTo((4, 0)));
            Assert.That(found.RateLimits.Single().Limit, Is.EqualTo(60));
            Assert.That(found.RateLimits.Single().Remaining, Is.EqualTo(59));
            Assert.That(found.RateLimits.Single().Reset, Is.EqualTo(TimeSpan.FromSeconds(1)));
            Assert.That(found.Price, Is.Null);
        }
    }

    [TestCase("stop", ModelAbility.Stop)]
    [TestCase("system", ModelAbility.System)]
    [TestCase("response_format", ModelAbility.JsonObject, ModelAbility.JsonSchema)]
    [TestCase("top_logprobs", ModelAbility.Logprobs)]
    [TestCase("stream", ModelAbility.Stream)]
    public async Task A_setting_that_is_taken_and_ignored_is_a_no(string field, params ModelAbility[] abilities)
    {
        var found = await CheckAsync(new FaultTalents { Ignores = [field] });

        Assert.That(
            States(found).Where(one => one.Value == AbilityState.No).Select(one => one.Key),
            Is.SupersetOf(abilities).And.SubsetOf(abilities.Append(ModelAbility.LikelihoodFirstToken))
        );
    }

    [TestCase("stop", ModelAbility.Stop)]
    [TestCase("seed", ModelAbility.Seed)]
    [TestCase("response_format", ModelAbility.JsonObject, ModelAbility.JsonSchema)]
    [TestCase("logprobs", ModelAbility.Logprobs, ModelAbility.LikelihoodFirstToken)]
    [TestCase("stream", ModelAbility.Stream)]
    public async Task A_setting_that_is_refused_is_told_with_its_status_and_the_rest_goes_on(
        string field,
        params ModelAbility[] abilities
    )
    {
        var found = await CheckAsync(new FaultTalents { Refuses = [field] });

        using (Assert.EnterMultipleScope())
        {
            Assert.That(found.Status, Is.EqualTo(FindingStatus.Good));
            Assert.That(
                States(found).Where(one => one.Value == AbilityState.Refused).Select(one => one.Key),
                Is.EquivalentTo(abilities)
            );
            Assert.That(Of(found, abilities[0]).Status, Is.EqualTo(400));
            Assert.That(Of(found, ModelAbility.Repeats).State, Is.EqualTo(AbilityState.Yes));
        }
    }

    [Test]
    public async Task A_seed_without_effect_cannot_be_told_from_a_model_that_always_says_the_same()
    {
        var found = await CheckAsync(new FaultTalents { Ignores = ["seed"] });

        Assert.That(Of(found, ModelAbility.Seed).State, Is.EqualTo(AbilityState.Unknown));
    }

    [Test]
    public async Task A_server_that_does_not_repeat_itself_is_found_out_by_asking_again()
    {
        var found = await CheckAsync(new FaultTalents { IsNoisy = true }, Options with { Repeats = 3 });

        using (Assert.EnterMultipleScope())
        {
            Assert.That((found.RepeatedPrompts, found.OtherAnswers), Is.EqualTo((4, 1)));
            Assert.That(Of(found, ModelAbility.Repeats).State, Is.EqualTo(AbilityState.No));
            Assert.That(Of(found, ModelAbility.Repeats).Detail, Is.EqualTo("1 of 4 prompts got other answers"));
        }
    }

    [Test]
    public async Task A_count_that_is_not_sent_is_told_as_such_and_what_it_cost_is_unknown()
    {
        var found = await CheckAsync(new FaultTalents { Counts = false, Refuses = ["echo"] });

        using (Assert.EnterMultipleScope())
        {
            Assert.That(found.Counts, Is.EqualTo(new SentCounts(false, false, false, false)));
            Assert.That(found.CostUsd, Is.Null);
        }
    }

    [Test]
    public async Task A_server_that_says_no_fails_after_one_request_and_what_it_repeats_of_the_key_is_hidden()
    {
        const string key = "sk-do-not-tell-4711";
        await using var server = new FaultServer(_ =>
            FaultReply.Status(401, $"{{\"error\":{{\"message\":\"bad key {key}\"}}}}")
        );
        var suite = Read(server.Url, "api_key: ${KEY}", environment: _ => key);

        var found = (await Checkup.Of(suite, Options).RunAsync())[0];

        using (Assert.EnterMultipleScope())
        {
            Assert.That(server.Requests, Has.Count.EqualTo(1));
            Assert.That(found.Status, Is.EqualTo(FindingStatus.Failed));
            Assert.That(found.Reason, Does.Contain("401").And.Not.Contain(key));
            Assert.That(States(found)[ModelAbility.Seed], Is.EqualTo(AbilityState.Unknown));
        }
    }

    [Test]
    public async Task What_fails_in_passing_is_tried_once_more_and_not_as_often_as_a_run_would()
    {
        await using var server = new FaultServer(_ => FaultReply.Status(500));

        var found = (await Checkup.Of(Read(server.Url), Options).RunAsync())[0];

        using (Assert.EnterMultipleScope())
        {
            Assert.That(found.Status, Is.EqualTo(FindingStatus.Failed));
            Assert.That(server.Requests, Has.Count.EqualTo(2));
            Assert.That(found.Requests, Is.EqualTo(2));
        }
    }

    [Test]
    public async Task The_bill_says_at_most_what_is_asked_and_paid()
    {
        await using var server = new FaultServer(new FaultTalents().Answer);
        var checkup = Checkup.Of(Read(server.Url, "price: { input: 10, output: 20 }"), Options);

        var found = (await checkup.RunAsync())[0];

        using (Assert.EnterMultipleScope())
        {
            Assert.That(checkup.Bill.Models, Is.EqualTo(1));
            Assert.That(checkup.Bill.Requests, Is.EqualTo(server.Requests.Count));
            Assert.That(checkup.Bill.Unpriced, Is.Empty);
            Assert.That(found.CostUsd, Is.GreaterThan(0).And.LessThan(checkup.Bill.MostUsd / 2));
        }
    }

    [Test]
    public async Task The_budget_of_the_suite_holds()
    {
        await using var server = new FaultServer(new FaultTalents().Answer);

        var found = (await Checkup.Of(Read(server.Url, budget: "{ requests: 4 }"), Options).RunAsync())[0];

        using (Assert.EnterMultipleScope())
        {
            Assert.That(server.Requests, Has.Count.EqualTo(4));
            Assert.That(found.Status, Is.EqualTo(FindingStatus.Failed));
            Assert.That(found.Reason, Is.EqualTo("the budget of 4 requests is used up"));
            Assert.That(Of(found, ModelAbility.Stop).State, Is.EqualTo(AbilityState.Yes));
            Assert.That(Of(found, ModelAbility.Seed).Detail, Is.EqualTo("not asked"));
        }
    }

    [Test]
    public async Task Nothing_that_is_asked_is_written_anywhere()
    {
        await using var server = new FaultServer(new FaultTalents().Answer);

        await Checkup.Of(Read(server.Url), Options).RunAsync();

        Assert.That(Directory.Exists(Options.Results), Is.False);
    }

    [Test]
    public async Task What_the_suite_adds_to_each_request_is_added_here_too()
    {
        await using var server = new FaultServer(new FaultTalents().Answer);

        await Checkup.Of(Read(server.Url), Options).RunAsync();

        Assert.That(
            server.Requests.Where(request => request.Path.EndsWith("/chat/completions", StringComparison.Ordinal)),
            Is.All.Property(nameof(FaultRequest.Body)).Contains("\"cache_prompt\":false")
        );
    }

    [Test]
    public async Task What_the_interface_cannot_send_is_not_sent()
    {
        await using var server = new FaultServer(_ => FaultReply.Status(500));
        var suite = Read(
            server.Url,
            more: $"claude: {{ provider: anthropic, model: c, api_key: \"${{KEY}}\", endpoint: {server.Url} }}",
            environment: _ => "key-12345678"
        );
        var checkup = Checkup.Of(suite, Options with { Models = ["claude"] });

        var found = (await checkup.RunAsync()).Single();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(Of(found, ModelAbility.Seed).State, Is.EqualTo(AbilityState.NotInInterface));
            Assert.That(Of(found, ModelAbility.Seed).Detail, Is.EqualTo("the Messages interface has none"));
            Assert.That(Of(found, ModelAbility.LikelihoodWhole).State, Is.EqualTo(AbilityState.NotInInterface));
            Assert.That(Of(found, ModelAbility.Stop).State, Is.EqualTo(AbilityState.Unknown));
        }
    }

    [Test]
    public async Task Models_that_are_left_out_or_cost_nothing_are_named_with_the_reason()
    {
        await using var server = new FaultServer(new FaultTalents().Answer);
        var suite = Read(
            server.Url,
            more: $"hosted: {{ provider: openai, model: gpt, api_key: \"${{KEY}}\", when: \"${{KEY}}\" }}"
        );

        var found = await Checkup.Of(suite, Options).RunAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(found.Select(one => one.Model), Is.EqualTo(new[] { "served", "chance", "hosted" }));
            Assert.That(
                found.Select(one => one.Status),
                Is.EqualTo(new[] { FindingStatus.Good, FindingStatus.NotAsked, FindingStatus.Skipped })
            );
            Assert.That(found[2].Reason, Does.Contain("KEY"));
        }
    }

    [Test]
    public void A_model_that_the_suite_has_not_is_a_fault_with_a_mend() =>
        Assert.That(
            () => Checkup.Of(Read("http://127.0.0.1:9"), Options with { Models = ["severd"] }),
            Throws
                .InstanceOf<DocumentException>()
                .With.Message.Contains("no model 'severd'")
                .And.Message.Contains("did you mean 'served'")
        );
}
