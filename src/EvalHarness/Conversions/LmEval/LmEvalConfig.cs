using System.Text.RegularExpressions;
using EvalHarness.Core;
using EvalHarness.Yaml;

namespace EvalHarness.Conversions.LmEval;

/// <summary>A task as its file and those that it includes say; the file itself wins.</summary>
internal sealed partial class LmEvalConfig
{
    private const int MostFiles = 20;
    private readonly Dictionary<string, YamlEntry> entries = new(StringComparer.Ordinal);
    private int files;

    /// <summary>Reads a task.</summary>
    /// <param name="source">Its file.</param>
    public LmEvalConfig(ConversionSource source)
    {
        Folder = source.Folder;
        File = source.Path;
        Add(source.Root!, source.Folder);
    }

    /// <summary>Full path of the folder of the task's file.</summary>
    public string Folder { get; }

    /// <summary>Path of the task's file, as the user gave it.</summary>
    public string File { get; }

    /// <summary>All keys.</summary>
    public IEnumerable<YamlEntry> Entries => entries.Values;

    /// <summary>The entry of a key; null where it is not said, or is said to be nothing.</summary>
    /// <param name="key">The key.</param>
    public YamlEntry? Find(string key) =>
        entries.GetValueOrDefault(key) is { Value: not YamlScalar { IsNull: true } } entry ? entry : null;

    /// <summary>A text under a key; null where nothing is said.</summary>
    /// <param name="key">The key.</param>
    /// <exception cref="DocumentException">It is no text.</exception>
    public string? Text(string key) => Find(key) is { } entry ? Text(entry.Value) : null;

    /// <summary>A value that must be a text.</summary>
    /// <param name="node">The value.</param>
    /// <exception cref="DocumentException">It is a list or mapping.</exception>
    public static string Text(YamlNode node) =>
        node is YamlScalar scalar ? scalar.Text : throw Refused(node.At, "something that is no text", "a text");

    /// <summary>A text that YAML 1.1, as the harness reads it, takes for one too.</summary>
    /// <param name="node">The value.</param>
    /// <exception cref="DocumentException">It is something else, or another thing there.</exception>
    public static string Sure(YamlNode node) =>
        node is YamlScalar { IsPlain: true } scalar && Odd().IsMatch(scalar.Text)
            ? throw Refused(
                node.At,
                $"{Wording.Quote(scalar.Text)} without quotes, which the harness reads as a number or as true or false",
                "quotes around it"
            )
            : Text(node);

    /// <summary>The items of a list, or the one that stands for it.</summary>
    /// <param name="key">The key.</param>
    public YamlNode[] Items(string key) =>
        Find(key)?.Value switch
        {
            null => [],
            YamlSequence list => [.. list.Items],
            var one => [one],
        };

    /// <summary>A refusal.</summary>
    public static DocumentException Refused(Location at, string found, string expected) =>
        new(new Fault(at, found, expected));

    private void Add(YamlMapping mapping, string folder)
    {
        if (++files > MostFiles)
        {
            throw Refused(mapping.At, "more than 20 files that include each other", "fewer");
        }

        foreach (var entry in mapping.Entries)
        {
            entries.TryAdd(entry.Key, entry);
        }

        foreach (
            var named in mapping.Find("include")?.Value switch
            {
                null => [],
                YamlSequence list => list.Items.Reverse().ToArray(),
                var one => new[] { one },
            }
        )
        {
            string path = Path.GetFullPath(Path.Combine(folder, Text(named)));
            string shown = Path.GetRelativePath(Directory.GetCurrentDirectory(), path);
            var root = ConversionSource.Compose(ConversionSource.Text(path, named.At), shown) as YamlMapping;
            Add(
                root ?? throw Refused(named.At, "an included file that is no mapping", "keys with values"),
                Path.GetDirectoryName(path)!
            );
        }
    }

    [GeneratedRegex(
        @"^(?:y|Y|yes|Yes|YES|no|No|NO|true|True|TRUE|false|False|FALSE|on|On|ON|off|Off|OFF|~|null|Null|NULL|)\z|^[-+]?[0-9][0-9_,.:xXoObeE+-]*\z|^[-+]?\.[0-9]+\z|^[0-9]{4}-[0-9]{2}-[0-9]{2}"
    )]
    private static partial Regex Odd();
}
