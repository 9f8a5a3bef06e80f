using EvalHarness.Core;
using EvalHarness.Datasets;
using EvalHarness.Suites;
using EvalHarness.Tests.Models;
using NUnit.Framework;

namespace EvalHarness.Tests.Suites;

/// <summary>Tasks with pictures: who can be shown them, and which files are some.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class ImageChecksTests : IDisposable
{
    private const string Chat = "provider: openai-compatible, endpoint: http://127.0.0.1:9/v1, model: m";

    private readonly SuiteFolder folder = new();

    public ImageChecksTests()
    {
        Pictures.Write(folder.At("data"), "a.png");
        folder.Write("data/rows.jsonl", """{"q":"a","chart":"a.png","label":"up"}""" + "\n");
    }

    public void Dispose() => folder.Dispose();

    [TestCase(Chat)]
    [TestCase("provider: majority-class")]
    public async Task Models_are_shown_pictures_or_read_no_prompt(string model)
    {
        var suite = folder.Read(Suite("images: [chart]", model));
        Assert.That(await SuiteData.CheckAsync(suite), Has.None.Property("What").Contains("pictures"));
    }

    [TestCase(
        "images: [chrat]",
        Chat,
        "suite.yaml:8:16: 'chrat', which is no column of the data; expected chart, label or q; did you mean 'chart'?"
    )]
    [TestCase(
        "images: [chart]",
        "provider: http, url: 'http://127.0.0.1:9', body: { q: '{{messages}}' }, text: t",
        "suite.yaml:8:15: 'images', which the provider of model 'one' does not pass on; expected models of openai, azure-openai, anthropic, ollama, openai-compatible or command"
    )]
    [TestCase(
        "images: [chart], few_shot: { count: 1 }",
        Chat,
        "suite.yaml:8:15: 'images' and 'few_shot', whose examples have no pictures; expected one of the two"
    )]
    [TestCase(
        "images: [chart]",
        Chat + ", batch: {}",
        "suite.yaml:8:15: 'images' for model 'one', which is asked by the batch; expected a model without 'batch'"
    )]
    public void What_no_model_could_be_shown_is_a_fault_of_the_suite(string keys, string model, string fault) =>
        Assert.That(folder.Faults(Suite(keys, model)), Has.Some.EqualTo(fault));

    [TestCase("\"gone.png\"", "'chart' names a picture that is not there (images)")]
    [TestCase(
        "\"text.png\"",
        "'chart' names a file whose bytes are no picture that models take (images); expected png, jpeg, gif or webp"
    )]
    [TestCase(
        "\"large.png\"",
        "'chart' names a picture of 20,971,521 bytes (images); expected a picture of 20,971,520 bytes (20 MiB) at most"
    )]
    [TestCase("\"../outside.png\"", "'chart' leads out of the folder of the data file (images)")]
    [TestCase("\"/outside.png\"", "'chart' names a picture by a full path (images)")]
    [TestCase("[\"a.png\", 7]", "'chart' holds no list of paths (images)")]
    [TestCase("{\"a\": 1}", "'chart' holds no list of paths (images)")]
    public async Task Files_that_are_no_pictures_of_the_data_are_told_with_the_line_of_their_row(
        string cell,
        string fault
    )
    {
        Pictures.Write(folder.Folder, "outside.png");
        folder.Write("data/text.png", "no picture");
        using (var large = File.Create(folder.At("data/large.png")))
        {
            large.Write(Pictures.Bytes());
            large.SetLength((20 * 1024 * 1024) + 1);
        }

        Assert.That(await RowFaultAsync(cell), Does.Contain("rows.jsonl:2").And.Contains(fault));
    }

    [Test]
    [Platform(Exclude = "Win", Reason = "links need a right of their own there")]
    public async Task Links_may_lead_within_the_folder_and_not_out_of_it()
    {
        Pictures.Write(folder.Folder, "outside/b.png");
        Directory.CreateSymbolicLink(folder.At("data/out"), folder.At("outside"));
        File.CreateSymbolicLink(folder.At("data/in.png"), folder.At("data/a.png"));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                await RowFaultAsync("\"out/b.png\""),
                Does.Contain("'chart' leads out of the folder of the data file by a link")
            );
            Assert.That(await RowFaultAsync("\"in.png\""), Is.Null);
        }
    }

    [TestCase("FFD8FFE000104A46", "image/jpeg")]
    [TestCase("474946383961", "image/gif")]
    [TestCase("524946460000000057454250", "image/webp")]
    public async Task The_first_bytes_say_what_a_picture_is(string bytes, string type)
    {
        await File.WriteAllBytesAsync(folder.At("data/a.png"), Convert.FromHexString(bytes));
        var task = folder.Read(Suite("images: [chart]", Chat)).Tasks[0];
        var samples = await DatasetLoader.ReadAsync(task.Rows).ToListAsync();
        Assert.That(samples.Single().Images.Single().MediaType, Is.EqualTo(type));
    }

    private async Task<string?> RowFaultAsync(string cell)
    {
        folder.Write(
            "data/rows.jsonl",
            """{"q":"a","chart":"a.png","label":"up"}""" + $"\n{{\"q\":\"b\",\"chart\":{cell},\"label\":\"up\"}}\n"
        );
        try
        {
            await SuiteData.CheckAsync(folder.Read(Suite("images: [chart]", Chat)));
            return null;
        }
        catch (DocumentException wrong)
        {
            return wrong.Message;
        }
    }

    private static string Suite(string keys, string model) =>
        $$$"""
            suite: s
            models:
              one: { {{{model}}} }
            tasks:
              - {
                  task: t,
                  prompt: "{{q}}",
                  {{{keys}}},
                  answer: { choice: [up, down] },
                  metrics: [accuracy],
                  dataset: { file: data/rows.jsonl, target: label },
                }
            """;
}
