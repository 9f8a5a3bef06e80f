using System.Text;

namespace EvalHarness.NUnit;

/// <summary>
/// Names that <c>dotnet test --filter</c> can select: its language has no way to write a blank, a bracket or a sign of its own within a
/// name. What a test is about in plain words is its description.
/// </summary>
internal sealed class FilterNames
{
    private readonly HashSet<string> given = new(StringComparer.Ordinal);

    /// <summary>The name of a test: that of its suite, the model and the gate, joined by slashes; no two are equal.</summary>
    /// <param name="test">The test.</param>
    public string Of(EvalTest test)
    {
        string name = string.Join('/', test.Name.Split(" › ").Select(Plain));
        string free = name;
        for (int next = 2; !given.Add(free); next++)
        {
            free = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{name}-{next}");
        }

        return free;
    }

    /// <summary>A text of letters, digits and the few signs that no filter reads, words joined by hyphens.</summary>
    private static string Plain(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (char sign in text.Replace(" %", " percent", StringComparison.Ordinal))
        {
            if (char.IsLetterOrDigit(sign) || sign is '_' or '.' or '/' or '@')
            {
                plain.Append(sign);
            }
            else if (plain.Length > 0 && plain[^1] != '-')
            {
                plain.Append('-');
            }
        }

        return plain.ToString().Trim('-');
    }
}
