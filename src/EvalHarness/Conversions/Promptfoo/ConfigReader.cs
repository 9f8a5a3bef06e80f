using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using EvalHarness.Core;
using EvalHarness.Yaml;

namespace EvalHarness.Conversions.Promptfoo;

/// <summary>Reads a configuration, or a table of tests by itself.</summary>
/// <param name="source">The file.</param>
/// <param name="remarks">Where what becomes of its parts is told.</param>
internal sealed class ConfigReader(ConversionSource source, Remarks remarks)
{
    /// <summary>Keys that no score hangs on.</summary>
    private static readonly string[] Idle =
    [
        "$schema",
        "outputPath",
        "sharing",
        "writeLatestResults",
        "tags",
        "metadata",
        "env",
        "assertionTemplates",
        "nunjucksFilters",
    ];

    private readonly PromptfooFiles files = new(source.Folder, source.Root, remarks);
    private string? description;
    private int repeat = 1;

    /// <summary>Reads it.</summary>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<PromptfooConfig> ReadAsync(CancellationToken cancellationToken)
    {
        if (source.Root is not { } root)
        {
            return await TableAsync(cancellationToken);
        }

        foreach (var entry in root.Entries)
        {
            Look(entry);
        }

        var defaults = remarks.Try(() => Defaults(root.Find("defaultTest")?.Value));
        var tests = defaults is null ? [] : await TestsAsync(root, defaults, cancellationToken);
        var prompts = new PromptReader(files);
        var providers = new ProviderReader(remarks);
        return new PromptfooConfig(
            description,
            [.. Items(root, "prompts").SelectMany(node => remarks.Try(() => prompts.Read(node).ToList()) ?? [])],
            [
                .. Items(root, "providers")
                    .Concat(Items(root, "targets"))
                    .Select(node => remarks.Try(() => providers.Read(node)))
                    .OfType<PromptfooModel>(),
            ],
            tests,
            repeat
        );
    }

    private async Task<PromptfooConfig> TableAsync(CancellationToken cancellationToken)
    {
        var tests = await new TestTable(remarks).ReadAsync(source.Path, cancellationToken);
        string[] names = [.. tests.SelectMany(test => test.Order).Distinct()];
        remarks.Open(
            new Location(source.Path, 1),
            "a table of tests without prompts and models",
            "write the question under 'prompt:' and the models under 'models:'"
        );
        var turns = ImmutableArray.CreateBuilder<Nunjucks.Part>();
        foreach (string name in names)
        {
            turns.Add(new Nunjucks.Part(turns.Count == 0 ? "" : "\n", false));
            turns.Add(new Nunjucks.Part(name, true));
        }

        return new PromptfooConfig(
            null,
            [new PromptfooPrompt(new Location(source.Path, 1), null, [("user", turns.ToImmutable())])],
            [],
            [.. tests],
            1
        );
    }

    /// <summary>Looks at a key of the configuration: what is not read elsewhere is told.</summary>
    private void Look(YamlEntry entry)
    {
        switch (entry.Key)
        {
            case "prompts" or "providers" or "targets" or "tests" or "scenarios" or "defaultTest":
                break;
            case "description":
                description = (entry.Value as YamlScalar)?.Text;
                break;
            case "evaluateOptions" or "commandLineOptions":
                Options(entry);
                break;
            case "derivedMetrics":
                remarks.Refused(
                    entry.KeyAt,
                    "'derivedMetrics', formulas of scores",
                    "the metrics themselves; a metric of your own for a formula"
                );
                break;
            case "extensions":
                remarks.Refused(
                    entry.KeyAt,
                    "'extensions', which is code and is not run",
                    "a configuration that stands without them"
                );
                break;
            case "redteam":
                remarks.Refused(
                    entry.KeyAt,
                    "'redteam', which writes its tests itself",
                    "the tests that it wrote, as a list"
                );
                break;
            case "tracing":
                remarks.Refused(entry.KeyAt, "'tracing', which assertions may look at", "tests of answers alone");
                break;
            default:
                if (Idle.Contains(entry.Key))
                {
                    remarks.Dropped(entry.KeyAt, $"'{entry.Key}'", "no score hangs on it");
                }
                else
                {
                    remarks.Refused(
                        entry.KeyAt,
                        $"the key {Wording.Quote(entry.Key)}, which is not known",
                        "a key of promptfoo 0.123.1"
                    );
                }

                break;
        }
    }

