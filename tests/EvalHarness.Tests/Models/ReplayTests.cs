using System.Text;
using EvalHarness.Core;
using EvalHarness.Models;
using EvalHarness.Models.Providers;
using EvalHarness.Runs;
using Microsoft.Extensions.AI;
using NUnit.Framework;

namespace EvalHarness.Tests.Models;

[Parallelizable(ParallelScope.All)]
public sealed class ReplayTests
{
    internal const string Journal = """
        {"request":"r1","task":"sentiment","sample":"s1","model":"lora","epoch":0,"outcome":"answered","at":"2024-05-01T10:00:00+00:00","text":"positive","finish_reason":"stop","usage":{"input":40,"cached_input":32,"output":2},"cost_usd":0.00012,"latency_seconds":0.2500001,"attempts":1,"model_version":"lora fp_1","prompt":"p","probabilities":{"positive":0.9,"negative":0.1},"tokens":[{"token":"pos","logprob":-0.1,"top":[{"token":"pos","logprob":-0.1},{"token":"neg","logprob":-2.5}]},{"token":"itive"}]}
        {"request":"r2","task":"sentiment","sample":"s1","model":"lora","epoch":1,"outcome":"answered","at":"2024-05-01T10:00:01+00:00","answered_at":"2024-04-30T09:00:00+00:00","text":"neutral"}
        {"request":"r3","task":"sentiment","sample":"s2","model":"lora","epoch":0,"outcome":"failed","at":"2024-05-01T10:00:02+00:00","failure":{"kind":"http","status":503,"message":"model 'lora': status 503"}}
        {"request":"r4","task":"sentiment","sample":"s3","model":"lora","epoch":0,"outcome":"refused","at":"2024-05-01T10:00:03+00:00","text":"I cannot"}

        """;

