using EvalHarness.Core;
using EvalHarness.Yaml;

namespace EvalHarness.Decisions.Specs;

/// <summary>Decisions from YAML: a file of its own, or the <c>decision:</c> section of a suite.</summary>
public static class DecisionReader
{
    /// <summary>The words of decisions: those of this package.</summary>
    internal static Catalog Own { get; } = new(typeof(DecisionReader).Assembly);

    /// <summary>Reads a file that is a decision, or that holds one under the key <c>decision:</c>.</summary>
    /// <param name="path">Path of the file.</param>
    /// <param name="catalog">The words that it may use; those of this package by default.</param>
    /// <param name="environment">The value of an environment variable, null when it is not set; none is by default.</param>
    /// <exception cref="DocumentException">The decision has faults: all of them, in the order in which they stand.</exception>
    public static DecisionSpec Read(string path, Catalog? catalog = null, Func<string, string?>? environment = null) =>
        Read(Section(Compose(path)), catalog, environment);

    /// <summary>The document of a file as it was written, whatever it is: a decision, or a suite that holds one.</summary>
    /// <param name="path">Path of the file.</param>
    /// <exception cref="DocumentException">It is no YAML.</exception>
    public static YamlNode Compose(string path)
    {
        var findings = new FaultCollector();
        string? text = YamlFile.Read(path, findings);
        var root = text is null ? null : YamlComposer.Compose(text, path, findings);
        findings.ThrowIfAny();
        return root!;
    }

    /// <summary>The section of a suite whose text a run kept; null where it has none.</summary>
    /// <param name="text">The text of the suite.</param>
    /// <param name="name">What the text is called in messages.</param>
    public static YamlNode? SectionOf(string text, string name)
    {
        var findings = new FaultCollector();
        var root = YamlComposer.Compose(text, name, findings);
        return (root as YamlMapping)?.Find("decision")?.Value;
    }

    /// <summary>Reads a decision from text.</summary>
    /// <param name="text">YAML, or JSON, which is YAML too.</param>
    /// <param name="name">What the text is called in messages.</param>
    /// <param name="catalog">The words that it may use; those of this package by default.</param>
    /// <exception cref="DocumentException">The decision has faults: all of them, in the order in which they stand.</exception>
    public static DecisionSpec Parse(string text, string name, Catalog? catalog = null)
    {
        var findings = new FaultCollector();
        var root = YamlComposer.Compose(text, name, findings);
        findings.ThrowIfAny();
        return Read(Section(root!), catalog);
    }

    /// <summary>Reads the section of a suite.</summary>
    /// <param name="section">The value of the suite's key <c>decision:</c>.</param>
    /// <param name="catalog">The words that it may use; those of this package by default.</param>
    /// <param name="environment">The value of an environment variable, null when it is not set; none is by default.</param>
    /// <exception cref="DocumentException">The decision has faults: all of them, in the order in which they stand.</exception>
    public static DecisionSpec Read(
        YamlNode section,
        Catalog? catalog = null,
        Func<string, string?>? environment = null
    )
    {
        ArgumentNullException.ThrowIfNull(section);
        var findings = new FaultCollector();
        var variables = new Variables(environment ?? (_ => null));
        var spec = new Binder(catalog ?? Own, findings, variables).Bind<DecisionSpec>(section, "decision");
        findings.ThrowIfAny();
        return spec!;
    }

    /// <summary>The decision of a whole file: what stands under its only key <c>decision:</c>, or all of it.</summary>
    /// <param name="root">The document.</param>
    /// <exception cref="DocumentException">Something stands beside the key, or the key is misspelt.</exception>
    public static YamlNode Section(YamlNode root)
    {
        const string key = "decision";
        if (root is not YamlMapping mapping)
        {
            return root;
        }

        YamlEntry[] others = [.. mapping.Entries.Where(entry => entry.Key != key)];
        bool isMisspelt = others is [{ Value: YamlMapping } only] && Spelling.Nearest(only.Key, [key]) is not null;
        return mapping.Find(key) is { } found && (others.Length == 0 || mapping.Find("suite") is not null) ? found.Value
            : mapping.Find(key) is null && !isMisspelt ? root
            : throw new DocumentException(
                others.Select(other => new Fault(
                    other.KeyAt,
                    $"unknown key {Wording.Quote(other.Key)}",
                    isMisspelt ? key : "'decision:' alone in the file",
                    isMisspelt ? key : null
                ))
            );
    }
}
