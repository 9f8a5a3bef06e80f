using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using EvalHarness.Decisions.Accounts;
using EvalHarness.Decisions.Specs;
using EvalHarness.Reports;
using EvalHarness.Reports.Verdicts;
using EvalHarness.Suites;
using EvalHarness.Tests.Decisions;
using NUnit.Framework;

namespace EvalHarness.Tests.Reports.Sheets;

public sealed class DecisionPageTests
{
    private static readonly string[] Trade =
    [
        "NPV",
        "EVPI",
        "EVSI",
        "ENBS",
        "CEAC",
        "MCSE",
        "P5",
        "P95",
        "P(best)",
        "probability",
        "in expectation",
        "incumbent",
    ];

    internal static IEnumerable<string> Decisions =>
        ["example-S1", "example-S2", "example-S3", "alone", "losing", "hostile"];

    [TestCaseSource(nameof(Decisions))]
    public async Task The_page_to_sign_speaks_without_words_of_the_trade(string decision)
    {
        var account = Account(decision);
        var page = await ParseAsync(account);
        string text = page.QuerySelector("#sheet")!.TextContent;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Trade.Where(word => text.Contains(word, StringComparison.Ordinal)), Is.Empty);
            Assert.That(Unspaced(page.TextOf("#sheet h1")), Is.EqualTo(Unspaced(new VerdictWords(account).Headline)));
            Assert.That(page.QuerySelectorAll("#sheet .signature"), Has.Exactly(2).Items);
            Assert.That(page.QuerySelectorAll("#sheet h1"), Has.Exactly(1).Items);
        }
    }

    [Test]
    public async Task A_hundred_squares_hold_the_futures_that_pay()
    {
        var account = Account("example-S3");
        var page = await ParseAsync(account);
        var subject = account.Result.Options.First(option => option.Id == account.Result.Subject);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(page.QuerySelectorAll(".odds rect"), Has.Exactly(100).Items);
            Assert.That(
                page.QuerySelectorAll(".odds .pays"),
                Has.Exactly((int)Math.Round(100 * subject.PPositive)).Items
            );
        }
    }

    [Test]
    public async Task Hostile_names_and_texts_stay_text()
    {
        string text = await TextAsync(Account("hostile"));
        var page = await new HtmlParser().ParseDocumentAsync(text);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(page.QuerySelectorAll("img, i, #sheet script, [onload], [onerror]"), Is.Empty);
            Assert.That(
                page.QuerySelector("#sheet .question")!.TextContent,
                Is.EqualTo("Is </script><script>alert(2)</script> a question?")
            );
            Assert.That(text, Does.Not.Contain("url(").And.Not.Contain("<script>alert"));
        }
    }

    [Test]
    public async Task Several_decisions_in_one_folder_have_a_page_each_and_one_that_changed_takes_its_own()
    {
        var folder = Directory.CreateTempSubdirectory("evalharness-decisions-");
        try
        {
            var (first, second) = (Account("example-S3"), Account("hostile"));
            string one = await DecisionFolder.WriteAsync(first, folder.FullName);
            byte[] before = await File.ReadAllBytesAsync(one);
            string two = await DecisionFolder.WriteAsync(second, folder.FullName);
            using (Assert.EnterMultipleScope())
            {
                Assert.That(Path.GetFileName(one), Is.EqualTo("decision.html"));
                Assert.That(Path.GetFileName(two), Does.Match("^decision-[A-Za-z0-9_-]+[.]html$"));
                Assert.That(await File.ReadAllBytesAsync(one), Is.EqualTo(before));
                Assert.That(await DecisionFolder.WriteAsync(second, folder.FullName), Is.EqualTo(two));
                Assert.That(await DecisionFolder.WriteAsync(first, folder.FullName), Is.EqualTo(one));
                Assert.That(
                    Directory.GetFiles(Path.Combine(folder.FullName, "charts")).Select(Path.GetFileName),
                    Does.Contain("decision-bridge.svg")
                );
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Test]
    public async Task Report_and_decision_lead_to_each_other_and_a_decision_that_is_gone_leaves_no_page()
    {
        var folder = Directory.CreateTempSubdirectory("evalharness-decision-");
        try
        {
            var input = InventedRun.Of(Recipes.All["small"]) with { Decision = Account("example-S3") };
            await ReportFiles.WriteAsync(input, folder.FullName);
            string decided = Path.Combine(folder.FullName, "decision.html");
            var report = await ParseFileAsync(Path.Combine(folder.FullName, "report.html"));
            var decision = await ParseFileAsync(decided);
            byte[] first = await File.ReadAllBytesAsync(decided);
            await ReportFiles.WriteAsync(input, folder.FullName);
            using (Assert.EnterMultipleScope())
            {
                Assert.That(report.QuerySelector("#verdict a[href='decision.html']"), Is.Not.Null);
                Assert.That(report.QuerySelector(".stamp")!.TextContent, Does.StartWith("Not yet. First have router"));
                Assert.That(report.QuerySelectorAll("#decision, .sliders"), Is.Empty);
                Assert.That(decision.QuerySelector("header a[href='report.html']"), Is.Not.Null);
                Assert.That(await File.ReadAllBytesAsync(decided), Is.EqualTo(first));
            }

            await ReportFiles.WriteAsync(input with { Decision = null }, folder.FullName);
            Assert.That(File.Exists(decided), Is.False);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    internal static DecisionAccount Account(string name) =>
        DecisionAccount.Of(
            new DecisionCase(
                name switch
                {
                    "example-S2" => Examples.MovingFrontier(2000),
                    "alone" => Examples.Plain(),
                    "losing" => Examples.Plain(new OptionSpec("worse", 0.7) { Oneoff = 100_000 }),
                    "hostile" => Hostile(),
                    _ => Examples.Worked(name, 2000),
                }
            )
        );

    private static DecisionSpec Hostile() =>
        DecisionReader.Parse(
            """
            id: "<img src=x onerror=alert(1)>/../../etc"
            question: "Is </script><script>alert(2)</script> a question?"
            incumbent: "a.b. <b>today</b>"
            volume: { v0_per_month: { dist: lognormal, median: 100000, sigma: 0.3, owner: "<i>desk</i>" } }
            value: { per_correct: 0.2, per_error: 0.1 }
            market: { frontier_error_reduction_per_year: 0.1 }
            options:
              - { id: "a.b. <b>today</b>", kind: prompt, quality: { dist: beta, mean: 0.8, sd: 0.02 } }
              - { id: "own\" onload=alert(3) x=\"a-name-that-never-ends-0123456789-0123456789", kind: lora, quality: { dist: beta, mean: 0.9, sd: 0.02 }, oneoff: 20000, lead_months: 2, p_success: 0.9 }
            studies:
              - { id: "study </td> with a name that does not end soon", type: single_eval, option: "a.b. <b>today</b>", n: [100, 1000], cost_per_item: 0.001 }
            monte_carlo: { draws: 2000 }
            """,
            "hostile.yaml",
            SuiteCatalog.With()
        );

    private static string Unspaced(string text) =>
        text.Replace('\u00a0', ' ').Replace("\u2060", "", StringComparison.Ordinal);

    private static async Task<IHtmlDocument> ParseAsync(DecisionAccount account) =>
        await new HtmlParser().ParseDocumentAsync(await TextAsync(account));

    private static async Task<IHtmlDocument> ParseFileAsync(string path) =>
        await new HtmlParser().ParseDocumentAsync(await File.ReadAllTextAsync(path));

    private static async Task<string> TextAsync(DecisionAccount account)
    {
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            await DecisionPage.WriteAsync(account, path);
            return await File.ReadAllTextAsync(path);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
