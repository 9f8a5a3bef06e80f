using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using NUnit.Framework;

namespace EvalHarness.Cli.Tests;

/// <summary>A site of runs that were really made, published as a user does it.</summary>
public sealed partial class PublishTests
{
    private const string Secret = "zanzibar-heading";
    private const string Hostile = "<img src=x onerror=alert(1)>";

    /// <summary>A suite of rules that get better, made for three runs; a second suite of one run; a run with a hostile model.</summary>
    private static async Task<Tool> RunsAsync(int runs = 3)
    {
        var tool = new Tool();
        var data = new StringBuilder("id,text,label,desk\n");
        for (int i = 0; i < 120; i++)
        {
            string label = i % 3 == 0 ? "negative" : "positive";
            string word =
                i % 3 != 0 ? "good"
                : i % 2 == 0 ? "bad"
                : "poor";
            data.Append(
                CultureInfo.InvariantCulture,
                $"s{i:000},{Secret} {i} {word},{label},{(i % 5 == 0 ? "fx" : "bonds")}\n"
            );
        }

        tool.Write("data.csv", data.ToString());
        foreach (int run in Enumerable.Range(0, runs))
        {
            // The second run repeats the first, the third knows another word.
            tool.Write(
                "rules.yaml",
                $"default: positive\nrules:\n  - {{ words: [{(run == 2 ? "bad, poor" : "bad")}], label: negative }}\n"
            );
            await RunAsync(tool, "desk/tickets", "words");
        }

        await RunAsync(tool, "Other", Hostile);
        return tool;
    }

    private static async Task RunAsync(Tool tool, string suite, string model)
    {
        tool.Write(
            "suite.yaml",
            $$$"""
            suite: {{{suite}}}
            description: Are "rules" <b>enough</b>?
            models:
              "{{{model}}}": { provider: rules, rules: rules.yaml, custom: true }
              flat: { provider: majority-class, train: { file: data.csv, label: label } }
            tasks:
              - task: label
                dataset: { file: data.csv, id: id, fields: [text], target: label, slices: [desk] }
                prompt: "Say what {{text}} is."
                answer: { choice: [positive, negative] }
                metrics: [accuracy, macro_f1]
            """
        );
        var ended = await tool.RunAsync("run", "suite.yaml", "--quiet");
        Assert.That(ended.ExitCode, Is.Zero, ended.ToString());
    }

