using System.Text.Json.Nodes;
using EvalHarness.Models;
using EvalHarness.Tests.Hosted;
using Microsoft.Extensions.AI;
using NUnit.Framework;

namespace EvalHarness.Tests.Models;

/// <summary>Pictures on their way to a model.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class ImageTests
{
    private const string Question = "Is it good news?";

    private const string Chat = $$$"""
        {"role":"user","content":[{"type":"image_url","image_url":{"url":"data:image/png;base64,ONE"}},{"type":"image_url","image_url":{"url":"data:image/png;base64,TWO"}},{"type":"text","text":"{{{Question}}}"}]}
        """;

    private const string Responses = $$$"""
        {"role":"user","content":[{"type":"input_image","image_url":"data:image/png;base64,ONE"},{"type":"input_image","image_url":"data:image/png;base64,TWO"},{"type":"input_text","text":"{{{Question}}}"}]}
        """;

    private const string Messages = $$$"""
        {"role":"user","content":[{"type":"image","source":{"type":"base64","media_type":"image/png","data":"ONE"}},{"type":"image","source":{"type":"base64","media_type":"image/png","data":"TWO"}},{"type":"text","text":"{{{Question}}}"}]}
        """;

    private const string Ollama = $$$"""
        {"role":"user","content":"{{{Question}}}","images":["ONE","TWO"]}
        """;

    private readonly string folder = ModelSetup.NewFolder();

    [TestCase("openai-compatible", Chat)]
    [TestCase("openai", Chat)]
    [TestCase("azure-openai", Chat)]
    [TestCase("openai, responses", Responses)]
    [TestCase("azure-openai, responses", Responses)]
    [TestCase("anthropic", Messages)]
    [TestCase("ollama", Ollama)]
    public async Task Each_interface_is_shown_pictures_in_its_own_form_before_the_question(string name, string turn)
    {
        var provider = EveryProvider.All.Single(one => one.Name == name);
        await using var server = new FaultServer(FaultReply.Status(200, provider.Reply));
        using var client = await provider.ConnectAsync(server);

        await client.AskAsync(
            Pictures.Show(
                ModelSetup.Request(),
                Pictures.Write(folder, $"{name}/1.png", 1),
                Pictures.Write(folder, $"{name}/2.png", 2)
            )
        );

        var body = JsonNode.Parse(server.Requests.Single().Body)!;
        string expected = turn.Replace("ONE", Pictures.Base64(1), StringComparison.Ordinal)
            .Replace("TWO", Pictures.Base64(2), StringComparison.Ordinal);
        Assert.That(
            (body["messages"] ?? body["input"])!.AsArray()[^1]!.ToJsonString(),
            Is.EqualTo(JsonNode.Parse(expected)!.ToJsonString())
        );
    }

    [Test]
    public void Clients_that_a_program_gives_get_the_bytes_as_parts_of_the_message()
    {
        var message = Pictures.Show(ModelSetup.Request(), Pictures.Write(folder, "given.png")).Prompt.ToMessages()[^1];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(message.Text, Is.EqualTo(Question));
            Assert.That(message.Contents[0], Is.TypeOf<DataContent>().With.Property("MediaType").EqualTo("image/png"));
            Assert.That(((DataContent)message.Contents[0]).Data.ToArray(), Is.EqualTo(Pictures.Bytes()));
        }
    }

    [Test]
    [Platform(Exclude = "Win", Reason = "the model is a shell script")]
    public async Task A_program_is_told_where_the_pictures_lie()
    {
        using var model = new ShellModel("take; say \"$line\" > sent; answer \"$id\" positive");
        using var client = await model.ConnectAsync();
        var image = Pictures.Write(folder, "told.png");

        await client.AskAsync(Pictures.Show(ModelSetup.Request(), image)).WaitAsync(ShellModel.Patience);

        var told = JsonNode.Parse(await model.AppearsAsync("sent"))!["messages"]!.AsArray()[^1]!["images"]![0]!;
        Assert.That(((string?)told["path"], (string?)told["media_type"]), Is.EqualTo((image.File.Full, "image/png")));
    }

    [TestCase("other.png", "is not the one that was planned")]
    [TestCase("longer.png", "is not the one that was planned")]
    [TestCase("gone.png", "cannot be read any more")]
    public void A_picture_that_changed_since_the_plan_is_not_sent(string name, string how)
    {
        var image = Pictures.Write(folder, name, 1);
        switch (name)
        {
            case "other.png":
                Pictures.Write(folder, name, 2);
                break;
            case "longer.png":
                File.AppendAllText(image.File.Full, "more");
                break;
            default:
                File.Delete(image.File.Full);
                break;
        }

        Assert.That(
            () => Pictures.Show(ModelSetup.Request(), image).Prompt.ToMessages(),
            Throws
                .TypeOf<ModelException>()
                .With.Message.EqualTo($"the picture '{name}' {how}")
                .And.Property(nameof(ModelException.IsTransient))
                .False
        );
    }
}