    [Test]
    public async Task A_recorded_answer_comes_back_with_all_that_was_recorded()
    {
        using var client = await ConnectAsync(Journal);

        var response = await client.AskAsync(ModelSetup.Request("s1"));

        var details = response.FindDetails()!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(response.Text, Is.EqualTo("positive"));
            Assert.That(response.FinishReason, Is.EqualTo(ChatFinishReason.Stop));
            Assert.That(response.Usage!.InputTokenCount, Is.EqualTo(40));
            Assert.That(response.Usage.CachedInputTokenCount, Is.EqualTo(32));
            Assert.That(response.Usage.OutputTokenCount, Is.EqualTo(2));
            Assert.That(details.Outcome, Is.EqualTo(Outcome.Answered));
            Assert.That(details.CostUsd, Is.EqualTo(0.00012m));
            Assert.That(details.Latency, Is.EqualTo(TimeSpan.FromTicks(2500001)));
            Assert.That(details.AnsweredAt, Is.EqualTo(new DateTimeOffset(2024, 5, 1, 10, 0, 0, TimeSpan.Zero)));
            Assert.That(details.ModelVersion, Is.EqualTo("lora fp_1"));
            Assert.That(details.Probabilities["positive"], Is.EqualTo(0.9));
            Assert.That(details.Tokens.Select(token => token.Token), Is.EqualTo(["pos", "itive"]));
            Assert.That(details.Tokens[0].Alternatives[1], Is.EqualTo(new TokenAlternative("neg", -2.5)));
        }
    }

    [Test]
    public async Task Recorded_likelihoods_come_back_as_they_were_also_behind_the_bare_prompt()
    {
        using var client = await ConnectAsync(
            """
            {"sample":"s1","text":"yes: -0.5","likelihoods":[{"choice":"yes","logprob":-0.5,"tokens":1,"unconditional":-3.25},{"choice":"no","logprob":-2,"tokens":2,"is_upper_bound":true}]}

            """
        );

        var response = await client.AskAsync(ModelSetup.Request("s1"));

        Assert.That(
            response.FindDetails()!.Likelihoods,
            Is.EqualTo([new ChoiceLikelihood("yes", -0.5, 1, -3.25), new ChoiceLikelihood("no", -2, 2, null, true)])
        );
    }

    [TestCase(0, 0.2500001)]
    [TestCase(1, null)]
    public async Task The_time_of_a_recorded_answer_is_the_recorded_one_or_unknown(int epoch, double? seconds)
    {
        using var client = await ConnectAsync(Journal);
        var request = ModelSetup.Request("s1", epoch: epoch);

        var response = ResponseMaker.Answered(
            request,
            new ConnectedModel("m", client),
            await client.AskAsync(request),
            new Attempt(1, TimeSpan.FromMilliseconds(0.03), DateTimeOffset.UnixEpoch)
        );

        Assert.That(response.Latency?.TotalSeconds, Is.EqualTo(seconds), "never the time that it took to look it up");
    }

    [Test]
    public async Task Each_repeat_has_its_own_answer_and_the_time_of_the_first_one()
    {
        using var client = await ConnectAsync(Journal);

        var response = await client.AskAsync(ModelSetup.Request("s1", epoch: 1));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(response.Text, Is.EqualTo("neutral"));
            Assert.That(response.FindDetails()!.AnsweredAt!.Value.Month, Is.EqualTo(4));
        }
    }

    [Test]
    public async Task Recorded_failures_and_refusals_stay_what_they_were()
    {
        using var client = await ConnectAsync(Journal);

        var failed = (await client.AskAsync(ModelSetup.Request("s2"))).FindDetails()!;
        var refused = (await client.AskAsync(ModelSetup.Request("s3"))).FindDetails()!;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(failed.Outcome, Is.EqualTo(Outcome.Failed));
            Assert.That(failed.Failure, Is.EqualTo(new Failure("http", 503, "model 'lora': status 503")));
            Assert.That(refused.Outcome, Is.EqualTo(Outcome.Refused));
        }
    }

    [TestCase("s9", 0, "model 'candidate': no answer was recorded for sample 's9'")]
    [TestCase("s1", 2, "model 'candidate': no answer was recorded for sample 's1', repeat 2")]
    public async Task A_sample_without_a_recorded_answer_is_not_run(string id, int epoch, string reason)
    {
        using var client = await ConnectAsync(Journal);

        var details = (await client.AskAsync(ModelSetup.Request(id, epoch))).FindDetails()!;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(details.Outcome, Is.EqualTo(Outcome.NotRun));
            Assert.That(details.Failure!.Message, Is.EqualTo(reason));
        }
    }

    [Test]
    public async Task The_reason_why_there_is_no_answer_reaches_the_journal()
    {
        using var client = await ConnectAsync(Journal);
        var request = ModelSetup.Request("s9");

        var chat = await client.AskAsync(request);
        var response = ResponseMaker.Answered(request, new ConnectedModel("candidate", client), chat, default);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(response.Outcome, Is.EqualTo(Outcome.NotRun));
            Assert.That(response.Failure!.Message, Does.EndWith("no answer was recorded for sample 's9'"));
        }
    }

    [TestCase("failed", "answered", "second")]
    [TestCase("answered", "answered", "second")]
    [TestCase("answered", "failed", "first")]
    public async Task The_last_usable_line_of_a_journal_counts(string first, string second, string expected)
    {
        using var client = await ConnectAsync(
            $$"""
            {"request":"r","sample":"s1","outcome":"{{first}}","text":"first"}
            {"request":"r","sample":"s1","outcome":"{{second}}","text":"second"}
            """
        );

        Assert.That((await client.AskAsync(ModelSetup.Request("s1"))).Text, Is.EqualTo(expected));
    }

    [Test]
    public async Task A_torn_last_line_is_passed_over()
    {
        using var client = await ConnectAsync(Journal + """{"request":"r9","task":"senti""");

        Assert.That((await client.AskAsync(ModelSetup.Request("s1"))).Text, Is.EqualTo("positive"));
    }

    [TestCase("""{"id":"s1","text":"good"}""", null, null)]
    [TestCase("""{"sample_id":"s1","prediction":"good"}""", null, null)]
    [TestCase("""{"id":"s1","answer":"good","outcome":"x"}""", null, null)]
    [TestCase("""{"key":"s1","said":"good","text":"the headline"}""", "key", "said")]
    [TestCase("""{"id":1,"text":"other"}{"id":"s1","text":"good"}""", null, null)]
    public async Task Plain_lines_need_an_id_and_a_text(string lines, string? id, string? text)
    {
        var file = Write("answers.jsonl", "\uFEFF" + lines.Replace("}{", "}\r\n{", StringComparison.Ordinal));
        using var client = await ConnectAsync(new Replay([file], Id: id, Text: text));

        var response = await client.AskAsync(ModelSetup.Request("s1"));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(response.Text, Is.EqualTo("good"));
            Assert.That(response.FindDetails()!.Outcome, Is.Null);
        }
    }

    [Test]
    public async Task A_null_answer_is_an_empty_one()
    {
        using var client = await ConnectAsync("""{"id":"s1","text":null}""");

        Assert.That((await client.AskAsync(ModelSetup.Request("s1"))).Text, Is.Empty);
    }

    [TestCase(
        """{"id":"s1","text":"a"}""" + "\n{broken\n",
        "answers.jsonl:2:2: broken JSON; expected one JSON object a line"
    )]
    [TestCase("[1]\n", "answers.jsonl:1: a line that is no object; expected one JSON object a line")]
    [TestCase(
        """{"text":"a"}""",
        "answers.jsonl:1: a line without an id; expected 'id' or 'sample_id', or another key named by id:"
    )]
    [TestCase(
        """{"id":"s1"}""",
        "answers.jsonl:1: a line without an answer; expected 'text', or another key named by text:"
    )]
    [TestCase(
        """{"id":"s1","text":"a","prediction":"b"}""",
        "answers.jsonl:1: keys 'prediction' and 'text'; expected text: with the one that holds the answer"
    )]
    [TestCase(
        """{"id":"s1","text":"a"}""" + "\n\n" + """{"id":"s1","text":"b"}""",
        "answers.jsonl:3: another answer for sample 's1', first at line 1; expected one answer a sample, a key 'epoch', or 'repeats:' of the task"
    )]
    [TestCase(
        """{"request":"r","sample":"s1","outcome":"odd"}""",
        "answers.jsonl:1: an unknown outcome; expected an outcome of this tool"
    )]
    public void A_wrong_line_is_a_fault_at_its_place(string lines, string expected) =>
        Assert.That(
            async () => await ConnectAsync(lines),
            Throws.TypeOf<DocumentException>().With.Message.EqualTo(expected)
        );

    [Test]
    public void A_missing_file_is_a_fault_where_the_model_is_declared() =>
        Assert.That(
            async () => await ConnectAsync(new Replay([new FilePath("/nowhere/a.jsonl", "nowhere/a.jsonl")])),
            Throws
                .TypeOf<DocumentException>()
                .With.Message.EqualTo(
                    "suite.yaml:3:5: no file 'nowhere/a.jsonl' for model 'candidate'; expected recorded answers"
                )
        );

    [TestCase(null, "candidate")]
    [TestCase("other", "other")]
    public async Task Of_several_models_the_named_one_answers(string? model, string expected)
    {
        var file = Write("answers.jsonl", TwoModels("candidate"));
        using var client = await ConnectAsync(new Replay([file], model));

        Assert.That((await client.AskAsync(ModelSetup.Request("s1"))).Text, Is.EqualTo(expected));
    }

    [TestCase(
        null,
        "suite.yaml:3:5: answers of several models for 'candidate'; expected model: with one of 'first', 'other'"
    )]
    [TestCase(
        "othr",
        "suite.yaml:3:5: no answer of model 'othr'; expected one of 'first', 'other'; did you mean 'other'?"
    )]
    public void Without_a_name_several_models_are_a_fault(string? model, string expected)
    {
        var file = Write("answers.jsonl", TwoModels("first"));

        Assert.That(
            async () => await ConnectAsync(new Replay([file], model)),
            Throws.TypeOf<DocumentException>().With.Message.EqualTo(expected)
        );
    }

    [Test]
    public async Task Of_several_tasks_the_one_asked_answers()
    {
        using var client = await ConnectAsync(
            """
            {"request":"r","task":"sentiment","sample":"s1","outcome":"answered","text":"first"}
            {"request":"r","task":"topic","sample":"s1","outcome":"answered","text":"second"}
            """
        );

        var response = await client.AskAsync(ModelSetup.Request("s1", task: "topic"));

        Assert.That(response.Text, Is.EqualTo("second"));
    }

    private static ValueTask<IChatClient> ConnectAsync(string lines) =>
        ConnectAsync(new Replay([Write("answers.jsonl", lines)]));

    internal static ValueTask<IChatClient> ConnectAsync(Replay replay) =>
        replay.ConnectAsync(ModelSetup.Context(ModelSetup.NewFolder()), CancellationToken.None);

    private static string TwoModels(string first) =>
        $$"""
            {"request":"r","sample":"s1","model":"{{first}}","outcome":"answered","text":"{{first}}"}
            {"request":"r","sample":"s1","model":"other","outcome":"answered","text":"other"}
            """;

    internal static FilePath Write(string name, string text) => Write(name, Encoding.UTF8.GetBytes(text));

    internal static FilePath Write(string name, byte[] bytes)
    {
        string path = Path.Combine(ModelSetup.NewFolder(), name);
        File.WriteAllBytes(path, bytes);
        return new FilePath(path, name);
    }
}
