using System.Globalization;
using System.Text;
using System.Text.Json;
using EvalHarness.Tests.Models;
using NUnit.Framework;
using static EvalHarness.Cli.Tests.TwoServers;

namespace EvalHarness.Cli.Tests;

/// <summary>
/// Routers over three real servers on this machine, each of which knows one desk and whose answers cost more the longer a sample is:
/// what a router does, and what a simulation from recorded answers said that it would do and cost.
/// </summary>
public sealed class RouterOfThreeTests
{
    private const int Samples = 90;
    private static readonly string[] Desks = ["bonds", "fx", "rates"];
    private static readonly string[] Names = ["a", "b", "c"];

    /// <summary>US dollars for a million tokens of each model, in and out.</summary>
    private static readonly decimal[] Prices = [1, 10, 3];

    [Test]
    public async Task A_router_by_slice_asks_and_pays_the_one_of_three_that_has_the_desk()
    {
        await using var three = new Three();
        var ended = await three.RunAsync(
            "team: { provider: router, slice: desk, to: { bonds: a, fx: b }, otherwise: c }"
        );

        using (Assert.EnterMultipleScope())
        {
            for (int model = 0; model < 3; model++)
            {
                Assert.That(three.Asked(model), Is.EqualTo(All.Where(i => i % 3 == model)), Names[model]);
            }

            Assert.That(CostOf(ended, "team"), Is.EqualTo(All.Sum(i => Usd(i % 3, i))));
            Assert.That(Accuracy(ended, "team"), Is.EqualTo(1));
            Assert.That(
                MembersOf(ended),
                Is.EquivalentTo([("a", 30, 30), ("b", 30, 30), ("c", 30, 30)]),
                "asked for, and answered"
            );
        }
    }

    [Test]
    public async Task A_router_by_label_asks_one_of_three_by_what_a_classifier_says_and_pays_that_one()
    {
        await using var three = new Three();
        var ended = await three.RunAsync(
            "words: { provider: rules, rules: rules.yaml }\n  team: { provider: router, label: words, to: { positive: a, negative: b }, otherwise: c }"
        );

        // Words says positive of a third, negative of a third and neutral of the rest: by number, not by desk.
        static int By(int i) => i / 3 % 3;
        using (Assert.EnterMultipleScope())
        {
            for (int model = 0; model < 3; model++)
            {
                Assert.That(three.Asked(model), Is.EqualTo(All.Where(i => By(i) == model)), Names[model]);
            }

            Assert.That(CostOf(ended, "team"), Is.EqualTo(All.Sum(i => Usd(By(i), i))), "words cost nothing");
            Assert.That(Accuracy(ended, "team"), Is.EqualTo(All.Count(i => By(i) == i % 3) / (double)Samples));
        }
    }

    [Test]
    public async Task A_router_by_confidence_asks_a_third_model_where_the_first_is_sure_and_pays_both()
    {
        await using var three = new Three();
        var ended = await three.RunAsync(
            "team: { provider: router, confidence: a, to: { sure: b, unsure: c }, otherwise: c, at_least: 0.8 }"
        );

        using (Assert.EnterMultipleScope())
        {
            Assert.That(three.Asked(0), Is.EqualTo(All));
            Assert.That(three.Asked(1), Is.EqualTo(All.Where(IsSure)));
            Assert.That(three.Asked(2), Is.EqualTo(All.Where(i => !IsSure(i))));
            Assert.That(CostOf(ended, "team"), Is.EqualTo(All.Sum(i => Usd(0, i) + Usd(IsSure(i) ? 1 : 2, i))));
        }
    }

