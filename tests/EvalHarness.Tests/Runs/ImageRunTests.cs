using System.Text.Json.Nodes;
using EvalHarness.Core;
using EvalHarness.Logs;
using EvalHarness.Runs;
using EvalHarness.Suites;
using EvalHarness.Tests.Models;
using NUnit.Framework;

namespace EvalHarness.Tests.Runs;

/// <summary>Runs of suites whose samples have pictures, over a real server.</summary>
public sealed class ImageRunTests
{
    private readonly string folder = ModelSetup.NewFolder();

    [SetUp]
    public void WriteData()
    {
        Pictures.Write(folder, "charts/up.png", 1);
        Pictures.Write(folder, "charts/down.png", 2);
        Write(
            """{"text":"both","charts":["charts/up.png","charts/down.png"],"label":"positive"}""",
            """{"text":"one","charts":"charts/down.png","label":"positive"}""",
            """{"text":"none","charts":"","label":"positive"}"""
        );
    }

    [Test]
    public async Task Pictures_are_sent_in_the_order_of_the_row_and_the_log_names_them_without_their_bytes()
    {
        await using var server = new FaultServer(_ => FaultReply.Chat("positive"));

        var run = await RunAsync(server);

        var sent = server
            .Requests.Select(request => JsonNode.Parse(request.Body)!["messages"]![0]!["content"]!)
            .ToDictionary(
                content => content is JsonArray parts ? (string)parts[^1]!["text"]! : (string)content!,
                content =>
                    content is JsonArray parts
                        ? parts.SkipLast(1).Select(part => ((string?)part!["image_url"]!["url"])![22..]).ToArray()
                        : []
            );
        var prompts = await RunLog.ReadPromptsAsync(run.Folder).ToListAsync();
        string files = await File.ReadAllTextAsync(run.Folder.PromptsFile);
        string samples = await File.ReadAllTextAsync(run.Folder.SamplesFile);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(sent["both"], Is.EqualTo([Pictures.Base64(1), Pictures.Base64(2)]));
            Assert.That(sent["one"], Is.EqualTo([Pictures.Base64(2)]));
            Assert.That(sent["none"], Is.Empty);
            Assert.That(
                prompts.Single(prompt => prompt.Turns[^1].Text == "both").Turns[^1].Images.Select(i => i.Shown[..32]),
                Is.EqualTo(["image: charts/up.png (png, 1 KB,", "image: charts/down.png (png, 1 K"])
            );
            Assert.That(files + samples, Does.Not.Contain(Pictures.Base64(1)[..24]).And.Not.Contain(folder));
            Assert.That(
                samples,
                Does.Contain("\"images\":[{\"path\":\"charts/up.png\",\"type\":\"image/png\",\"sha256\":")
            );
        }
    }

    [Test]
    public async Task A_changed_picture_is_asked_again_and_the_same_one_under_another_name_is_not()
    {
        await using var server = new FaultServer(_ => FaultReply.Chat("positive"));
        await RunAsync(server);
        await RunAsync(server);
        int same = server.Requests.Count;
        File.Move(Path.Combine(folder, "charts", "up.png"), Path.Combine(folder, "charts", "rise.png"));
        string data = await File.ReadAllTextAsync(Path.Combine(folder, "data.jsonl"));
        Write(data.Replace("up.png", "rise.png", StringComparison.Ordinal));
        await RunAsync(server);
        int renamed = server.Requests.Count;
        Pictures.Write(folder, "charts/rise.png", 3);
        await RunAsync(server);

        Assert.That((same, renamed, server.Requests.Count), Is.EqualTo((3, 3, 4)));
    }

    [Test]
    public async Task A_picture_that_changes_after_the_plan_fails_its_requests_and_no_other()
    {
        await using var server = new FaultServer(_ => FaultReply.Chat("positive"));
        using var plan = await PlanAsync(server);
        Pictures.Write(folder, "charts/up.png", 3);

        var run = await new Runner(plan, new SilentProgress()).RunAsync();

        var failed = await RunLog.ReadResponsesAsync(run.Folder).Where(r => r.Failure is not null).ToListAsync();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                failed.Select(response => response.Failure!),
                Is.EqualTo([new Failure("image", null, "the picture 'charts/up.png' is not the one that was planned")])
            );
            Assert.That(server.Requests, Has.Count.EqualTo(2));
        }
    }

    [Test]
    public async Task A_plan_says_how_many_pictures_it_cannot_count_and_its_bound_has_room_for_them()
    {
        await using var server = new FaultServer(_ => FaultReply.Chat("positive"));
        using var plan = await PlanAsync(server);
        var requests = await plan.RequestsAsync(plan.Models[0]).ToListAsync();
        var estimate = (await new PlanEstimator(plan).EstimateAsync()).First();
        var price = new Price(1, 1);
        var (both, none) = (Outlay.Of(requests[0], price).MostUsd, Outlay.Of(requests[2], price).MostUsd);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(estimate.Images, Is.EqualTo(3));
            Assert.That(both - none, Is.EqualTo(2 * 48_169 / 1_000_000m));
        }
    }

    private void Write(params string[] rows) => File.WriteAllLines(Path.Combine(folder, "data.jsonl"), rows);

    private async Task<RunPlan> PlanAsync(FaultServer server)
    {
        string file = Path.Combine(folder, "suite.yaml");
        await File.WriteAllTextAsync(
            file,
            $$$"""
            suite: charts
            models:
              served: { provider: openai-compatible, endpoint: {{{server.Url}}}, model: m, limits: { retries: 0 } }
            tasks:
              - task: charts
                dataset: { file: data.jsonl, target: label }
                prompt: "{{text}}"
                images: [charts]
                answer: { choice: [positive, negative] }
                metrics: [accuracy]
            """
        );
        var suite = SuiteReader.Read(file, SuiteSetup.Catalog, _ => null);
        var store = new RunStore(Path.Combine(folder, "results"));
        return await new RunPlanner(
            suite,
            new PlanContext(SuiteSetup.Catalog, store, TimeProvider.System, "1.0")
        ).PlanAsync();
    }

    private async Task<RunResult> RunAsync(FaultServer server)
    {
        using var plan = await PlanAsync(server);
        return await new Runner(plan, new SilentProgress()).RunAsync();
    }
}
