using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using EvalHarness.Reports;
using EvalHarness.Reports.Sections;
using EvalHarness.Reports.Views;
using NUnit.Framework;

namespace EvalHarness.Tests.Reports;

public sealed class HtmlReportTests
{
    private static readonly string[] Recipes =
    [
        "headlines",
        "small",
        "one-model",
        "ties",
        "failures",
        "many-models",
        "hostile",
        "scripts",
        "two-tasks",
        "simulations",
        "mute-cascade",
        "routed",
    ];

    [TestCaseSource(nameof(Recipes))]
    public async Task The_page_names_no_address_outside_of_itself(string recipe)
    {
        string page = await Pages.TextAsync(recipe);
        var document = await Pages.ParseAsync(recipe);
        var links = document.QuerySelectorAll("[href], [src], [action], [data], [poster], [srcset]").Select(Target);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Regex.Matches(page, "https?:|@import|url\\(").Select(match => match.Value), Is.Empty);
            Assert.That(links, Has.All.StartsWith("#"));
        }
    }

    [TestCaseSource(nameof(Recipes))]
    public async Task The_policy_lets_only_the_scripts_and_the_style_sheet_of_the_page_run(string recipe)
    {
        var document = await Pages.ParseAsync(recipe);
        string policy = document.QuerySelector("meta[http-equiv=Content-Security-Policy]")!.GetAttribute("content")!;
        var scripts = document.QuerySelectorAll("script:not([type])").Select(script => Hash(script.TextContent));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(policy, Does.StartWith("default-src 'none'; base-uri 'none'; form-action 'none';"));
            Assert.That(policy, Does.Not.Contain("unsafe"));
            Assert.That(
                scripts,
                Has.Exactly(2).Items.And.All.Matches<string>(hash => policy.Contains(hash!, StringComparison.Ordinal))
            );
            Assert.That(policy, Does.Contain(Hash(document.QuerySelector("head style")!.TextContent)));
            Assert.That(document.All.Where(element => element.Attributes.Any(IsInline)), Is.Empty);
        }
    }

    [Test]
    public async Task What_models_and_datasets_say_never_becomes_markup()
    {
        var plain = await Pages.ParseAsync("headlines");
        var hostile = await Pages.ParseAsync("hostile");
        var known = plain.All.Select(element => element.LocalName).ToHashSet();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                hostile.All.Select(element => element.LocalName).Where(name => !known.Contains(name)),
                Is.Empty
            );
            Assert.That(hostile.TextOf(".number"), Does.Contain("error=alert(1)>\"'&<!--"));
            Assert.That(
                hostile.QuerySelector(".board .who")!.GetAttribute("title"),
                Does.Contain("finance-lora" + Reports.Recipes.Attack)
            );
            Assert.That(hostile.Title, Does.EndWith(Reports.Recipes.Attack));
        }
    }

    [Test]
    public async Task Every_section_stands_once_with_its_heading_and_its_link()
    {
        var document = await Pages.ParseAsync("headlines");
        var titles = document.QuerySelectorAll("section > h2").Select(heading => heading.TextContent.Trim());
        var report = new ReportView(InventedRun.Of(Reports.Recipes.All["headlines"]));
        string[] expected =
        [
            .. SectionCatalog
                .Of(report, Place.Opening)
                .Concat(SectionCatalog.Shown(report.Tasks[0]))
                .Concat(SectionCatalog.Of(report, Place.Closing))
                .Select(entry => entry.Section.Title)
                .Where(title => title.Length > 0),
        ];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(expected, Is.SupersetOf(new[] { "Leaderboard", "Slices", "Samples", "Methods", "Run" }));
            Assert.That(titles, Is.EqualTo(expected));
            Assert.That(document.QuerySelectorAll("nav a").Select(link => link.TextContent), Is.EqualTo(expected));
            Assert.That(document.QuerySelectorAll("nav a").Select(IsDangling), Has.None.True);
        }

        bool IsDangling(IElement link) => document.GetElementById(link.GetAttribute("href")![1..]) is null;
    }

    [TestCaseSource(nameof(Recipes))]
    public async Task Ids_are_unique_and_every_reference_to_one_is_met(string recipe)
    {
        var document = await Pages.ParseAsync(recipe);
        string?[] ids = document.All.Select(element => element.Id).Where(id => !string.IsNullOrEmpty(id)).ToArray();
        var references = document
            .QuerySelectorAll("[aria-describedby], [aria-labelledby], [aria-controls], [data-tip]")
            .SelectMany(element =>
                new[] { "aria-describedby", "aria-labelledby", "aria-controls", "data-tip" }.Select(
                    element.GetAttribute
                )
            )
            .OfType<string>();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(ids, Is.Unique);
            Assert.That(references.Except(ids!), Is.Empty);
        }
    }

    [TestCaseSource(nameof(Recipes))]
    public async Task Everything_that_can_be_used_has_a_name(string recipe)
    {
        var document = await Pages.ParseAsync(recipe);
        var unnamed = document
            .QuerySelectorAll("button, a, input, select, summary, [role=img], [role=region], [role=grid]")
            .Where(element =>
                string.IsNullOrWhiteSpace(element.GetAttribute("aria-label"))
                && string.IsNullOrWhiteSpace(element.TextContent)
                && string.IsNullOrWhiteSpace(element.Closest("label")?.TextContent)
            )
            .Select(element => element.OuterHtml);
        Assert.That(unnamed, Is.Empty);
    }

    [Test]
    public async Task Every_chart_of_numbers_has_them_in_a_table_that_can_be_had_as_csv()
    {
        var document = await Pages.ParseAsync("headlines");
        var tables = document.QuerySelectorAll("table[data-csv]").Select(table => table.GetAttribute("data-csv"));
        var without = document
            .QuerySelectorAll("section:has(.plot)")
            .Where(section => section.QuerySelector("table[data-csv]") is null)
            .Select(section => section.Id);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(without, Is.Empty);
            Assert.That(
                tables,
                Is.Unique.And.SupersetOf(new[] { "leaderboard-accuracy", "pairs-accuracy", "costs", "confusion" })
            );
        }
    }

    [Test]
    public async Task Several_tasks_are_shown_one_at_a_time_below_an_overview()
    {
        var document = await Pages.ParseAsync("two-tasks");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(document.QuerySelectorAll("#overview tbody tr"), Has.Exactly(3).Items);
            Assert.That(
                document.QuerySelectorAll("[role=tab]").Select(tab => tab.TextContent),
                Is.EqualTo(new[] { "sentiment", "topic", "entity" })
            );
            Assert.That(
                document.QuerySelectorAll("[role=tabpanel]").Select(panel => panel.HasAttribute("hidden")),
                Is.EqualTo(new[] { false, true, true })
            );
            Assert.That(document.QuerySelector("#t2-confusions"), Is.Null, "open answers have no confusion matrix");
        }
    }

    [Test]
    public async Task The_same_run_gives_the_same_bytes()
    {
        string again = await Pages.WriteAsync(InventedRun.Of(Reports.Recipes.All["small"]));
        Assert.That(again, Is.EqualTo(await Pages.TextAsync("small")));
    }

    [Test]
    public void A_cancelled_report_is_not_written()
    {
        using var cancel = new CancellationTokenSource();
        string page = Path.Combine(Folder("cancelled"), "report.html");
        Assert.That(
            async () => await HtmlReport.WriteAsync(Interrupted(cancel.Cancel), page, cancel.Token),
            Throws.InstanceOf<OperationCanceledException>()
        );
        Assert.That(Directory.GetFiles(Path.GetDirectoryName(page)!), Is.Empty);
    }

    [Test]
    public async Task A_report_that_is_cancelled_or_fails_half_way_leaves_the_old_page_whole(
        [Values("cancelled", "failed")] string how
    )
    {
        using var cancel = new CancellationTokenSource();
        string page = Path.Combine(Folder(how + "-over"), "report.html");
        await File.WriteAllTextAsync(page, "the old page");
        Action interrupt =
            how == "cancelled" ? cancel.Cancel : () => throw new InvalidDataException("a broken line of the log");
        Assert.That(
            async () => await HtmlReport.WriteAsync(Interrupted(interrupt), page, cancel.Token),
            Throws.Exception
        );
        using (Assert.EnterMultipleScope())
        {
            Assert.That(await File.ReadAllTextAsync(page), Is.EqualTo("the old page"));
            Assert.That(Directory.GetFiles(Path.GetDirectoryName(page)!), Is.EqualTo([page]));
        }
    }

    /// <summary>A run during the reading of whose responses, in the midst of the rendering, something happens.</summary>
    private static ReportInput Interrupted(Action interrupt)
    {
        var input = InventedRun.Of(Reports.Recipes.All["small"]);
        var responses = input.Responses!;
        return input with
        {
            Responses = token =>
            {
                interrupt();
                return responses(token);
            },
        };
    }

    private static string Folder(string name) =>
        Directory.CreateDirectory(Path.Combine(TestContext.CurrentContext.WorkDirectory, "pages", name)).FullName;

    private static bool IsInline(IAttr attribute) =>
        attribute.Name == "style" || attribute.Name.StartsWith("on", StringComparison.Ordinal);

    private static string? Target(IElement element) =>
        element is IHtmlAnchorElement ? element.GetAttribute("href") : element.OuterHtml;

    private static string Hash(string text) =>
        $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}'";
}
