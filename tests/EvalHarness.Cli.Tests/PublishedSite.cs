using System.IO.Compression;
using System.Text.RegularExpressions;

namespace EvalHarness.Cli.Tests;

/// <summary>A published site as a test reads it.</summary>
internal static partial class PublishedSite
{
    /// <summary>The bytes of all of its files, by their path in it.</summary>
    public static Dictionary<string, string> Files(Tool tool, string site)
    {
        string root = Path.Combine(tool.Folder, site);
        return Directory
            .EnumerateFiles(root, "*", SearchOption.AllDirectories)
            .ToDictionary(
                file => Path.GetRelativePath(root, file),
                file => Convert.ToBase64String(File.ReadAllBytes(file))
            );
    }

    /// <summary>All that can be read in a site: pages and what is packed in them.</summary>
    public static IEnumerable<string> Readable(Tool tool, string site)
    {
        foreach (
            string file in Directory.EnumerateFiles(Path.Combine(tool.Folder, site), "*", SearchOption.AllDirectories)
        )
        {
            string text = File.ReadAllText(file);
            yield return text;
            foreach (Match block in Block().Matches(text))
            {
                using var packed = new GZipStream(
                    new MemoryStream(Convert.FromBase64String(block.Groups[1].Value)),
                    CompressionMode.Decompress
                );
                using var reader = new StreamReader(packed);
                yield return reader.ReadToEnd();
            }
        }
    }

    /// <summary>A page without what stands in its scripts.</summary>
    public static string Page(string path) =>
        Scripts()
            .Replace(
                File.ReadAllText(path),
                match => match.Value[..(match.Value.IndexOf('>', StringComparison.Ordinal) + 1)]
            );

    [GeneratedRegex("<script type=\"text/plain\"[^>]*>([^<]*)</script>")]
    private static partial Regex Block();

    [GeneratedRegex("<(script|style)\\b[^>]*>.*?</\\1>", RegexOptions.Singleline)]
    private static partial Regex Scripts();
}
