using System.Text.Json.Nodes;
using EvalHarness.Core;
using EvalHarness.Yaml;

namespace EvalHarness.Conversions.Promptfoo;

/// <summary>The files that a configuration names: read as data, never run.</summary>
/// <param name="folder">Full path of the folder of the configuration.</param>
/// <param name="root">The configuration; null of a table alone.</param>
/// <param name="remarks">Where a file outside the folder is told.</param>
internal sealed class PromptfooFiles(string folder, YamlMapping? root, Remarks remarks)
{
    private const string Mark = "file://";
    private static readonly string[] Code =
    [
        ".js",
        ".cjs",
        ".mjs",
        ".ts",
        ".cts",
        ".mts",
        ".py",
        ".rb",
        ".sh",
        ".go",
        ".exe",
        ".bat",
    ];

    /// <summary>The full path of a file that is named.</summary>
    /// <param name="named">How it is named, with or without <c>file://</c>.</param>
    /// <param name="at">Where.</param>
    /// <exception cref="DocumentException">It is code, a pattern or an address, or not there.</exception>
    public string Find(string named, Location at)
    {
        string path = named.StartsWith(Mark, StringComparison.Ordinal) ? named[Mark.Length..] : named;
        if (path.Contains("://", StringComparison.Ordinal))
        {
            throw Refused(
                at,
                $"the address {Wording.Quote(named)}, of which nothing is fetched",
                "a file beside the configuration"
            );
        }

        // A name of a function stands behind a colon.
        string file = path.Split(':')[0];
        if (Code.Any(ending => file.EndsWith(ending, StringComparison.OrdinalIgnoreCase)) || file != path)
        {
            throw Refused(
                at,
                $"the file {Wording.Quote(named)}, which is code and is not run",
                "what comes of it, as data"
            );
        }

        if (path.AsSpan().IndexOfAny(ConversionSource.Wildcards) >= 0)
        {
            throw Refused(at, $"the pattern {Wording.Quote(named)} of file names", "the files by name");
        }

        string full = Path.GetFullPath(Path.Combine(folder, path));
        if (!File.Exists(full))
        {
            throw Refused(at, $"there is no file {Wording.Quote(path)}", "a file beside the configuration");
        }

        if (Path.IsPathRooted(path) || Path.GetRelativePath(folder, full).StartsWith("..", StringComparison.Ordinal))
        {
            remarks.Changed(
                at,
                $"the file {Wording.Quote(path)}",
                "it lies outside the folder, and was read from there"
            );
        }

        return full;
    }

    /// <summary>The text of a file that is named.</summary>
    public string Text(string named, Location at) => ConversionSource.Text(Find(named, at), at);

    /// <summary>The content of a YAML or JSON file that is named.</summary>
    public YamlNode Yaml(string named, Location at)
    {
        string full = Find(named, at);
        return ConversionSource.Compose(
            ConversionSource.Text(full, at),
            Path.GetRelativePath(Directory.GetCurrentDirectory(), full)
        );
    }

    /// <summary>The value of an assertion that a file holds: of YAML and JSON what is written there, of a text its text.</summary>
    public JsonNode? Value(string named, string type, Location at)
    {
        string ending = Path.GetExtension(Find(named, at)).ToLowerInvariant();
        if (ending is ".json" or ".yaml" or ".yml")
        {
            return JsYaml.Json(Yaml(named, at));
        }

        return ending == ".txt" && type.Length > 0
            ? JsonValue.Create(Text(named, at).Trim())
            : throw Refused(at, $"the file {Wording.Quote(named)} as a value", "a file of JSON, YAML or text");
    }

    /// <summary>The value of a variable that a file holds.</summary>
    public string Variable(string named, Location at)
    {
        string ending = Path.GetExtension(named).ToLowerInvariant();
        return ending switch
        {
            ".yaml" or ".yml" => (JsYaml.Json(Yaml(named, at))?.ToJsonString() ?? "null"),
            ".pdf" or ".png" or ".jpg" or ".jpeg" or ".gif" or ".webp" or ".mp3" or ".wav" or ".m4a" or ".mp4" =>
                throw Refused(at, $"the file {Wording.Quote(named)}, which is no text", "a text"),
            _ => Text(named, at).Trim(),
        };
    }

    /// <summary>A part of the configuration that a reference names.</summary>
    public YamlNode Template(YamlNode reference)
    {
        string path = (reference as YamlScalar)?.Text ?? "";
        YamlNode? found = root;
        foreach (string step in path.Split('/').Skip(1))
        {
            found = (found as YamlMapping)?.Find(step)?.Value;
        }

        return path.StartsWith("#/", StringComparison.Ordinal) && found is not null
            ? found
            : throw Refused(
                reference.At,
                $"the reference {Wording.Quote(path)} to nothing in this file",
                "such as '#/assertionTemplates/NAME'"
            );
    }

    private static DocumentException Refused(Location at, string found, string expected) =>
        new(new Fault(at, found, expected));
}
