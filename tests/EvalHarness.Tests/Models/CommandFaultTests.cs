using System.Collections.Immutable;
using EvalHarness.Core;
using EvalHarness.Models;
using NUnit.Framework;

namespace EvalHarness.Tests.Models;

/// <summary>Programs that die, hang, flood, lie and leave children behind.</summary>
[Parallelizable(ParallelScope.All)]
[Platform(Exclude = "Win", Reason = "the models are shell scripts")]
public sealed class CommandFaultTests
{
    private const string Key = "sk-very-secret-1234";
    private const string Echo = "while take; do answer \"$id\" \"about $sample\"; done";

    [Test]
    public async Task One_that_dies_fails_what_it_had_and_is_started_again()
    {
        using var model = new ShellModel(
            """
            take
            [ -e died ] || { take; : > died; exit 3; }
            answer "$id" again
            """
        );
        using var client = await model.ConnectAsync();

        var failed = await Task.WhenAll(ShellModel.FailAsync(client), ShellModel.FailAsync(client));
        var again = await ShellModel.AskAsync(client);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                failed.Select(one => one.Message),
                Is.All.EqualTo("model 'candidate': its program ended with exit code 3 before it had answered")
            );
            Assert.That(failed.Select(one => one.IsTransient), Is.All.True);
            Assert.That(again.Text, Is.EqualTo("again"));
        }
    }

    [Test]
    public async Task One_that_ends_in_good_order_with_requests_unanswered_fails_them()
    {
        using var model = new ShellModel("take");
        using var client = await model.ConnectAsync();

        var failed = await ShellModel.FailAsync(client);

        Assert.That(
            (failed.Message, failed.IsTransient),
            Is.EqualTo(("model 'candidate': its program ended with exit code 0 before it had answered", true))
        );
    }

    [Test]
    public async Task One_that_dies_of_each_request_is_broken_itself()
    {
        // It takes the request first: one that is gone before it was given any ends in vain once more often, as it happens.
        using var model = new ShellModel("take; echo \"no module named $PWD\" >&2; exit 7");
        using var client = await model.ConnectAsync();

        var failed = new List<ModelException>();
        for (int i = 0; i < 6; i++)
        {
            failed.Add(await ShellModel.FailAsync(client));
        }

        using (Assert.EnterMultipleScope())
        {
            Assert.That(failed.Select(one => one.IsTransient), Is.EqualTo([true, true, true, true, false, false]));
            Assert.That(failed[^1].Reach, Is.EqualTo(FailureReach.Model));
            Assert.That(
                failed[^1].Message,
                Is.EqualTo(
                    "model 'candidate': its program ended with exit code 7 before it had answered, 6 times in a row"
                        + " without any answer; what it wrote to its error stream is in"
                        + " .cache/stderr/suite-candidate-1.txt of the results folder"
                )
            );
            Assert.That(model.Errors(), Does.StartWith("no module named "));
        }
    }

    [Test]
    public async Task One_that_hangs_is_ended_when_the_time_of_a_request_is_over()
    {
        using var model = new ShellModel(
            """
            echo $$ > "pid-$$"; cp "pid-$$" pid
            while take; do
              if [ "$sample" = hang ]; then echo x > hangs; sleep 1000; fi
              answer "$id" "about $sample"
            done
            """
        );
        using var client = await model.ConnectAsync();
        using var over = new CancellationTokenSource();

        var hanging = client.AskAsync(ModelSetup.Request("hang"), over.Token);
        await model.AppearsAsync("hangs");
        var behind = ShellModel.AskAsync(client, "behind");
        string first = await model.AppearsAsync("pid");
        await over.CancelAsync();

        Assert.That(
            async () => await hanging.WaitAsync(ShellModel.Patience),
            Throws.InstanceOf<OperationCanceledException>()
        );
        var failed = (await Assert.ThrowsAsync<ModelException>(() => behind))!;
        await model.IsGoneAsync($"pid-{first}");
        var next = await ShellModel.AskAsync(client, "next");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                failed.Message,
                Is.EqualTo("model 'candidate': its program answered nothing until the time of a request was over")
            );
            Assert.That(failed.IsTransient, Is.True);
            Assert.That(next.Text, Is.EqualTo("about next"));
        }
    }

    [Test]
    public async Task One_that_is_only_slow_with_a_request_is_left_alone_and_its_late_answer_is_no_fault()
    {
        using var model = new ShellModel(
            """
            take; late=$id
            take; answer "$id" "$$"
            take; answer "$late" late; answer "$id" "$$"
            """
        );
        using var client = await model.ConnectAsync();
        using var over = new CancellationTokenSource();

        var slow = client.AskAsync(ModelSetup.Request("slow"), over.Token);
        var first = await ShellModel.AskAsync(client, "first");
        await over.CancelAsync();
        Assert.That(
            async () => await slow.WaitAsync(ShellModel.Patience),
            Throws.InstanceOf<OperationCanceledException>()
        );
        var second = await ShellModel.AskAsync(client, "second");

        Assert.That(second.Text, Is.EqualTo(first.Text), "the same process");
    }

    [Test]
    public async Task A_flood_of_errors_blocks_nothing_and_only_its_end_is_kept_without_secrets()
    {
        using var model = new ShellModel(
            """
            take
            i=0; while [ $i -lt 20000 ]; do echo "complaint number $i of many, with $MODEL_KEY"; i=$((i+1)); done >&2
            answer "$id" through; take; exit 1
            """,
            command =>
                command with
                {
                    Environment = ImmutableDictionary<string, Secret>.Empty.Add("MODEL_KEY", new Secret(Key)),
                }
        );
        using var client = await model.ConnectAsync();

        var answer = await ShellModel.AskAsync(client);
        var failed = await ShellModel.FailAsync(client);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.Text, Is.EqualTo("through"));
            Assert.That(
                failed.Message,
                Does.Contain("its error stream is in .cache/stderr/").And.Not.Contain("complaint")
            );
            Assert.That(model.Errors(), Has.Length.InRange(30_000, 64 * 1024));
            Assert.That(model.Errors(), Does.EndWith("complaint number 19999 of many, with ***\n"));
            Assert.That(model.Errors(), Does.Not.Contain(Key));
        }
    }

    [TestCase(
        "say 'Loading Is it good news?'",
        "wrote a line that is no JSON object (its output is for answers alone)",
        true
    )]
    [TestCase("say '[1]'", "wrote a line that is no JSON object (its output is for answers alone)", true)]
    [TestCase("say '{\"text\":\"positive\"}'", "wrote an answer without 'id'", false)]
    [TestCase("answer 77 positive", "wrote an answer with an 'id' that it was never sent", false)]
    [TestCase("say '{\"id\":\"x\",\"text\":\"a\"}'", "wrote an answer with an 'id' that it was never sent", false)]
    [TestCase("printf '{\"id\":1,\"te'; exit 5", "ended in the middle of a line", true)]
    [TestCase("exec >&-; sleep 1000", "closed its output", true)]
    [TestCase(
        "i=0; while [ $i -lt 200 ]; do printf 'xxxxxxxxxxxxxxxxxxxx'; i=$((i+1)); done; say x",
        "wrote a line of more than 1000 bytes",
        true
    )]
    public async Task What_is_no_answer_fails_the_request_in_one_line_that_quotes_nothing(
        string script,
        string what,
        bool isTransient
    )
    {
        using var model = new ShellModel(
            "echo $$ > pid; take; " + script + "; sleep 1000",
            command => command with { MaxReplyBytes = 1000 }
        );
        using var client = await model.ConnectAsync();

        var failed = await ShellModel.FailAsync(client);
        await model.IsGoneAsync("pid");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(failed.Message, Is.EqualTo($"model 'candidate': its program {what}"));
            Assert.That(failed.Failure.Kind, Is.EqualTo("body"));
            Assert.That(failed.IsTransient, Is.EqualTo(isTransient));
        }
    }

    [TestCase("""{"id":1}""", "with neither 'text' nor 'error'")]
    [TestCase("""{"id":1,"text":null,"error":null}""", "with neither 'text' nor 'error'")]
    public async Task An_answer_that_says_nothing_is_a_failure(string line, string what)
    {
        using var model = new ShellModel($"take; say '{line}'; take");
        using var client = await model.ConnectAsync();

        var failed = await ShellModel.FailAsync(client);

        Assert.That(
            (failed.Message, failed.IsTransient),
            Is.EqualTo(($"model 'candidate': its program wrote an answer {what}", false))
        );
    }

    [Test]
    public async Task A_second_answer_is_told_with_the_next_request()
    {
        using var model = new ShellModel("""take; answer "$id" a; answer "$id" b; echo x > twice; take""");
        using var client = await model.ConnectAsync();

        var first = await ShellModel.AskAsync(client);
        await model.AppearsAsync("twice");
        var failed = await ShellModel.FailAsync(client);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(first.Text, Is.EqualTo("a"));
            Assert.That(failed.Message, Is.EqualTo("model 'candidate': its program answered one request twice"));
            Assert.That((failed.IsTransient, failed.Reach), Is.EqualTo((false, FailureReach.Model)));
        }
    }

    [Test]
    public async Task One_that_reads_nothing_holds_up_nobody()
    {
        using var model = new ShellModel("echo $$ > pid; sleep 1000");
        using var client = await model.ConnectAsync();
        using var over = new CancellationTokenSource();
        string large = new('x', 1_000_000);

        var asked = Enumerable
            .Range(0, 4)
            .Select(_ => client.AskAsync(ModelSetup.Request(text: large), over.Token))
            .ToArray();
        await model.AppearsAsync("pid");
        await over.CancelAsync();

        Assert.That(
            async () => await Task.WhenAll(asked).WaitAsync(ShellModel.Patience),
            Throws.InstanceOf<OperationCanceledException>()
        );
        await model.IsGoneAsync("pid");
    }

    [TestCase("exit 1", TestName = "Children_of_one_that_died_are_gone")]
    [TestCase("kill -9 $$", TestName = "Children_of_one_that_was_killed_are_gone")]
    [TestCase("say garbage; sleep 1000", TestName = "Children_of_one_that_was_ended_are_gone")]
    public async Task Children_are_gone(string end)
    {
        using var model = new ShellModel(
            "sleep 1000 & echo $! > child; (setsid sleep 1000 & echo $! > grandchild) 2>/dev/null; take; " + end
        );
        using var client = await model.ConnectAsync();

        await ShellModel.FailAsync(client);

        await model.IsGoneAsync("child");
        if (Directory.Exists("/proc/self"))
        {
            await model.IsGoneAsync("grandchild");
        }
    }

    [Test]
    public async Task When_all_is_asked_a_program_may_end_in_good_order_and_its_children_are_gone()
    {
        using var model = new ShellModel(
            "sleep 1000 & echo $! > child; take; answer \"$id\" a; cat > /dev/null; echo bye > end"
        );
        var client = await model.ConnectAsync();
        await ShellModel.AskAsync(client);

        client.Dispose();

        Assert.That(model.Read("end"), Is.EqualTo("bye\n"));
        await model.IsGoneAsync("child");
    }

    [Test]
    public async Task One_that_heeds_no_end_is_killed_at_the_end()
    {
        using var model = new ShellModel("trap '' TERM HUP; echo $$ > pid; take; answer \"$id\" a; sleep 1000");
        var client = await model.ConnectAsync();
        await ShellModel.AskAsync(client);

        client.Dispose();

        await model.IsGoneAsync("pid");
    }

    [Test]
    public async Task Ctrl_C_in_the_terminal_does_not_reach_a_program()
    {
        using var model = new ShellModel("kill -INT $$; " + Echo);
        using var client = await model.ConnectAsync();

        Assert.That((await ShellModel.AskAsync(client)).Text, Is.EqualTo("about s1"));
    }
}
