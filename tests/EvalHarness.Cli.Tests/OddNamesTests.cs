using NUnit.Framework;

namespace EvalHarness.Cli.Tests;

/// <summary>A site of models whose names would like to be paths or scripts.</summary>
public sealed class OddNamesTests
{
    [Test]
    public async Task Whatever_a_model_is_called_its_page_lies_in_the_site_and_the_name_is_text()
    {
        using var tool = new Tool();
        string[] names =
        [
            "../../../../etc/passwd",
            "quoted' \\\"<b>",
            "</script><script>alert(1)</script>",
            new('x', 100),
        ];
        tool.Write(
            "data.csv",
            "id,text,label\n"
                + string.Concat(
                    Enumerable.Range(0, 40).Select(i => $"../s{i}<b>,ticket {i},{(i % 3 == 0 ? "no" : "yes")}\n")
                )
        );
        tool.Write(
            "suite.yaml",
            $$$"""
            suite: Desk/odd..names
            models:
            {{{string.Join('\n', names.Select(name => $"  \"{name}\": {{ provider: random }}"))}}}
              flat: { provider: majority-class }
            tasks:
              - task: label
                dataset: { file: data.csv, id: id, fields: [text], target: label }
                prompt: "{{text}}"
                answer: { choice: ["yes", "no"] }
                metrics: [accuracy]
            """
        );
        var ran = await tool.RunAsync("run", "suite.yaml", "--quiet");
        Assert.That(ran.ExitCode, Is.Zero, ran.ToString());
        string[] before = Directory.GetFileSystemEntries(tool.Folder);
        var ended = await tool.RunAsync("publish", "results", "--out", "site");
        string site = Path.Combine(tool.Folder, "site");
        string[] files = [.. PublishedSite.Files(tool, "site").Keys];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(ended.ExitCode, Is.Zero, ended.ToString());
            Assert.That(
                Directory.GetFileSystemEntries(tool.Folder),
                Is.EquivalentTo(before.Append(site)),
                "nothing is written beside the site"
            );
            Assert.That(files.Count(file => file.StartsWith("models/", StringComparison.Ordinal)), Is.EqualTo(5));
            Assert.That(files, Has.All.Match("^[a-z0-9~./_-]{1,120}$").And.None.Contains(".."));
            foreach (string page in files.Where(file => file.EndsWith(".html", StringComparison.Ordinal)))
            {
                string text = await File.ReadAllTextAsync(Path.Combine(site, page));
                Assert.That(text, Does.Not.Contain("<script>alert").And.Not.Contain("\"<b>"), page);
            }
        }
    }
}
