using EvalHarness.Core;
using EvalHarness.Logs;
using EvalHarness.Runs;
using EvalHarness.Tests.Models;
using NUnit.Framework;

namespace EvalHarness.Tests.Runs;

public sealed class RunEngineTests
{
    private static readonly FaultReply Good = FaultReply.Chat("positive");

    [Test]
    public async Task Every_request_is_sent_once_and_journalled_with_all_that_came_back()
    {
        await using var setup = await EngineSetup.StartAsync(Good);
        setup.Model = setup.Model with { Price = new Price(1, 2) };

        var run = await setup.RunAsync(50);

        var responses = await setup.ReadAsync();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(setup.Sent, Has.Count.EqualTo(50));
            Assert.That(
                responses.Select(r => r.SampleId).Order(),
                Is.EqualTo(EngineSetup.Requests(50).Select(r => r.Sample.Id).Order())
            );
            Assert.That(
                responses
                    .Select(r =>
                        (r.Outcome, r.Text, r.FinishReason, r.Usage, r.CostUsd, r.Attempts, r.ModelVersion is null)
                    )
                    .Distinct(),
                Is.EqualTo(new[] { (Outcome.Answered, "positive", "stop", new Usage(20, 0, 3), 0.000026m, 1, false) })
            );
            Assert.That(run.Outcomes, Is.EqualTo(new Dictionary<Outcome, long> { [Outcome.Answered] = 50 }));
            Assert.That((run.SpentUsd, run.Stopped), Is.EqualTo((50 * 0.000026m, (string?)null)));
        }
    }

    [TestCase(400, 1)]
    [TestCase(401, 1)]
    [TestCase(403, 1)]
    [TestCase(404, 1)]
    [TestCase(422, 1)]
    [TestCase(408, 2)]
    [TestCase(409, 2)]
    [TestCase(425, 2)]
    [TestCase(429, 2)]
    [TestCase(500, 2)]
    [TestCase(502, 2)]
    [TestCase(503, 2)]
    [TestCase(504, 2)]
    [TestCase(529, 2)]
    public async Task A_status_is_attempted_again_only_when_it_may_pass(int status, int attempts)
    {
        await using var setup = await EngineSetup.StartAsync(FaultReply.Status(status, "{}"), Good);

        await setup.RunAsync(1);

        var response = (await setup.ReadAsync()).Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(setup.Sent, Has.Count.EqualTo(attempts));
            Assert.That(response.Attempts, Is.EqualTo(attempts));
            Assert.That(response.Outcome, Is.EqualTo(attempts == 1 ? Outcome.Failed : Outcome.Answered));
            Assert.That(response.Failure?.Status, Is.EqualTo(attempts == 1 ? status : null));
        }
    }

    private static IEnumerable<TestCaseData> PassingFaults()
    {
        yield return new TestCaseData(FaultReply.Silence(FaultEnding.Reset)).SetArgDisplayNames("reset");
        yield return new TestCaseData(FaultReply.Silence(FaultEnding.Close)).SetArgDisplayNames(
            "closed without a byte"
        );
        yield return new TestCaseData(FaultReply.Truncated()).SetArgDisplayNames("body cut by a close");
        yield return new TestCaseData(FaultReply.Truncated(FaultEnding.Reset)).SetArgDisplayNames(
            "body cut by a reset"
        );
        yield return new TestCaseData(FaultReply.CutJson()).SetArgDisplayNames("broken JSON");
        yield return new TestCaseData(FaultReply.Silence(FaultEnding.Hang)).SetArgDisplayNames("no answer at all");
        yield return new TestCaseData(FaultReply.Truncated(FaultEnding.Hang)).SetArgDisplayNames(
            "an answer that stops halfway"
        );
    }

    [TestCaseSource(nameof(PassingFaults))]
    public async Task A_fault_of_the_wire_is_attempted_again(FaultReply fault)
    {
        await using var setup = await EngineSetup.StartAsync(fault, Good);
        setup.Model = setup.Model with
        {
            Retries = EngineSetup.Quick with { AttemptDeadline = TimeSpan.FromMilliseconds(500) },
        };

        await setup.RunAsync(1);

        var response = (await setup.ReadAsync()).Single();
        Assert.That((response.Outcome, response.Attempts, setup.Sent.Count), Is.EqualTo((Outcome.Answered, 2, 2)));
    }

    [Test]
    public async Task What_fails_for_ever_fails_after_all_attempts_and_says_why()
    {
        await using var setup = await EngineSetup.StartAsync(FaultReply.Status(503, "{}"));

        var run = await setup.RunAsync(1);

        var response = (await setup.ReadAsync()).Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That((response.Outcome, response.Attempts, setup.Sent.Count), Is.EqualTo((Outcome.Failed, 6, 6)));
            Assert.That(response.Failure, Has.Property(nameof(Failure.Kind)).EqualTo("http"));
            Assert.That((run.Retries, run.Stopped), Is.EqualTo((5L, (string?)null)));
        }
    }

    [TestCase("length", "posi", Outcome.Truncated)]
    [TestCase("length", "", Outcome.Truncated)]
    [TestCase("content_filter", "", Outcome.Filtered)]
    [TestCase("stop", "", Outcome.Empty)]
    [TestCase("stop", "   ", Outcome.Empty)]
    [TestCase("stop", "positive", Outcome.Answered)]
    public async Task The_finish_reason_decides_the_outcome(string finish, string text, Outcome outcome)
    {
        await using var setup = await EngineSetup.StartAsync(FaultReply.Chat(text, finish));

        await setup.RunAsync(1);

        Assert.That((await setup.ReadAsync()).Single().Outcome, Is.EqualTo(outcome));
    }

    [Test]
    public async Task A_journal_that_cannot_be_written_ends_the_run_before_more_is_paid()
    {
        await using var setup = await EngineSetup.StartAsync(Good);
        var engine = new RunEngine(new FullDisk(), setup.Progress);
        var work = new ModelRequests(setup.Model, EngineSetup.Requests(5000).ToAsyncEnumerable());

        using (Assert.EnterMultipleScope())
        {
            Assert.That(async () => await engine.RunAsync([work]), Throws.InstanceOf<IOException>());
            Assert.That(setup.Sent.Count, Is.LessThan(100));
        }
    }

    [Test]
    public async Task A_response_is_journalled_before_anybody_is_told_of_it()
    {
        await using var setup = await EngineSetup.StartAsync(Good);
        int missing = 0;
        int settled = 0;
        setup.Progress.OnSettled += () =>
        {
            // Counted before the file is read: others may be told between the reading and a later count.
            int told = Interlocked.Increment(ref settled);
            if (File.ReadLines(setup.Folder.ResponsesFile).Count() < told)
            {
                Interlocked.Increment(ref missing);
            }
        };

        await setup.RunAsync(100);

        Assert.That((settled, missing), Is.EqualTo((100, 0)));
    }

    [Test]
    public async Task A_run_holds_no_more_samples_than_are_in_flight()
    {
        await using var setup = await EngineSetup.StartAsync(Good);
        var (samples, alive) = (new List<WeakReference>(), int.MaxValue);
        int settled = 0;
        setup.Progress.OnSettled += () =>
        {
            if (Interlocked.Increment(ref settled) == 3900)
            {
                alive = CountAlive(samples);
            }
        };
        await using var journal = await ResponseJournal.OpenAsync(setup.Folder, CancellationToken.None);

        await new RunEngine(journal, setup.Progress).RunAsync([new ModelRequests(setup.Model, Watched(samples))]);

        Assert.That(alive, Is.LessThanOrEqualTo(10 * setup.Model.InFlight));
    }

    private static async IAsyncEnumerable<Request> Watched(List<WeakReference> samples)
    {
        await Task.Yield();
        foreach (var request in EngineSetup.Requests(4000))
        {
            lock (samples)
            {
                samples.Add(new WeakReference(request.Sample));
            }

            yield return request;
        }
    }

    private static int CountAlive(List<WeakReference> samples)
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        lock (samples)
        {
            return samples.Count(sample => sample.IsAlive);
        }
    }

    private sealed class FullDisk : IResponseJournal
    {
        public ValueTask AppendAsync(Response response, Prompt prompt, CancellationToken cancellationToken) =>
            throw new IOException("no space left");
    }
}
