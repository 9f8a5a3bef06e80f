using System.Text.RegularExpressions;

namespace EvalHarness.Models;

/// <summary>Whether the model that a server says it is can be the one that was asked for: a gateway may fall back to another.</summary>
internal static partial class ServedModel
{
    /// <summary>Whether two names mean the same model: folder, file ending, case, a date and a build do not matter.</summary>
    /// <param name="asked">Name in the request.</param>
    /// <param name="served">Name in the reply.</param>
    public static bool IsSame(string asked, string served)
    {
        string ours = Core(asked);
        string theirs = Core(served);
        return ours == theirs || IsBuildOf(ours, theirs) || IsBuildOf(theirs, ours);
    }

    private static string Core(string name)
    {
        string plain = name.Trim().Replace('\\', '/');
        plain = plain[(plain.LastIndexOf('/') + 1)..].ToLowerInvariant();
        return Ending().Replace(plain, "");
    }

    /// <summary>Whether a name is the other one and then only a date, a number of a build or a word like it.</summary>
    private static bool IsBuildOf(string name, string longer) =>
        longer.StartsWith(name, StringComparison.Ordinal) && Build().IsMatch(longer[name.Length..]);

    [GeneratedRegex("\\.(?:gguf|bin|safetensors)$|[-:@](?:latest|default)$", RegexOptions.CultureInvariant)]
    private static partial Regex Ending();

    [GeneratedRegex(
        "^(?:[-:@._](?:v?[0-9][0-9._-]*|[0-9]{4}-[0-9]{2}-[0-9]{2}|latest|preview|exp|experimental|beta|stable|default|rc[0-9]*))+$",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Build();
}
