using System.Text.RegularExpressions;
using NUnit.Framework;

namespace EvalHarness.Tests.Samples;

/// <summary>Code in a README is code that is compiled: it stands word for word in a file of a test project.</summary>
public sealed partial class ReadmeSampleTests
{
    private static readonly string[] Compiled =
    [
        .. Directory
            .EnumerateFiles(Path.Combine(Repository.Root, "tests"), "*.cs", SearchOption.AllDirectories)
            .Select(path => Normal(File.ReadAllText(path))),
    ];

    /// <summary>Every README of the root, src, suites and results; what is built lies elsewhere.</summary>
    private static IEnumerable<string> Readmes() =>
        ((string[])["src", "suites", "results"])
            .SelectMany(folder =>
                Directory.EnumerateFiles(
                    Path.Combine(Repository.Root, folder),
                    "README.md",
                    SearchOption.AllDirectories
                )
            )
            .Append(Path.Combine(Repository.Root, "README.md"))
            .Select(path => Path.GetRelativePath(Repository.Root, path).Replace('\\', '/'))
            .Order(StringComparer.Ordinal);

    private static IEnumerable<TestCaseData> Blocks() =>
        Readmes()
            .SelectMany(readme =>
                BlocksOf(File.ReadAllText(Path.Combine(Repository.Root, readme)))
                    .Select((block, i) => new TestCaseData(readme, block).SetArgDisplayNames(readme, $"{i + 1}"))
            );

    [TestCaseSource(nameof(Blocks))]
    public void Code_of_a_readme_is_compiled(string readme, string block) =>
        Assert.That(
            IsCompiled(block),
            Is.True,
            $"{readme}: the block that starts with '{block.Split('\n')[0]}' stands in no .cs file under tests/"
        );

    [Test]
    public void The_readmes_are_found() =>
        Assert.That(
            Readmes(),
            Is.SupersetOf([
                "README.md",
                "suites/README.md",
                "results/README.md",
                "src/EvalHarness.Statistics/README.md",
            ])
        );

    [Test]
    public void Blocks_of_other_languages_are_passed_over_and_all_others_are_found() =>
        Assert.That(
            BlocksOf("a\n```csharp\nint x = 1;\n```\n```sh\nls\n```\n  ```csharp\n  int y = 2;\n\n  int z;\n  ```\n"),
            Is.EqualTo(["int x = 1;", "int y = 2;\n\n  int z;"])
        );

    [Test]
    public void Code_that_is_not_compiled_is_noticed_and_space_does_not_count()
    {
        string word = "Never" + "Written";
        using (Assert.EnterMultipleScope())
        {
            Assert.That(IsCompiled($"var x = new {word}();"), Is.False);
            Assert.That(IsCompiled("string word   =   \"Never\" +\n\n \"Written\";"), Is.True);
        }
    }

    private static bool IsCompiled(string block)
    {
        string wanted = Normal(block);
        return Compiled.Any(text => text.Contains(wanted, StringComparison.Ordinal));
    }

    private static string[] BlocksOf(string markdown) =>
        [.. Fence().Matches(markdown.ReplaceLineEndings("\n")).Select(match => match.Groups["code"].Value.Trim())];

    private static string Normal(string text) => Space().Replace(text, " ").Trim();

    [GeneratedRegex(@"^ *```csharp *\n(?<code>.*?)^ *``` *$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}
