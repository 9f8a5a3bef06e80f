using System.Collections.Immutable;
using System.Text.Json;
using EvalHarness.Core;
using EvalHarness.Models;
using EvalHarness.Models.Providers;
using Microsoft.Extensions.AI;
using NUnit.Framework;

namespace EvalHarness.Tests.Models;

[Parallelizable(ParallelScope.All)]
[Platform(Exclude = "Win", Reason = "the models are shell scripts")]
public sealed class CommandTests
{
    private const string Echo = "while take; do answer \"$id\" \"about $sample\"; done";
    private const string Key = "sk-very-secret-1234";

    [Test]
    public async Task A_program_answers_line_by_line()
    {
        using var model = new ShellModel(Echo);
        using var client = await model.ConnectAsync();

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 40).Select(number => ShellModel.AskAsync(client, $"s{number}"))
        );

        Assert.That(
            answers.Select(answer => answer.Text),
            Is.EqualTo(Enumerable.Range(0, 40).Select(number => $"about s{number}"))
        );
    }

    [Test]
    public async Task It_is_sent_turns_settings_and_sample_and_no_target()
    {
        using var model = new ShellModel("take; say \"$line\" > sent; answer \"$id\" positive");
        using var client = await model.ConnectAsync();
        var generation = new Generation(
            0.5,
            8,
            0.9,
            7,
            ["\n"],
            2,
            JsonElement.Parse("\"json_object\""),
            ImmutableDictionary<string, JsonElement>.Empty.Add("min_p", JsonElement.Parse("0.1")),
            40,
            "low"
        );
        var request = ModelSetup.Request("s1", text: "Grüße\u2028 \"x\"", generation: generation);
        request = request with { Sample = request.Sample with { Targets = ["secret target"] } };

        await client.AskAsync(request).WaitAsync(ShellModel.Patience);

        string line = await model.AppearsAsync("sent");
        var sent = JsonElement.Parse(line);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(line.All(char.IsAscii), "whatever encoding a program reads in");
            Assert.That(sent.GetProperty("id").GetInt64(), Is.EqualTo(1));
            Assert.That(
                sent.GetProperty("messages").GetRawText(),
                Does.StartWith("""[{"role":"system","content":"You label."},{"role":"user","content":"Gr""")
            );
            Assert.That(
                sent.GetProperty("messages")[1].GetProperty("content").GetString(),
                Is.EqualTo("Grüße\u2028 \"x\"")
            );
            Assert.That(
                sent.GetProperty("generation").GetRawText(),
                Is.EqualTo(
                    """{"temperature":0.5,"max_tokens":8,"top_p":0.9,"top_k":40,"seed":7,"stop":["\n"],"logprobs":2,"response_format":"json_object","reasoning_effort":"low","extra":{"min_p":0.1}}"""
                )
            );
            Assert.That(
                sent.GetProperty("sample").GetProperty("fields").GetProperty("text").GetString(),
                Is.EqualTo("Grüße\u2028 \"x\"")
            );
            Assert.That(line, Does.Not.Contain("secret target"));
        }
    }

    [Test]
    public async Task A_judge_is_not_told_whose_answer_it_is()
    {
        using var model = new ShellModel("take; say \"$line\" > sent; answer \"$id\" positive");
        using var client = await model.ConnectAsync();

        await client.AskAsync(ModelSetup.Request("s1") with { IsVerdict = true }).WaitAsync(ShellModel.Patience);

        Assert.That(await model.AppearsAsync("sent"), Does.Not.Contain("\"sample\""));
    }

    [Test]
    public async Task Answers_may_come_out_of_order()
    {
        using var model = new ShellModel(
            """
            take; a=$id; sa=$sample
            take; b=$id; sb=$sample
            take
            answer "$id" "$sample"; answer "$b" "$sb"; answer "$a" "$sa"
            """
        );
        using var client = await model.ConnectAsync();

        var answers = await Task.WhenAll(
            ShellModel.AskAsync(client, "one"),
            ShellModel.AskAsync(client, "two"),
            ShellModel.AskAsync(client, "three")
        );

        Assert.That(answers.Select(answer => answer.Text), Is.EqualTo(["one", "two", "three"]));
    }

    [Test]
    public async Task What_it_says_beside_the_text_is_kept()
    {
        using var model = new ShellModel(
            """
            take
            say '{"id":"1","text":"positive","reasoning":"since","finish_reason":"length","model":"mine-v2","usage":{"input":12,"output":3,"cached":2,"reasoning":1},"probabilities":{"positive":0.75,"negative":0.25},"logprobs":[{"token":"pos","logprob":-0.25,"top_logprobs":[]}]}'
            """
        );
        using var client = await model.ConnectAsync();

        var answer = await ShellModel.AskAsync(client);
        var details = answer.FindDetails()!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.Text, Is.EqualTo("positive"));
            Assert.That(answer.FinishReason, Is.EqualTo(ChatFinishReason.Length));
            Assert.That(answer.Usage!.InputTokenCount, Is.EqualTo(12));
            Assert.That(answer.Usage.OutputTokenCount, Is.EqualTo(3));
            Assert.That(answer.Usage.CachedInputTokenCount, Is.EqualTo(2));
            Assert.That(answer.Usage.ReasoningTokenCount, Is.EqualTo(1));
            Assert.That(details.ModelVersion, Is.EqualTo("mine-v2"));
            Assert.That(details.Probabilities["positive"], Is.EqualTo(0.75));
            Assert.That(details.Tokens.Single().LogProbability, Is.EqualTo(-0.25));
            Assert.That(details.Remarks, Is.Empty);
            Assert.That(answer.Messages[0].Contents.OfType<TextReasoningContent>().Single().Text, Is.EqualTo("since"));
        }
    }

    [TestCase("""{"id":1,"text":"a"}""", null, null)]
    [TestCase("""{"id":1,"text":"a","usage":{"output":3}}""", null, 3L)]
    [TestCase("""{"id":1,"text":"a","usage":{"prompt_tokens":9,"completion_tokens":3}}""", 9L, 3L)]
    [TestCase("""{"id":1,"text":"a","usage":{"input":9.0,"output":"3"}}""", 9L, 3L)]
    public async Task A_count_that_was_not_sent_is_unknown(string line, long? input, long? output)
    {
        using var model = new ShellModel($"take; say '{line}'");
        using var client = await model.ConnectAsync();

        var usage = (await ShellModel.AskAsync(client)).Usage;

        Assert.That((usage?.InputTokenCount, usage?.OutputTokenCount), Is.EqualTo((input, output)));
    }

    [TestCase("""{"id":1,"text":5}""", "5", RemarkKind.Field)]
    [TestCase("""{"id":1,"text":"a","probabilities":{"x":2}}""", "a", RemarkKind.Probabilities)]
    [TestCase("""{"id":1,"text":"a","probabilities":[]}""", "a", RemarkKind.Probabilities)]
    [TestCase("""{"id":1,"text":"a","logprobs":[5]}""", "a", RemarkKind.Probabilities)]
    [TestCase("""{"id":1,"text":"a","finish_reason":{}}""", "a", RemarkKind.Field)]
    [TestCase("""{"id":1,"text":"\ud800"}""", "\uFFFD", RemarkKind.Text)]
    public async Task What_is_odd_beside_an_answer_does_not_lose_it(string line, string text, RemarkKind kind)
    {
        using var model = new ShellModel($"take; say '{line}'");
        using var client = await model.ConnectAsync();

        var answer = await ShellModel.AskAsync(client);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.Text, Is.EqualTo(text));
            Assert.That(answer.FindDetails()!.Remarks.Select(remark => remark.Kind), Is.EqualTo([kind]));
        }
    }

    [Test]
    public async Task Bytes_that_are_no_text_are_shown_as_such()
    {
        using var model = new ShellModel("""take; printf '{"id":1,"text":"a\377b"}\n'""");
        using var client = await model.ConnectAsync();

        Assert.That((await ShellModel.AskAsync(client)).Text, Is.EqualTo("a\uFFFDb"));
    }

    [Test]
    public async Task A_byte_order_mark_blank_lines_and_a_last_line_without_end_do_no_harm()
    {
        using var model = new ShellModel(
            """take; printf '\357\273\277{"id":1,"text":"a"}\r\n\r\n\n'; take; printf '{"id":2,"text":"b"}'"""
        );
        using var client = await model.ConnectAsync();

        var first = await ShellModel.AskAsync(client);
        var second = await ShellModel.AskAsync(client);

        Assert.That((first.Text, second.Text), Is.EqualTo(("a", "b")));
    }

    [TestCase("""{"id":1,"error":"out_of_memory"}""", false, " (out_of_memory)")]
    [TestCase("""{"id":1,"error":{"code":"busy","message":"Is it good news?","transient":true}}""", true, " (busy)")]
    [TestCase("""{"id":1,"error":"Is it good news?","transient":true}""", true, "")]
    [TestCase("""{"id":1,"error":{"code":"sk-very-secret-1234"}}""", false, "")]
    public async Task An_error_that_it_tells_is_a_failure_in_machine_words(string line, bool isTransient, string code)
    {
        using var model = new ShellModel($"take; say '{line}'", WithKey);
        using var client = await model.ConnectAsync();

        var failed = await ShellModel.FailAsync(client);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(failed.Message, Is.EqualTo($"model 'candidate': its program says that it failed{code}"));
            Assert.That(failed.IsTransient, Is.EqualTo(isTransient));
        }
    }

    [Test]
    public async Task What_a_filter_withheld_is_filtered()
    {
        using var model = new ShellModel("""take; say '{"id":1,"error":"content_filter"}'""");
        using var client = await model.ConnectAsync();

        Assert.That((await ShellModel.AskAsync(client)).FindDetails()!.Outcome, Is.EqualTo(Outcome.Filtered));
    }

    [Test]
    public async Task So_many_copies_run_side_by_side()
    {
        using var model = new ShellModel(
            """
            take
            : > "copy-$$"
            while [ "$(ls copy-* | wc -l)" -lt 3 ]; do sleep 0.02; done
            answer "$id" "$$"
            """,
            command => command with { Processes = 3 }
        );
        using var client = await model.ConnectAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => ShellModel.AskAsync(client)));

        Assert.That(answers.Select(answer => answer.Text), Is.Unique);
    }

    [Test]
    public async Task It_has_its_folder_and_its_variables()
    {
        using var model = new ShellModel("", WithKey);
        Directory.CreateDirectory(Path.Combine(model.Folder, "inner"));
        model.Write(
            "inner/own.sh",
            "read -r line; printf '{\"id\":1,\"text\":\"%s %s\"}\\n' \"${PWD##*/}\" \"$MODEL_KEY\""
        );
        var command = model.Command with
        {
            Run = ["sh", "own.sh"],
            Folder = new FilePath(Path.Combine(model.Folder, "inner"), "inner"),
        };
        using var client = await command.ConnectAsync(model.Context, default);

        Assert.That((await ShellModel.AskAsync(client)).Text, Is.EqualTo($"inner {Key}"));
    }

    [Test]
    public async Task It_is_sent_nothing_before_it_is_ready()
    {
        using var model = new ShellModel(
            """say '{"ready": true}'; """ + Echo,
            command => command with { StartTimeout = ShellModel.Patience }
        );
        using var client = await model.ConnectAsync();

        Assert.That((await ShellModel.AskAsync(client)).Text, Is.EqualTo("about s1"));
    }

    [Test]
    public async Task One_that_is_never_ready_fails_its_requests()
    {
        using var model = new ShellModel(
            "sleep 1000",
            command => command with { StartTimeout = TimeSpan.FromMilliseconds(100) }
        );
        using var client = await model.ConnectAsync();

        Assert.That(
            (await ShellModel.FailAsync(client)).Message,
            Is.EqualTo("model 'candidate': its program did not say {\"ready\": true} within 0.1 s")
        );
    }

    private static Command WithKey(Command command) => command with { Environment = Variables(Secret(Key)) };

    private static Secret Secret(string value) => new(value);

    private static ImmutableDictionary<string, Secret> Variables(Secret value) =>
        ImmutableDictionary<string, Secret>.Empty.Add("MODEL_KEY", value);
}
