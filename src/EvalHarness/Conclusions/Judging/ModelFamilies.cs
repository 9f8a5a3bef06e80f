using EvalHarness.Logs;

namespace EvalHarness.Conclusions.Judging;

/// <summary>Which models are of one family, as far as their names tell: <c>openai/gpt-4o-2024-08-06</c> is a <c>gpt</c>.</summary>
internal static class ModelFamilies
{
    private const string Key = "model=";

    /// <summary>The name under which a model is known to its backend; that of the suite where nothing tells.</summary>
    /// <param name="model">Name in the suite.</param>
    /// <param name="header">The run.</param>
    /// <param name="versions">What models say they are.</param>
    public static string NameOf(string model, RunHeader header, IReadOnlyDictionary<string, string> versions)
    {
        string fingerprint = header.Models.FirstOrDefault(one => one.Name == model)?.Fingerprint ?? "";
        string? asked = fingerprint
            .Split(' ')
            .FirstOrDefault(part => part.StartsWith(Key, StringComparison.Ordinal))
            ?[Key.Length..];
        string? served = versions.GetValueOrDefault(model)?.Split(' ')[0];
        return string.IsNullOrEmpty(asked) ? served ?? model : asked;
    }

    /// <summary>The family of a name: the letters that its last part begins with; null where they are fewer than two.</summary>
    /// <param name="name">The name.</param>
    public static string? Of(string name)
    {
        string last = name[(name.LastIndexOf('/') + 1)..];
        string letters = new([.. last.TakeWhile(char.IsLetter)]);
        return letters.Length < 2 ? null : letters.ToLowerInvariant();
    }
}