    [Test]
    public async Task A_router_over_three_runs_at_the_quality_and_cost_that_was_simulated_from_the_same_answers()
    {
        await using var three = new Three();
        await three.RunAsync("", helper: "");
        using var simulated = await three.SimulateAsync("--among", "all", "--by", "desk");
        var router = simulated.RootElement.GetProperty("router");
        string routes = string.Join(
            ", ",
            router.GetProperty("to").EnumerateObject().Select(route => $"{route.Name}: {route.Value.GetString()}")
        );

        var ended = await three.RunAsync(
            $"team: {{ provider: router, slice: desk, to: {{ {routes} }}, otherwise: {router.GetProperty("otherwise").GetString()} }}",
            helper: ""
        );
        var (forUse, crossFitted) = (
            simulated.RootElement.GetProperty("in_sample"),
            simulated.RootElement.GetProperty("cross_fitted")
        );
        decimal cost = All.Sum(i => Usd(i % 3, i));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Samples * Number(forUse, "cost_usd"), Is.EqualTo((double)CostOf(ended, "team")).Within(1e-12));
            Assert.That(CostOf(ended, "team"), Is.EqualTo(cost));
            Assert.That(Number(forUse, "quality"), Is.EqualTo(Accuracy(ended, "team")));
            Assert.That(
                (Number(crossFitted, "quality"), Samples * Number(crossFitted, "cost_usd")),
                Is.EqualTo((1.0, (double)cost)).Using<(double, double)>(AreClose),
                "desks tell all"
            );
            Assert.That(
                Number(simulated.RootElement.GetProperty("advantage").GetProperty("quality"), "mean"),
                Is.EqualTo(2 / 3.0).Within(1e-12),
                "each alone knows one desk of three"
            );
        }
    }

    [Test]
    public async Task One_slice_given_to_another_model_runs_at_the_quality_and_cost_that_was_simulated()
    {
        await using var three = new Three();
        await three.RunAsync("", helper: "");
        using var swapped = await three.SimulateAsync("--swap", "desk=fx", "--with", "b", "--base", "a");

        var ended = await three.RunAsync(
            "team: { provider: router, slice: desk, to: { fx: b }, otherwise: a }",
            helper: ""
        );
        var (slice, overall) = (
            swapped.RootElement.GetProperty("in_slice"),
            swapped.RootElement.GetProperty("overall")
        );
        using (Assert.EnterMultipleScope())
        {
            Assert.That(slice.GetProperty("answers").GetInt32(), Is.EqualTo(30));
            Assert.That(Number(slice.GetProperty("before"), "right"), Is.Zero);
            Assert.That(Number(slice.GetProperty("after"), "right"), Is.EqualTo(1));
            Assert.That(
                Samples * Number(overall.GetProperty("after"), "usd"),
                Is.EqualTo((double)CostOf(ended, "team")).Within(1e-12)
            );
            Assert.That(
                Samples * Number(overall.GetProperty("before"), "usd"),
                Is.EqualTo((double)All.Sum(i => Usd(0, i))).Within(1e-12)
            );
            Assert.That(
                Number(overall.GetProperty("after"), "right"),
                Is.EqualTo(Accuracy(ended, "team")).Within(1e-12)
            );
            Assert.That(Number(overall.GetProperty("gain"), "mean"), Is.EqualTo(1 / 3.0).Within(1e-12));
            Assert.That(
                swapped.RootElement.GetProperty("router").GetProperty("to").GetProperty("fx").GetString(),
                Is.EqualTo("b")
            );
        }
    }

    [Test]
    public async Task A_router_of_two_costs_what_its_own_samples_cost_and_not_what_means_say()
    {
        await using var three = new Three();
        await three.RunAsync("", helper: "");
        using var simulated = await three.SimulateAsync("--first", "a", "--then", "b", "--by", "desk");
        var crossFitted = simulated.RootElement.GetProperty("cross_fitted");
        decimal own = All.Sum(i => Usd(i % 3 == 1 ? 1 : 0, i)) / Samples;
        decimal means = (All.Average(i => Usd(0, i)) * 2 / 3) + (All.Average(i => Usd(1, i)) / 3);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Number(crossFitted, "cost_usd"), Is.EqualTo((double)own).Within(1e-12));
            Assert.That((double)means, Is.LessThan(0.9 * (double)own), "long samples go to the dear model");
            Assert.That(
                Number(crossFitted, "net_benefit"),
                Is.EqualTo((2 / 3.0) - (double)own).Within(1e-12),
                "and so does the verdict"
            );
            Assert.That(simulated.RootElement.GetProperty("first_unpriced").GetInt32(), Is.Zero);
        }
    }

    [Test]
    public async Task The_terminal_tells_of_both_and_of_what_was_not_learnt()
    {
        await using var three = new Three();
        await three.RunAsync("", helper: "");
        var among = await three.Tool.RunAsync("cascade", "served", "--among", "a,b,c", "--by", "desk");
        var swap = await three.Tool.RunAsync("cascade", "served", "--swap", "desk=fx", "--with", "b", "--base", "a");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(among.Output, Does.StartWith("3 models, by desk · sentiment/accuracy · 90 answers\n"));
            Assert.That(among.Output, Does.Match(@"router, cross-fitted +a 33\.3 %, b 33\.3 %, c 33\.3 % +100\.0 %"));
            Assert.That(among.Output, Does.Contain("It pays: against ").And.Contain("  routed:\n"));
            Assert.That(swap.Output, Does.StartWith("b instead of a for desk fx · sentiment/accuracy · 90 answers\n"));
            Assert.That(swap.Output, Does.Match(@"desk fx +30 +0\.0 % +100\.0 % +\+100\.0"));
            Assert.That(swap.Output, Does.Match(@"The swap is right more often: \+33\.3 \(\+\d+\.\d to \+\d+\.\d\)"));
            Assert.That(swap.Output, Does.Contain(", it pays: +$").And.Contain("was named and not learnt"));
            Assert.That(swap.Output, Does.EndWith("      fx: b\n    otherwise: a\n"));
        }
    }

    [TestCase("--swap desk=fxx --with b --base a", "did you mean 'fx'?")]
    [TestCase("--swap desk --with b --base a", "'desk' for --swap; expected FIELD=VALUE")]
    [TestCase("--swap desk=fx --with b", "no --base; expected --swap and --with and --base")]
    [TestCase("--swap desk=fx --with b --base b", "model 'b' in its own place")]
    [TestCase("--among a --by desk", "1 model to choose from")]
    [TestCase("--among a,b", "no --by")]
    [TestCase("--among a,b --by desk --first a", "--first beside --among")]
    [TestCase("--then b", "no --first; expected --first and --then")]
    public async Task What_does_not_go_together_is_one_clear_line_and_ends_with_two(string options, string expected)
    {
        await using var three = new Three();
        await three.RunAsync("", helper: "");
        var ended = await three.Tool.RunAsync(["cascade", "served", .. options.Split(' ')]);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(ended.ExitCode, Is.EqualTo(2), ended.ToString());
            Assert.That(ended.Errors.TrimEnd(), Does.Contain(expected).And.Not.Contain("\n"));
            Assert.That(ended.Output, Is.Empty);
        }
    }

    private static IEnumerable<int> All => Enumerable.Range(0, Samples);

    /// <summary>Samples of the second desk are ten times as long.</summary>
    private static int Tokens(int sample) => (sample % 3 == 1 ? 2000 : 200) + (7 * sample);

    private static decimal Usd(int model, int sample) => Prices[model] * (Tokens(sample) + 4) / 1_000_000;

    private static decimal CostOf(Tool.Ended ended, string model) =>
        Model(ended, model).GetProperty("cost_usd").GetDecimal();

    private static IEnumerable<(string?, int, int)> MembersOf(Tool.Ended ended) =>
        Model(ended, "team")
            .GetProperty("team")
            .GetProperty("members")
            .EnumerateArray()
            .Select(member =>
                (
                    member.GetProperty("model").GetString(),
                    member.GetProperty("asked").GetInt32(),
                    member.GetProperty("answered").GetInt32()
                )
            );

    private static double Number(JsonElement parent, string key) => parent.GetProperty(key).GetDouble();

    private static bool AreClose((double, double) one, (double, double) other) =>
        Math.Abs(one.Item1 - other.Item1) < 1e-12 && Math.Abs(one.Item2 - other.Item2) < 1e-12;

    /// <summary>The three servers and a folder for suites over them.</summary>
    private sealed class Three : IAsyncDisposable
    {
        private readonly FaultServer[] servers =
        [
            .. Enumerable
                .Range(0, 3)
                .Select(model => new FaultServer(request =>
                {
                    int sample = SampleOf(request);
                    return Certain(
                        sample % 3 == model ? "positive" : "negative",
                        IsSure(sample) ? 0.95 : 0.5,
                        Tokens(sample),
                        4
                    );
                })),
        ];

        public Tool Tool { get; } = new();

        public int[] Asked(int model) => TwoServers.Asked(servers[model]);

        public async Task<Tool.Ended> RunAsync(string team, string helper = ", only_in_teams: true")
        {
            Write(team, helper);
            var ended = await Tool.RunAsync("run", "suite.yaml", "--json", "--quiet");
            Assert.That(ended.ExitCode, Is.Zero, ended.ToString());
            return ended;
        }

        public async Task<JsonDocument> SimulateAsync(params string[] options)
        {
            var ended = await Tool.RunAsync(["cascade", "served", .. options, "--json"]);
            Assert.That(ended.ExitCode, Is.Zero, ended.ToString());
            return JsonDocument.Parse(ended.Output);
        }

        public async ValueTask DisposeAsync()
        {
            foreach (var server in servers)
            {
                await server.DisposeAsync();
            }

            Tool.Dispose();
        }

        private void Write(string team, string helper)
        {
            var data = new StringBuilder("id,text,desk,label\n");
            string[] words = ["gain", "loss", "calm"];
            foreach (int i in All)
            {
                data.Append(
                    CultureInfo.InvariantCulture,
                    $"s{i:0000},{words[i / 3 % 3]} number {i:0000},{Desks[i % 3]},positive\n"
                );
            }

            Tool.Write("data.csv", data.ToString());
            Tool.Write(
                "rules.yaml",
                "default: neutral\ninput: text\nrules:\n  - { label: positive, match: gain }\n  - { label: negative, match: loss }\n"
            );
            string models = string.Concat(
                Enumerable
                    .Range(0, 3)
                    .Select(model =>
                        string.Create(
                            CultureInfo.InvariantCulture,
                            $"  {Names[model]}: {{ provider: openai-compatible, endpoint: {servers[model].Url}, model: m, price: {{ input: {Prices[model]}, output: {Prices[model]}, as_of: 2026-01-01, source: test }}{helper} }}\n"
                        )
                    )
            );
            Tool.Write(
                "suite.yaml",
                $$$"""
                suite: served
                models:
                {{{models}}}  {{{team}}}
                tasks:
                  - task: sentiment
                    dataset: { file: data.csv, id: id, fields: [text], slices: [desk], target: label }
                    prompt: "Headline: {{text}}"
                    generation: { temperature: 0, max_tokens: 8, logprobs: 1 }
                    answer: { choice: [positive, neutral, negative] }
                    metrics: [accuracy]
                """
            );
        }
    }
}