    private void Options(YamlEntry entry)
    {
        foreach (var option in (entry.Value as YamlMapping)?.Entries ?? [])
        {
            if (
                option.Key == "repeat"
                && JsYaml.Json(option.Value) is JsonValue count
                && count.GetValueKind() == JsonValueKind.Number
            )
            {
                repeat = Math.Clamp((int)count.GetValue<double>(), 1, 1000);
                if (repeat > 1)
                {
                    remarks.Taken(option.KeyAt, "repeats", "of one sample here, where promptfoo counts each as a test");
                }
            }
            else if (
                option.Key.StartsWith("filter", StringComparison.Ordinal)
                || option.Key
                    is "var"
                        or "assertions"
                        or "suggestPrompts"
                        or "generateSuggestions"
                        or "prompts"
                        or "providers"
                        or "tests"
            )
            {
                remarks.Refused(
                    option.KeyAt,
                    $"'{option.Key}' of '{entry.Key}', which decides what is asked",
                    "the tests that are meant, written out"
                );
            }
            else
            {
                remarks.Dropped(option.KeyAt, $"'{option.Key}' of '{entry.Key}'", "no score hangs on it");
            }
        }
    }

    private PromptfooTest Defaults(YamlNode? node) =>
        node switch
        {
            null or YamlScalar { IsNull: true } => new PromptfooTest(new Location(source.Path)),
            YamlScalar named => new TestReader(files, remarks).Read(files.Yaml(named.Text, named.At)),
            _ => new TestReader(files, remarks).Read(node),
        };

    private async Task<ImmutableArray<PromptfooTest>> TestsAsync(
        YamlMapping root,
        PromptfooTest defaults,
        CancellationToken cancellationToken
    )
    {
        var tests = new List<PromptfooTest>();
        foreach (var node in Items(root, "tests"))
        {
            tests.AddRange(await TestsOfAsync(node, cancellationToken));
        }

        tests.AddRange(Scenarios(root));
        if (Items(root, "tests").Length == 0 && root.Find("scenarios") is null)
        {
            // Without tests each prompt is asked once, as it is.
            tests.Add(new PromptfooTest(root.At));
        }

        return
        [
            .. tests.Select(test =>
                test.HasNoDefaults == true ? test.Over(defaults with { Asserts = [] }) : test.Over(defaults)
            ),
        ];
    }

    private IEnumerable<PromptfooTest> Scenarios(YamlMapping root)
    {
        var reader = new TestReader(files, remarks);
        foreach (var scenario in Items(root, "scenarios").OfType<YamlMapping>())
        {
            if (
                scenario.Entries.FirstOrDefault(entry => entry.Key is not ("config" or "tests" or "description")) is
                { } odd
            )
            {
                remarks.Refused(odd.KeyAt, $"the key {Wording.Quote(odd.Key)} of a scenario", "config and tests");
                continue;
            }

            var inner = Items(scenario, "tests");
            foreach (var data in Items(scenario, "config"))
            {
                foreach (var test in inner.Length == 0 ? [new YamlMapping([], data.At)] : inner)
                {
                    yield return remarks.Try(() => reader.Read(test).Over(reader.Read(data)))
                        ?? new PromptfooTest(test.At) { IsRefused = true };
                }
            }
        }
    }

    private async Task<IEnumerable<PromptfooTest>> TestsOfAsync(YamlNode node, CancellationToken cancellationToken)
    {
        if (node is not YamlScalar named)
        {
            return Listed(node);
        }

        if (remarks.Try(() => files.Find(named.Text, named.At)) is not { } path)
        {
            return [];
        }

        string ending = Path.GetExtension(path).ToLowerInvariant();
        if (ending == ".csv")
        {
            return await new TestTable(remarks).ReadAsync(Shown(path), cancellationToken);
        }

        return ending switch
        {
            ".yaml" or ".yml" or ".json" => Listed(files.Yaml(named.Text, named.At)),
            ".jsonl" => Listed(ConversionSource.Compose(OneList(files.Text(named.Text, named.At)), Shown(path))),
            _ => Refused(named),
        };
    }

    /// <summary>Lines of JSON as one list, in which each stands where it stood.</summary>
    private static string OneList(string lines)
    {
        string[] all = lines.ReplaceLineEndings("\n").Split('\n');
        int last = Array.FindLastIndex(all, line => line.Trim().Length > 0);
        return "["
            + string.Join('\n', all.Select((line, i) => line.Trim().Length == 0 || i >= last ? line : line + ","))
            + "]";
    }

    private List<PromptfooTest> Refused(YamlScalar named)
    {
        remarks.Refused(
            named.At,
            $"the file {Wording.Quote(named.Text)} of tests",
            "a file of CSV, JSON, JSON Lines or YAML"
        );
        return [];
    }

    private List<PromptfooTest> Listed(YamlNode node)
    {
        var reader = new TestReader(files, remarks);
        YamlNode[] items = node is YamlSequence list ? [.. list.Items] : [node];
        return
        [
            .. items.Select(item =>
                remarks.Try(() => reader.Read(item)) ?? new PromptfooTest(item.At) { IsRefused = true }
            ),
        ];
    }

    private static string Shown(string path) => Path.GetRelativePath(Directory.GetCurrentDirectory(), path);

    private static YamlNode[] Items(YamlMapping mapping, string key) =>
        mapping.Find(key)?.Value switch
        {
            null or YamlScalar { IsNull: true } => [],
            YamlSequence list => [.. list.Items],
            var one => [one],
        };
}
