using System.Buffers;
using EvalHarness.Core;
using EvalHarness.Yaml;

namespace EvalHarness.Conversions;

/// <summary>A file of another tool, with its content as far as it is YAML or JSON.</summary>
public sealed class ConversionSource
{
    /// <summary>Signs that make a pattern of the name of a file.</summary>
    internal static readonly SearchValues<char> Wildcards = SearchValues.Create("*?[]{}");

    private ConversionSource(string path) => Path = path;

    /// <summary>The path as the user gave it.</summary>
    public string Path { get; }

    /// <summary>Full path of the folder that it lies in.</summary>
    public string Folder => System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(Path))!;

    /// <summary>Ending of its name, in small letters, with the point.</summary>
    public string Ending => System.IO.Path.GetExtension(Path).ToLowerInvariant();

    /// <summary>Its content; null of a table.</summary>
    internal YamlMapping? Root { get; private init; }

    /// <summary>Its first line.</summary>
    internal string FirstLine { get; private init; } = "";

    /// <summary>Opens a file.</summary>
    /// <param name="path">Path of a file that is there.</param>
    /// <exception cref="DocumentException">It cannot be read, or is neither a table nor keys with values.</exception>
    public static ConversionSource Open(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        string text = Text(path, new Location(path));
        string first = text.Split('\n', 2)[0].TrimEnd('\r');
        if (path.EndsWith(".csv", StringComparison.OrdinalIgnoreCase))
        {
            return new ConversionSource(path) { FirstLine = first };
        }

        var root = Compose(text, path) as YamlMapping;
        return new ConversionSource(path) { Root = root, FirstLine = first };
    }

    /// <summary>The text of a file.</summary>
    /// <param name="path">Path of the file.</param>
    /// <param name="namedAt">Where it is named.</param>
    /// <exception cref="DocumentException">It cannot be read.</exception>
    internal static string Text(string path, Location namedAt)
    {
        var findings = new FaultCollector();
        string? text = YamlFile.Read(path, findings, namedAt);
        findings.ThrowIfAny();
        return text!;
    }

    /// <summary>The content of a text of YAML or JSON; a tag is a fault that says so, for most are code.</summary>
    /// <param name="text">The text.</param>
    /// <param name="path">The path to tell.</param>
    /// <exception cref="DocumentException">It is broken.</exception>
    internal static YamlNode Compose(string text, string path)
    {
        var findings = new FaultCollector();
        var root = YamlComposer.Compose(text, path, findings);
        findings.Retell(fault =>
            fault.Found.StartsWith("the tag '!function", StringComparison.Ordinal)
                ? fault with
                {
                    Found = "a function ('!function'), which is code and is not run",
                    Expected = "a template, or the outcome of the function written into the data",
                }
                : fault
        );
        findings.ThrowIfAny();
        return root!;
    }
}
