using EvalHarness.Core;
using EvalHarness.Logs;
using EvalHarness.Models;
using EvalHarness.Models.Batches;
using EvalHarness.Models.Providers;
using EvalHarness.Runs;
using EvalHarness.Runs.Batches;
using EvalHarness.Tests.Logs;
using EvalHarness.Tests.Models;
using Microsoft.Extensions.AI;
using NUnit.Framework;

namespace EvalHarness.Tests.Runs;

/// <summary>Models that are asked by the batch, over a real server that keeps files and batches.</summary>
[TestFixture("openai-compatible")]
[TestFixture("anthropic")]
public sealed class BatchRunTests(string provider)
{
    private static readonly Price Half = new(1_000_000, 1_000_000, Batch: 0.5m);

    [Test]
    public async Task Each_request_of_a_batch_comes_to_its_own_answer_at_the_price_of_a_batch()
    {
        await using var setup = await BatchSetup.StartAsync(provider);
        setup.Server.Answer = body => new BatchItem(Number(body) % 2 == 0 ? "positive" : "negative");

        var run = await setup.RunAsync(7, size: 3);

        var answers = await setup.ReadAsync();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(run.Stopped, Is.Null);
            Assert.That(setup.Server.Batches.Select(batch => batch.Lines.Count), Is.EqualTo(new[] { 3, 3, 1 }));
            Assert.That(setup.Server.MostOften, Is.EqualTo(1));
            Assert.That(answers, Has.Count.EqualTo(7));
            foreach (var answer in answers)
            {
                int number = int.Parse(answer.SampleId[1..], System.Globalization.CultureInfo.InvariantCulture);
                Assert.That(answer.Text, Is.EqualTo(number % 2 == 0 ? "positive" : "negative"), answer.SampleId);
                Assert.That(answer.Usage, Is.EqualTo(new Usage(20, 0, 3) { IsBatch = true }));
                Assert.That(answer.CostUsd, Is.EqualTo(11.5m));
                Assert.That((answer.Latency, answer.Attempts), Is.EqualTo(((TimeSpan?)null, 1)));
            }
        }
    }

    [Test]
    public async Task A_run_that_is_stopped_while_it_waits_names_the_batch_and_the_next_one_takes_it_up()
    {
        await using var setup = await BatchSetup.StartAsync(provider);
        setup.Server.IsHeld = true;
        using var drain = new CancellationTokenSource();
        setup.Server.Hook = (stage, reply) =>
        {
            if (stage == "look")
            {
                drain.Cancel();
            }

            return reply;
        };

        var stopped = await setup.RunAsync(5, drain: drain.Token);
        setup.Server.IsHeld = false;
        setup.Server.Hook = (_, reply) => reply;
        var ended = await setup.RunAsync(5);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                stopped.Stopped,
                Is.EqualTo(
                    "cancelled; batch batch_0 (0 of 5 done) left with the vendor: the same command goes on with it"
                )
            );
            Assert.That(ended.Stopped, Is.Null);
            Assert.That(setup.Server.Batches, Has.Count.EqualTo(1));
            Assert.That(await setup.ReadAsync(), Has.Count.EqualTo(5));
        }
    }

    [Test]
    public async Task A_batch_that_was_taken_though_no_answer_said_so_is_found_by_its_tag()
    {
        await using var setup = await BatchSetup.StartAsync(provider);
        for (int others = 0; others < 5; others++)
        {
            await setup.OtherBatchAsync();
        }

        // Those of as many requests are told apart by their results alone.
        setup.Server.Looks = 0;
        bool isBroken = false;
        setup.Server.Hook = (stage, reply) =>
        {
            if (stage != "create" || isBroken)
            {
                return reply;
            }

            isBroken = true;
            return FaultReply.Silence(FaultEnding.Reset);
        };

        var run = await setup.RunAsync(1);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(run.Stopped, Is.Null);
            Assert.That(setup.Server.MostOften, Is.EqualTo(1));
            Assert.That((await setup.ReadAsync()).Single().Text, Is.EqualTo("positive"));
        }
    }

    [Test]
    public async Task What_expired_or_failed_for_a_passing_reason_goes_into_two_further_batches_at_most()
    {
        await using var setup = await BatchSetup.StartAsync(provider);
        setup.Server.Answer = body =>
            Number(body) switch
            {
                1 => new BatchItem(null) { Expires = true },
                2 => new BatchItem(null) { Status = 529 },
                3 => new BatchItem(null) { Status = 400 },
                4 => new BatchItem(null) { IsMissing = true },
                _ => new BatchItem("positive"),
            };

        await setup.RunAsync(6);

        var answers = (await setup.ReadAsync()).ToDictionary(answer => answer.SampleId);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(setup.Server.Batches.Select(batch => batch.Lines.Count), Is.EqualTo(new[] { 6, 2, 2 }));
            Assert.That(answers, Has.Count.EqualTo(6));
            Assert.That(answers["s1"].Failure?.Message, Does.EndWith("the batch expired before the request's turn"));
            Assert.That(answers["s2"].Failure, Has.Property("Status").EqualTo(529));
            Assert.That(answers["s3"].Failure, Has.Property("Status").EqualTo(400));
            Assert.That(answers["s4"].Failure?.Message, Does.EndWith("ended without a result of the request"));
            Assert.That(answers["s1"].Attempts, Is.EqualTo(3));
            Assert.That(answers["s3"].Attempts, Is.EqualTo(1));
            Assert.That(answers["s6"].Outcome, Is.EqualTo(Outcome.Answered));
            Assert.That(
                string.Concat(answers.Values.Select(answer => answer.Failure?.Message)),
                Does.Not.Contain("secret")
            );
        }
    }

    [Test]
    public async Task A_batch_that_is_not_taken_stops_the_model_with_one_line_and_costs_nothing()
    {
        Assume.That(provider, Is.EqualTo("openai-compatible"), "others refuse a batch at once");
        await using var setup = await BatchSetup.StartAsync(provider);
        setup.Server.Ending = "failed";
        var budget = new RunBudget(1_000, null);

        var run = await setup.RunAsync(3, budget: budget);
        setup.Server.Ending = "completed";
        var again = await setup.RunAsync(3);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(run.Stopped, Does.EndWith("the batch was not taken (invalid_json_line)"));
            Assert.That(budget.SpentUsd, Is.Zero);
            Assert.That(again.Stopped, Is.Null);
            Assert.That(await setup.ReadAsync(), Has.Count.EqualTo(3), "nothing of it had been asked");
        }
    }

    [Test]
    public async Task A_budget_is_never_exceeded_and_what_fits_into_it_is_asked([Values] bool isKnown)
    {
        await using var setup = await BatchSetup.StartAsync(provider);
        setup.Server.Tokens = isKnown ? (90, 8) : (-1, 8);
        decimal most = 0;
        var budget = new RunBudget(500, null);
        setup.Server.Hook = (stage, reply) =>
        {
            most = Math.Max(most, budget.SpentUsd);
            return reply;
        };

        var run = await setup.RunAsync(40, size: 10, budget: budget);

        var answers = await setup.ReadAsync();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(run.Stopped, Does.Contain("budget of 500 USD"));
            Assert.That(answers, Has.Count.EqualTo(setup.Server.Asked).And.Count.InRange(1, 39));
            Assert.That(budget.SpentUsd, Is.LessThanOrEqualTo(500).And.GreaterThan(0));
            Assert.That(most, Is.LessThanOrEqualTo(500));
            Assert.That(answers.Sum(answer => answer.ChargedUsd ?? answer.CostUsd), Is.EqualTo(budget.SpentUsd));
        }
    }

    [Test]
    public async Task A_number_of_requests_holds_for_batches_too()
    {
        await using var setup = await BatchSetup.StartAsync(provider);

        var run = await setup.RunAsync(40, size: 10, budget: new RunBudget(null, 25));

        Assert.That((setup.Server.Asked, run.Stopped), Is.EqualTo((25, "the budget of 25 requests is used up")));
    }

    [Test]
    public async Task Results_whose_connection_breaks_are_read_again_and_kept_once()
    {
        await using var setup = await BatchSetup.StartAsync(provider);
        int reads = 0;
        setup.Server.Hook = (stage, reply) =>
            stage == "results" && ++reads < 3 ? new FaultReply(reply.Bytes[..^700], FaultEnding.Close) : reply;

        var run = await setup.RunAsync(8);

        using (Assert.EnterMultipleScope())
        {
            Assert.That((run.Stopped, reads), Is.EqualTo(((string?)null, 3)));
            Assert.That(await setup.ReadAsync(), Has.Count.EqualTo(8));
        }
    }

    private static int Number(string body) =>
        int.Parse(
            System.Text.RegularExpressions.Regex.Match(body, @"headline (\d+)").Groups[1].Value,
            System.Globalization.CultureInfo.InvariantCulture
        );

    /// <summary>An engine over a server of batches and a run folder.</summary>
    private sealed class BatchSetup : IAsyncDisposable
    {
        private readonly RunFolder folder = LogSetup.NewFolder();
        private IChatClient client = null!;

        public BatchServer Server { get; } = new();

        public static async Task<BatchSetup> StartAsync(string provider)
        {
            var setup = new BatchSetup();
            IModelProvider served =
                provider == "anthropic"
                    ? new EvalHarness.Models.Providers.Anthropic("m", new Secret("key-1234"), setup.Server.Url)
                    : new OpenAICompatible(setup.Server.Url, "m");
            setup.client = await served.ConnectAsync(ModelSetup.Context(), CancellationToken.None);
            return setup;
        }

        public async Task<ModelRun> RunAsync(
            int requests,
            int size = 10_000,
            RunBudget? budget = null,
            CancellationToken drain = default
        )
        {
            var model = new ConnectedModel("candidate", client)
            {
                Batches = client.GetService<IBatchService>(),
                BatchSize = size,
                FirstLook = TimeSpan.FromMilliseconds(1),
                Retries = EngineSetup.Quick,
                Price = Half,
            };
            var settled = new SettledRequests(new HashSet<string>());
            await settled.ReadAsync(folder, CancellationToken.None);
            await using var journal = await ResponseJournal.OpenAsync(folder, CancellationToken.None);
            using var batches = await BatchJournal.OpenAsync(folder, CancellationToken.None);
            var engine = new RunEngine(journal, new SilentProgress())
            {
                Budget = budget ?? new RunBudget(null, null),
                Desk = new BatchDesk(batches, folder.Id, budget ?? new RunBudget(null, null), settled.Has),
            };
            var left = EngineSetup.Requests(requests).Where(request => settled.IsLeft(request, failedOnly: false));
            return (await engine.RunAsync([new ModelRequests(model, left.ToAsyncEnumerable())], drain))[0];
        }

        public async Task OtherBatchAsync()
        {
            var service = client.GetService<IBatchService>()!;
            var ticket = new BatchTicket(
                FormattableString.Invariant($"other{Server.Batches.Count}"),
                "other",
                1,
                TimeProvider.System.GetUtcNow()
            );
            var request = ModelSetup.Request(sampleId: ticket.Tag, text: ticket.Tag);
            await service.SubmitAsync(
                ticket,
                [service.Write(ticket.CustomId(1), request.Prompt.ToMessages(), request.ToChatOptions())],
                CancellationToken.None
            );
        }

        public Task<List<Response>> ReadAsync() => LogSetup.ReadAsync(folder);

        public async ValueTask DisposeAsync()
        {
            client.Dispose();
            await Server.DisposeAsync();
        }
    }
}
