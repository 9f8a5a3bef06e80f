using EvalHarness.Core;
using EvalHarness.Models;
using NUnit.Framework;
using static EvalHarness.Llama.Tests.Asked;

namespace EvalHarness.Llama.Tests;

/// <summary>Files that are not what a suite says they are.</summary>
public sealed class FaultTests
{
    private static readonly string Model = TinyModel.Write(NewPath("model"));

    [Test]
    public async Task A_file_that_is_no_model_is_one_line()
    {
        string file = NewPath("text");
        File.WriteAllText(file, "this is no model");
        Assert.That(
            await ToldAsync(new LlamaProvider(Named(file))),
            Is.EqualTo(
                $"suite.yaml:3:5: model 'tiny': '{Path.GetFileName(file)}', which is no model that llama.cpp can read; expected a GGUF file"
            )
        );
    }

    [Test]
    public async Task A_file_that_was_cut_off_is_one_line()
    {
        string file = NewPath("cut");
        File.WriteAllBytes(file, File.ReadAllBytes(Model)[..20_000]);
        Assert.That(
            await ToldAsync(new LlamaProvider(Named(file))),
            Does.Contain("which is no model that llama.cpp can read")
        );
    }

    [Test]
    public async Task An_adapter_that_is_none_is_one_line([Values("text", "other", "model")] string kind)
    {
        string file = NewPath(kind);
        switch (kind)
        {
            case "text":
                File.WriteAllText(file, "this is no adapter");
                break;
            case "other":
                TinyModel.WriteAdapter(file, width: 48);
                break;
            default:
                TinyModel.Write(file);
                break;
        }

        Assert.That(
            await ToldAsync(new LlamaProvider(Named(Model), [new LlamaAdapter(Named(file))])),
            Is.EqualTo(
                $"suite.yaml:3:5: model 'tiny': '{Path.GetFileName(file)}', which is no adapter of '{Path.GetFileName(Model)}'; expected a LoRA adapter in a GGUF file, made for the same model"
            )
        );
    }

    [Test]
    public async Task Weights_are_given_back_where_an_adapter_is_refused()
    {
        string file = TinyModel.Write(NewPath("alone"), seed: 3);
        string text = NewPath("text");
        File.WriteAllText(text, "this is no adapter");
        await ToldAsync(new LlamaProvider(Named(file), [new LlamaAdapter(Named(text))]));
        Assert.That(Weights.UsersOf(file), Is.Zero);
    }

    [Test]
    public async Task A_file_without_a_chat_template_is_one_line_that_names_the_key()
    {
        string file = TinyModel.Write(NewPath("bare"), template: null);
        Assert.That(
            await ToldAsync(new LlamaProvider(Named(file))),
            Is.EqualTo(
                $"suite.yaml:3:5: model 'tiny': '{Path.GetFileName(file)}', which has no chat template; expected 'chat_template' in the model: a Jinja template that writes 'messages'"
            )
        );
    }

    [Test]
    public async Task A_template_of_the_suite_takes_the_place_of_the_files()
    {
        string file = TinyModel.Write(NewPath("bare"), template: null);
        using var model = new Asked(new LlamaProvider(Named(file), ChatTemplate: "{{ messages[-1].content }}"));
        Assert.That((await model.AskAsync("abc")).Usage!.InputTokenCount, Is.EqualTo(3));
    }

    [Test]
    public async Task A_template_that_cannot_be_read_is_one_line_with_its_line()
    {
        string file = TinyModel.Write(NewPath("odd"), template: "a\n{% include 'b' %}");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                await ToldAsync(new LlamaProvider(Named(file))),
                Is.EqualTo(
                    $"suite.yaml:3:5: model 'tiny': the chat template of '{Path.GetFileName(file)}', line 2: the statement 'include', which is not understood here; expected a Jinja template; 'chat_template' in the model replaces that of the file"
                )
            );
            Assert.That(
                await ToldAsync(new LlamaProvider(Named(file), ChatTemplate: "{{ messages")),
                Does.Contain("its chat_template, line 1: a tag that is not closed with '}}'")
            );
        }
    }

    [Test]
    public async Task Turns_that_the_template_refuses_fail_that_request_in_its_own_words()
    {
        string file = TinyModel.Write(
            NewPath("strict"),
            template: "{% if messages[0].role == 'system' %}{{ raise_exception('System role not supported') }}{% endif %}{{ messages[0].content }}"
        );
        using var model = new Asked(new LlamaProvider(Named(file)));
        var failed = (await Assert.ThrowsAsync<ModelException>(() => model.AskAsync("abc")))!;
        Assert.That(
            failed.Failure.Message,
            Is.EqualTo("model 'tiny': its chat template refuses the turns: line 1: System role not supported")
        );
    }

    [Test]
    public async Task Words_that_a_template_puts_together_are_not_repeated()
    {
        string file = TinyModel.Write(
            NewPath("telltale"),
            template: "{{ raise_exception('bad: ' + messages[0].content) }}"
        );
        using var model = new Asked(new LlamaProvider(Named(file)));
        var failed = (await Assert.ThrowsAsync<ModelException>(() => model.AskAsync("secret", system: "hidden")))!;
        Assert.That(failed.Failure.Message, Does.Not.Contain("hidden").And.Not.Contain("secret"));
    }

    [Test]
    public async Task The_token_that_begins_a_text_never_stands_twice()
    {
        string plain = TinyModel.Write(NewPath("plain"), template: "{{ messages[-1].content }}", addsBeginning: true);
        string written = TinyModel.Write(
            NewPath("written"),
            template: "{{ bos_token }}{{ messages[-1].content }}",
            addsBeginning: true
        );
        using var one = new Asked(new LlamaProvider(Named(plain)));
        using var other = new Asked(new LlamaProvider(Named(written)));
        var left = await one.AskAsync("abc");
        var right = await other.AskAsync("abc");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(left.Usage!.InputTokenCount, Is.EqualTo(4));
            Assert.That(Asked.Told(right), Is.EqualTo(Asked.Told(left)));
        }
    }

    [Test]
    public async Task Settings_that_it_does_not_have_are_told()
    {
        var provider = new LlamaProvider(Named(Model));
        var asked = new Generation(
            Temperature: 0.5,
            MaxTokens: 3,
            TopP: 0.9,
            Seed: 1,
            Stop: ["x"],
            Logprobs: 2,
            TopK: 4,
            ReasoningEffort: "low"
        );
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                provider.Unsent(asked).Select(one => one.Setting),
                Is.EqualTo([GenerationSetting.ReasoningEffort])
            );
            Assert.That(
                provider.Unsent(
                    new Generation(ResponseFormat: System.Text.Json.JsonSerializer.SerializeToElement("json_object"))
                ),
                Has.Length.EqualTo(1)
            );
            Assert.That(
                provider.Unsent(
                    new Generation(ResponseFormat: System.Text.Json.JsonSerializer.SerializeToElement("text"))
                ),
                Is.Empty
            );
        }
    }

    private static async Task<string> ToldAsync(LlamaProvider provider)
    {
        var thrown = await Assert.ThrowsAsync<DocumentException>(async () =>
            (await provider.ConnectAsync(Context(), CancellationToken.None)).Dispose()
        );
        return thrown!.Faults.Single().ToString();
    }
}
