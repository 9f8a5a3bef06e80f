using System.Collections.Immutable;
using EvalHarness.Core;
using EvalHarness.Yaml;

namespace EvalHarness.Suites;

/// <summary>A suite file and the files that it includes, as one mapping.</summary>
internal sealed class SuiteSources(FaultCollector findings)
{
    private const int MaxDepth = 8;
    private const int MaxFiles = 64;
    private static readonly string[] IncludedKeys = ["description", "include", "models", "prices"];
    private readonly List<SuiteSource> read = [];
    private readonly Dictionary<string, YamlEntry> models = new(StringComparer.Ordinal);
    private readonly Dictionary<string, YamlEntry> prices = new(StringComparer.Ordinal);
    private readonly HashSet<string> done = new(StringComparer.Ordinal);

    /// <summary>The files read, the suite first.</summary>
    public ImmutableArray<SuiteSource> Read => [.. read];

    /// <summary>The suite's mapping with all included models; null when it cannot be read.</summary>
    public YamlMapping? Load(string path)
    {
        if (Mapping(path, null) is not { } root)
        {
            return null;
        }

        Gather(root, [Path.GetFullPath(path)]);
        return root with
        {
            Entries =
            [
                .. root.Entries.Select(entry =>
                    entry is { Key: "models", Value: YamlMapping own }
                        ? entry with
                        {
                            Value = own with { Entries = Priced() },
                        }
                        : entry
                ),
                .. root.Find("models") is null && models.Count > 0
                    ? [new YamlEntry("models", root.At, new YamlMapping(Priced(), root.At))]
                    : Array.Empty<YamlEntry>(),
            ],
        };
    }

    private YamlMapping? Mapping(string path, Location? namedAt)
    {
        if (YamlFile.Read(path, findings, namedAt) is not { } text)
        {
            return null;
        }

        read.Add(new SuiteSource(path, text, Digest.Of(text)));
        var node = YamlComposer.Compose(text, path, findings);
        if (node is not null and not YamlMapping)
        {
            findings.Add(node.At, node.Describe(), "keys with values, such as 'suite: name'");
        }

        return node as YamlMapping;
    }

    private void Gather(YamlMapping file, ImmutableArray<string> chain)
    {
        foreach (var scalar in Included(file))
        {
            Include(scalar, chain);
        }

        Add(file, "models", models);
        Add(file, "prices", prices);
    }

    private static IEnumerable<YamlScalar> Included(YamlMapping file) =>
        file.Find("include")?.Value switch
        {
            YamlScalar { IsNull: false } scalar => [scalar],
            YamlSequence sequence => sequence.Items.OfType<YamlScalar>(),
            _ => [],
        };

    private void Include(YamlScalar scalar, ImmutableArray<string> chain)
    {
        string full = Path.GetFullPath(scalar.Text, Path.GetDirectoryName(chain[^1])!);
        if (chain.Contains(full))
        {
            findings.Add(
                scalar.At,
                $"{scalar.Describe()} includes itself",
                "files that include others in one direction"
            );
        }
        else if (chain.Length >= MaxDepth || read.Count >= MaxFiles)
        {
            findings.Add(scalar.At, "files included more than 8 deep, or more than 64 of them", "fewer");
        }
        else if (done.Add(full))
        {
            string shown = Path.Combine(Path.GetDirectoryName(scalar.At.File) ?? "", scalar.Text);
            if (Mapping(shown, scalar.At) is { } included)
            {
                CheckKeys(included);
                Gather(included, chain.Add(full));
            }
        }
    }

    private void CheckKeys(YamlMapping included)
    {
        foreach (var entry in included.Entries.Where(entry => !IncludedKeys.Contains(entry.Key)))
        {
            findings.Add(
                entry.KeyAt,
                $"unknown key {Wording.Quote(entry.Key)} in an included file",
                Wording.List(IncludedKeys),
                Spelling.Nearest(entry.Key, IncludedKeys)
            );
        }
    }

    private void Add(YamlMapping file, string section, Dictionary<string, YamlEntry> all)
    {
        foreach (var entry in (file.Find(section)?.Value as YamlMapping)?.Entries ?? [])
        {
            if (!all.TryAdd(entry.Key, entry))
            {
                findings.Add(
                    entry.KeyAt,
                    $"{Wording.Quote(entry.Key)} again, first at {all[entry.Key].KeyAt}",
                    "each name once"
                );
            }
        }
    }

    /// <summary>The models, each without a price of its own having that of the price list.</summary>
    private ImmutableArray<YamlEntry> Priced() =>
        [
            .. models.Values.Select(model =>
                model.Value is YamlMapping mapping
                && mapping.Find("price") is null
                && PriceOf(model.Key, mapping) is { } price
                    ? model with
                    {
                        Value = mapping with { Entries = mapping.Entries.Add(price with { Key = "price" }) },
                    }
                    : model
            ),
        ];

    private YamlEntry? PriceOf(string name, YamlMapping model) =>
        prices.GetValueOrDefault(name)
        ?? (model.Find("model")?.Value is YamlScalar id ? prices.GetValueOrDefault(id.Text) : null);
}