    [Test]
    public async Task Publishing_again_keeps_every_byte_and_writes_nothing_and_another_folder_gets_the_same()
    {
        using var tool = await RunsAsync();
        var first = await tool.RunAsync("publish", "results", "--out", "site");
        var made = PublishedSite.Files(tool, "site");
        var again = await tool.RunAsync("publish", "results", "--out", "site");
        await tool.RunAsync("publish", "results", "--out", "fresh");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(first.ExitCode, Is.Zero, first.ToString());
            Assert.That(first.Errors, Does.Contain("2 suites, 4 runs:"));
            Assert.That(again.Errors, Does.Contain("0 files written").And.Contain("0 removed"));
            Assert.That(PublishedSite.Files(tool, "site"), Is.EquivalentTo(made));
            Assert.That(PublishedSite.Files(tool, "fresh"), Is.EquivalentTo(made));
            Assert.That(
                made.Keys,
                Has.Some.EqualTo("index.html").And.Some.EqualTo("feed.json").And.Some.EqualTo("assets/plotly.js")
            );
        }
    }

    [Test]
    public async Task A_new_run_makes_only_what_it_touches_anew_and_the_pages_of_a_removed_one_go()
    {
        using var tool = await RunsAsync(runs: 1);
        await tool.RunAsync("publish", "results", "--out", "site");
        var before = PublishedSite.Files(tool, "site");
        await RunAsync(tool, "desk/tickets", "words");
        await tool.RunAsync("publish", "results", "--out", "site");
        var grown = PublishedSite.Files(tool, "site");
        tool.Write("site/notes.txt", "mine");
        Directory.Delete(tool.Runs("desk/tickets")[^1], recursive: true);
        var shrunk = await tool.RunAsync("publish", "results", "--out", "site");
        var after = PublishedSite.Files(tool, "site");
        after.Remove("notes.txt", out string? notes);
        using (Assert.EnterMultipleScope())
        {
            string[] changed =
            [
                .. grown.Where(file => before.GetValueOrDefault(file.Key) != file.Value).Select(file => file.Key),
            ];
            Assert.That(
                changed,
                Has.Some.StartsWith("runs/desk--tickets/").And.Some.EqualTo("suites/desk--tickets.html")
            );
            Assert.That(changed, Has.None.StartsWith("runs/other").And.None.StartsWith("assets/plotly"));
            Assert.That(shrunk.Errors, Does.Not.Contain(" 0 removed"));
            Assert.That(after, Is.EquivalentTo(before), "the site is a function of the runs that are there");
            Assert.That(notes, Is.Not.Null, "what the site did not write stays");
        }
    }

    [Test]
    public async Task Every_link_leads_to_a_file_of_the_site_from_wherever_it_stands()
    {
        using var tool = await RunsAsync();
        await tool.RunAsync("publish", "results", "--out", "site");
        string root = Path.Combine(tool.Folder, "site");
        var broken = new List<string>();
        int checkedLinks = 0;
        foreach (string page in Directory.EnumerateFiles(root, "*.html", SearchOption.AllDirectories))
        {
            foreach (Match link in Link().Matches(PublishedSite.Page(page)))
            {
                string target = System.Net.WebUtility.HtmlDecode(link.Groups[1].Value).Split('#')[0];
                if (
                    target.Length == 0
                    || target.StartsWith("data:", StringComparison.Ordinal)
                    || target.StartsWith("https://doi.org/", StringComparison.Ordinal)
                )
                {
                    continue;
                }

                checkedLinks++;
                if (
                    target.StartsWith('/')
                    || target.Contains("://", StringComparison.Ordinal)
                    || !File.Exists(Path.Combine(Path.GetDirectoryName(page)!, target))
                )
                {
                    broken.Add($"{Path.GetRelativePath(root, page)}: {target}");
                }
            }
        }

        using (Assert.EnterMultipleScope())
        {
            Assert.That(broken, Is.Empty);
            Assert.That(checkedLinks, Is.GreaterThan(60));
        }
    }

    [Test]
    public async Task Without_samples_no_text_of_the_test_set_is_published_in_any_form()
    {
        using var tool = await RunsAsync();
        await tool.RunAsync("publish", "results", "--out", "open");
        var ended = await tool.RunAsync("publish", "results", "--out", "closed", "--no-samples");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(ended.ExitCode, Is.Zero, ended.ToString());
            Assert.That(PublishedSite.Readable(tool, "open"), Has.Some.Contains(Secret));
            Assert.That(
                PublishedSite.Readable(tool, "closed"),
                Has.None.Contains(Secret).And.None.Contains("Say what")
            );
            Assert.That(PublishedSite.Readable(tool, "closed"), Has.Some.Contains("s003"), "ids stay");
        }
    }

    [Test]
    public async Task Names_from_outside_are_text_wherever_they_stand()
    {
        using var tool = await RunsAsync(runs: 1);
        await tool.RunAsync("publish", "results", "--out", "site");
        using (Assert.EnterMultipleScope())
        {
            foreach (
                var (name, bytes) in PublishedSite
                    .Files(tool, "site")
                    .Where(file => file.Key.EndsWith(".html", StringComparison.Ordinal))
            )
            {
                string page = Encoding.UTF8.GetString(Convert.FromBase64String(bytes));
                Assert.That(page, Does.Not.Contain(Hostile).And.Not.Contain("<b>enough</b>"), name);
                Assert.That(
                    page,
                    Does.Contain("http-equiv=\"Content-Security-Policy\" content=\"default-src &#39;none&#39;")
                        .Or.Contain("content=\"default-src 'none'"),
                    name
                );
            }

            Assert.That(PublishedSite.Files(tool, "site").Keys, Has.All.Match("^[a-z0-9~./_-]+$"));
        }
    }

    [Test]
    public async Task What_is_no_whole_run_is_told_in_a_line_and_passed_over()
    {
        using var tool = await RunsAsync(runs: 1);
        tool.Write("results/desk/tickets/20260101-000000-00000000/responses.jsonl", "");
        tool.Write("results/foreign/run.json", "{ \"what\": 1 }");
        tool.Write("results/broken/run.json", "{ ");
        string whole = tool.Runs("Other")[0];
        string running = Path.Combine(tool.Folder, "results/running");
        Directory.CreateDirectory(running);
        foreach (string file in Directory.EnumerateFiles(whole))
        {
            string text = await File.ReadAllTextAsync(file);
            await File.WriteAllTextAsync(
                Path.Combine(running, Path.GetFileName(file)),
                Path.GetFileName(file) == "run.json" ? Ended().Replace(text, "") : text
            );
        }

        var ended = await tool.RunAsync("publish", "results", "--out", "site");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(ended.ExitCode, Is.Zero, ended.ToString());
            Assert.That(ended.Errors, Does.Contain("2 suites, 2 runs"));
            Assert.That(
                ended.Errors.Split('\n').Count(line => line.Contains("passed over", StringComparison.Ordinal)),
                Is.EqualTo(4),
                ended.Errors
            );
            Assert.That(ended.Errors, Does.Contain("it has not ended").And.Contain("it has no run.json"));
        }
    }

    [Test]
    public async Task A_folder_that_is_no_site_is_not_touched_without_force()
    {
        using var tool = await RunsAsync(runs: 1);
        tool.Write("other/index.html", "somebody else's");
        var refused = await tool.RunAsync("publish", "results", "--out", "other");
        var inside = await tool.RunAsync("publish", "results", "--out", "results/site");
        var absent = await tool.RunAsync("publish", "nowhere", "--out", "site");
        using (Assert.EnterMultipleScope())
        {
            Assert.That((refused.ExitCode, inside.ExitCode, absent.ExitCode), Is.EqualTo((2, 2, 2)));
            Assert.That(refused.Errors, Does.Contain("a folder that holds other things").And.Contain("--force"));
            Assert.That(inside.Errors, Does.Contain("a site inside the results"));
            Assert.That(
                await File.ReadAllTextAsync(Path.Combine(tool.Folder, "other/index.html")),
                Is.EqualTo("somebody else's")
            );
            Assert.That(Directory.Exists(Path.Combine(tool.Folder, "results/site")), Is.False);
        }
    }

    [Test]
    public async Task Feeds_hold_runs_and_changes_with_the_dates_of_runs_and_whole_addresses_where_one_is_given()
    {
        using var tool = await RunsAsync();
        await tool.RunAsync("publish", "results", "--out", "site", "--url", "https://example.org/evals");
        var wrong = await tool.RunAsync("publish", "results", "--out", "site", "--url", "javascript:alert(1)");
        using var feed = JsonDocument.Parse(await File.ReadAllBytesAsync(Path.Combine(tool.Folder, "site/feed.json")));
        var items = feed.RootElement.GetProperty("items").EnumerateArray().ToArray();
        var atom = XDocument.Load(Path.Combine(tool.Folder, "site/feed.xml"));
        string index = await File.ReadAllTextAsync(Path.Combine(tool.Folder, "site/index.html"));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                feed.RootElement.GetProperty("version").GetString(),
                Is.EqualTo("https://jsonfeed.org/version/1.1")
            );
            Assert.That(items, Has.Length.EqualTo(5), "four runs and the rules that learnt a word");
            Assert.That(
                items.Select(item => item.GetProperty("url").GetString()),
                Has.All.StartWith("https://example.org/evals/")
            );
            Assert.That(
                items.Select(item => item.GetProperty("title").GetString()),
                Has.One.Contains("words is better, +16.7 points")
            );
            Assert.That(items.Select(item => item.GetProperty("id").GetString()), Is.Unique);
            Assert.That(atom.Root!.Elements().Count(element => element.Name.LocalName == "entry"), Is.EqualTo(5));
            Assert.That(
                index,
                Does.Contain("<meta property=\"og:image\" content=\"https://example.org/evals/assets/card.png\">")
            );
            Assert.That(wrong.ExitCode, Is.EqualTo(2));
        }
    }

    [Test]
    public async Task A_history_says_what_changed_and_calls_only_that_a_change()
    {
        using var tool = await RunsAsync();
        await tool.RunAsync("publish", "results", "--out", "site");
        string suite = await File.ReadAllTextAsync(Path.Combine(tool.Folder, "site/suites/desk--tickets.html"));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(suite, Does.Contain("words leads in all three runs; it provably improved once"));
            Assert.That(
                suite,
                Does.Contain("no new request was paid").And.Contain("nothing changed").And.Contain("another version")
            );
            Assert.That(
                Regex.Matches(suite, "class=\"chg\"|class=\"vd better\""),
                Has.Count.EqualTo(3),
                "the step, twice, and on the board"
            );
        }
    }

    [GeneratedRegex("(?:href|src)=\"([^\"]*)\"")]
    private static partial Regex Link();

    [GeneratedRegex("\\s*\"ended_at\": \"[^\"]*\",")]
    private static partial Regex Ended();
}
