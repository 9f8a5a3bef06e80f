using EvalHarness.Core;
using EvalHarness.Models;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Time.Testing;
using NUnit.Framework;

namespace EvalHarness.Tests.Models;

[Parallelizable(ParallelScope.All)]
public sealed class ModelClientBuilderExtensionsTests
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);
    private readonly FakeTimeProvider time = new();

    [Test]
    public async Task A_call_that_takes_too_long_fails_as_transient()
    {
        await using var server = new FaultServer(FaultReply.Silence(FaultEnding.Hang));
        using var client = (await OpenAICompatibleTests.ConnectAsync(server))
            .AsBuilder()
            .UseAttemptTimeout("candidate", Timeout, time)
            .Build();

        var asking = client.AskAsync(ModelSetup.Request());
        time.Advance(Timeout);

        Assert.That(
            async () => await asking,
            Throws
                .TypeOf<ModelException>()
                .With.Message.EqualTo("model 'candidate': no answer within 30 s")
                .And.Property("IsTransient")
                .True
        );
    }

    [Test]
    public async Task A_caller_who_gives_up_is_no_timeout()
    {
        await using var server = new FaultServer(FaultReply.Silence(FaultEnding.Hang));
        using var client = (await OpenAICompatibleTests.ConnectAsync(server))
            .AsBuilder()
            .UseAttemptTimeout("candidate", Timeout, time)
            .Build();
        using var cancelled = new CancellationTokenSource();

        var asking = client.AskAsync(ModelSetup.Request(), cancelled.Token);
        await cancelled.CancelAsync();

        Assert.That(async () => await asking, Throws.InstanceOf<OperationCanceledException>());
    }

    [Test]
    public async Task A_failure_within_the_time_stays_what_it_is()
    {
        await using var server = new FaultServer(FaultReply.Status(401));
        using var client = (await OpenAICompatibleTests.ConnectAsync(server))
            .AsBuilder()
            .UseAttemptTimeout("candidate", Timeout, time)
            .Build();

        Assert.That(
            async () => await client.AskAsync(ModelSetup.Request()),
            Throws.TypeOf<ModelException>().With.Property("Failure").Property("Status").EqualTo(401)
        );
    }

    [Test]
    public async Task The_time_of_an_answer_is_measured_and_its_details_are_kept()
    {
        await using var server = new FaultServer(_ =>
        {
            time.Advance(TimeSpan.FromMilliseconds(250));
            return FaultReply.Chat("positive");
        });
        using var client = (await OpenAICompatibleTests.ConnectAsync(server)).AsBuilder().UseMetering(time).Build();

        var details = (await client.AskAsync(ModelSetup.Request())).FindDetails()!;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(details.Latency, Is.EqualTo(TimeSpan.FromMilliseconds(250)));
            Assert.That(details.ModelVersion, Is.EqualTo("served-model fp_1"));
        }
    }

    [Test]
    public async Task Calls_wait_for_their_turn_and_waiting_is_not_measured()
    {
        await using var server = new FaultServer(FaultReply.Chat("positive"));
        using var client = (await OpenAICompatibleTests.ConnectAsync(server))
            .AsBuilder()
            .UseRateLimit(new RateLimit(60, null, time))
            .UseMetering(time)
            .Build();
        await client.AskAsync(ModelSetup.Request());

        var second = client.AskAsync(ModelSetup.Request());
        int sentAtOnce = server.Requests.Count;
        time.Advance(TimeSpan.FromSeconds(1));
        var details = (await second).FindDetails()!;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(sentAtOnce, Is.EqualTo(1));
            Assert.That(server.Requests, Has.Count.EqualTo(2));
            Assert.That(details.Latency, Is.EqualTo(TimeSpan.Zero));
        }
    }

    [Test]
    public async Task Tokens_are_estimated_and_put_right_by_what_the_backend_counts()
    {
        await using var server = new FaultServer(FaultReply.Chat("positive", input: 20, output: 3));
        using var client = (await OpenAICompatibleTests.ConnectAsync(server))
            .AsBuilder()
            .UseRateLimit(new RateLimit(null, 6000, time))
            .Build();
        var request = ModelSetup.Request(generation: new Generation(MaxTokens: 100_000));

        await client.AskAsync(request);
        var second = client.AskAsync(request);
        time.Advance(TimeSpan.FromSeconds(1));

        // The estimate alone would have cost a thousand seconds of waiting.
        Assert.That(async () => (await second).Text, Is.EqualTo("positive"));
    }
}
