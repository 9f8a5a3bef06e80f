using System.Globalization;
using System.Text;
using System.Text.Json;
using NUnit.Framework;

namespace EvalHarness.Cli.Tests;

/// <summary><c>evalharness cascade --by</c> as a user runs it, on topics of which it is known who knows them.</summary>
public sealed class RouterVerbTests
{
    private const int Samples = 120;
    private const double SmallUsd = 0.001;
    private const double BigUsd = 0.02;

    private static readonly string[] Topics = ["law: civil", "1", "art"];

    private static readonly Tool Shared = new();

    [OneTimeSetUp]
    public static async Task RunOnceAsync()
    {
        Write(Shared);
        var ended = await Shared.RunAsync("run", "suite.yaml", "--quiet");
        Assert.That(ended.ExitCode, Is.Zero, ended.ToString());
    }

    [OneTimeTearDown]
    public static void DeleteFolder() => Shared.Dispose();

    [Test]
    public async Task The_numbers_are_those_that_a_count_by_hand_gives()
    {
        // Law: small 10 of 40, big all; 1: small 30 of 40, big 20; art: both all. Weak 80, strong 100 of 120.
        using var json = await JsonAsync("--value", "0.5");
        var (root, crossFitted, router) = (
            json.RootElement,
            json.RootElement.GetProperty("cross_fitted"),
            json.RootElement.GetProperty("router")
        );
        const double best = (0.5 * 110 / 120) - (BigUsd / 3) - (SmallUsd * 2 / 3);
        // From 80 up to 110 at a third of the calls, level to two thirds, down to 100.
        const double apgr = ((95 + 110 + 105) / 3.0 - 80) / 20;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(root.GetProperty("by").GetString(), Is.EqualTo("topic"));
            Assert.That(Number(crossFitted, "quality"), Is.EqualTo(110 / 120.0).Within(1e-12));
            Assert.That(Number(crossFitted, "calls"), Is.EqualTo(1 / 3.0).Within(1e-12));
            Assert.That(Number(crossFitted, "net_benefit"), Is.EqualTo(best).Within(1e-12));
            Assert.That(Number(crossFitted, "in_sample"), Is.EqualTo(best).Within(1e-12));
            Assert.That(Number(crossFitted, "optimism"), Is.Zero.Within(1e-12));
            Assert.That(Number(root, "apgr"), Is.EqualTo(apgr).Within(1e-12));
            Assert.That(Number(crossFitted, "apgr"), Is.InRange(apgr - 0.2, apgr + 0.2), "folds are not all alike");
            Assert.That(Number(root.GetProperty("oracle"), "quality"), Is.EqualTo(1), "one of the two always knows");
            Assert.That(
                router.GetProperty("to").EnumerateObject().Select(one => (one.Name, one.Value.GetString())),
                Is.EqualTo([("1", "small"), ("art", "small")])
            );
            Assert.That(router.GetProperty("otherwise").GetString(), Is.EqualTo("big"), "worth it on the whole");
            Assert.That(
                router.GetProperty("slices").EnumerateArray().Select(slice => Number(slice, "gain")),
                Is.EqualTo([0.75, 0, -0.25]).Within(1e-12)
            );
        }
    }

    [Test]
    public async Task The_router_that_the_run_asked_lies_where_its_topics_put_it()
    {
        using var json = await JsonAsync();
        var live = json.RootElement.GetProperty("live").EnumerateArray().Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(live.GetProperty("model").GetString(), Is.EqualTo("routed"));
            Assert.That(live.GetProperty("threshold").ValueKind, Is.EqualTo(JsonValueKind.Null));
            Assert.That(Number(live, "strong_share"), Is.EqualTo(1 / 3.0).Within(1e-12));
            Assert.That(Number(live, "quality"), Is.EqualTo(110 / 120.0).Within(1e-12), "simulated and asked are one");
            Assert.That(Number(live, "usd"), Is.EqualTo((BigUsd + (2 * SmallUsd)) / 3).Within(1e-9));
        }
    }

    [Test]
    public async Task What_the_terminal_tells_to_use_is_a_model_of_a_suite()
    {
        var told = await Shared.RunAsync("cascade", "suite.yaml", "--first", "small", "--then", "big", "--by", "topic");
        string[] lines = told.Output.TrimEnd().Split('\n');
        string[] model = lines[Array.IndexOf(lines, "  routed:")..];
        string suite = Suite.Replace(Live, string.Join('\n', model), StringComparison.Ordinal);
        Shared.Write("pasted.yaml", suite.Replace("suite: topics", "suite: pasted", StringComparison.Ordinal));
        var ended = await Shared.RunAsync("run", "pasted.yaml", "--quiet");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(told.Output, Does.StartWith("small or big, by topic · answer/accuracy · 120 answers\n"));
            Assert.That(told.Output, Does.Match(@"calls +in-sample +cross-fitted +\$/1,000 +oracle +random"));
            Assert.That(told.Output, Does.Match(@"\n *33\.3 % +91\.7 % .* 7\.33 +100\.0 % +72\.2 %"));
            Assert.That(told.Output, Does.Match(@"\nlaw: civil +40 +25\.0 % +100\.0 % +\+75\.0 +big"));
            Assert.That(told.Output, Does.Match(@"\(APGR\): \d\.\d+ cross-fitted, 1\.167 in-sample; chance 0\.5\."));
            Assert.That(told.Output, Does.Match(@"optimism "));
            Assert.That(told.Output, Does.Contain("routed, as the run asked it: 33.3 % of calls, 91.7 % right."));
            Assert.That(
                told.Output,
                Does.Contain("For use, learnt from all answers: big for law: civil; for values never seen, big.")
            );
            Assert.That(model, Has.Length.EqualTo(7), string.Join('\n', model));
            Assert.That(ended.ExitCode, Is.Zero, ended.ToString());
            Assert.That(ended.Output, Does.Match(@"routed +91\.7"), "it answers as it was simulated");
            Assert.That(suite, Does.Contain("      \"1\": small\n"));
        }
    }

    [Test]
    public async Task The_report_has_a_section_and_files_of_the_router_and_none_without()
    {
        string folder = Directory.GetDirectories(Path.Combine(Shared.Folder, "results", "topics")).Single();
        string page = await File.ReadAllTextAsync(Path.Combine(folder, "report.html"));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(page, Does.Contain("Does topic tell where big is worth asking instead of small?"));
            Assert.That(
                Directory.GetFiles(Path.Combine(folder, "csv"), "router-*").Select(Path.GetFileName),
                Has.Exactly(4).Items
            );
        }
    }

    [TestCase("--by topik", "no slice 'topik' in task 'answer'; expected topic, text; did you mean 'topic'?")]
    [TestCase("--by topic --folds 1", "--folds: found 1; expected a whole number of at least 2")]
    public async Task What_is_not_there_is_one_clear_line_and_ends_with_two(string options, string expected)
    {
        var ended = await Shared.RunAsync([
            "cascade",
            "suite.yaml",
            "--first",
            "small",
            "--then",
            "big",
            .. options.Split(' '),
        ]);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(ended.ExitCode, Is.EqualTo(2), ended.ToString());
            Assert.That(ended.Errors.TrimEnd(), Does.Contain(expected).And.Not.Contain("\n"));
            Assert.That(ended.Output, Is.Empty);
        }
    }

    private static async Task<JsonDocument> JsonAsync(params string[] options)
    {
        var ended = await Shared.RunAsync([
            "cascade",
            "suite.yaml",
            "--first",
            "small",
            "--then",
            "big",
            "--by",
            "topic",
            "--json",
            .. options,
        ]);
        Assert.That(ended.ExitCode, Is.Zero, ended.ToString());
        return JsonDocument.Parse(ended.Output);
    }

    private static void Write(Tool tool)
    {
        var data = new StringBuilder("id,text,topic,label\n");
        for (int i = 0; i < Samples; i++)
        {
            data.Append(CultureInfo.InvariantCulture, $"s{i},text {i},{Topics[i % 3]},yes\n");
        }

        tool.Write("data.csv", data.ToString());
        Answers(
            tool,
            "small",
            i =>
                (i % 3) switch
                {
                    0 => i % 12 == 0,
                    1 => i % 12 != 1,
                    _ => true,
                },
            SmallUsd
        );
        Answers(tool, "big", i => i % 3 != 1 || i % 2 == 1, BigUsd);
        tool.Write("suite.yaml", Suite);
    }

    private static void Answers(Tool tool, string model, Func<int, bool> isRight, double usd)
    {
        var lines = Enumerable
            .Range(0, Samples)
            .Select(i =>
                JsonSerializer.Serialize(
                    new
                    {
                        id = string.Create(CultureInfo.InvariantCulture, $"s{i}"),
                        text = isRight(i) ? "yes" : "no",
                        cost_usd = usd,
                    }
                )
            );
        tool.Write($"{model}.jsonl", string.Join('\n', lines));
    }

    private const string Live =
        "  routed: { provider: router, slice: topic, to: { \"law: civil\": big }, otherwise: small }";

    private const string Suite = $$$"""
        suite: topics
        models:
          small: { provider: replay, answers: small.jsonl, custom: true }
          big: { provider: replay, answers: big.jsonl }
        {{{Live}}}
        tasks:
          - task: answer
            dataset: { file: data.csv, id: id, fields: [text], target: label, slices: [topic] }
            prompt: "Is it so? {{text}}"
            answer: { choice: ["yes", "no"] }
            metrics: [accuracy]
        """;

    private static double Number(JsonElement parent, string key) => parent.GetProperty(key).GetDouble();
}
