using System.Buffers;
using System.Reflection;
using System.Text;

namespace EvalHarness.Core;

/// <summary>Takes secrets out of what is written, whole or in part: a server may echo the key that it was sent.</summary>
/// <remarks>
/// Every stretch of eight characters that a secret has too is covered, case aside; so shorter secrets (<c>EMPTY</c>, a
/// server's placeholder) are no secrets, and a common prefix may be covered with them.
/// </remarks>
internal sealed class SecretMask
{
    /// <summary>What stands where a secret, or a part of one, was.</summary>
    public const string Cover = "***";

    private const int ShortestPart = 8;

    private readonly SearchValues<string>? parts;

    /// <summary>A mask of those secrets.</summary>
    /// <param name="secrets">The secrets.</param>
    public SecretMask(IEnumerable<Secret> secrets)
    {
        ArgumentNullException.ThrowIfNull(secrets);
        string[] grams =
        [
            .. secrets.Select(secret => secret.Reveal().Trim()).SelectMany(Grams).Distinct(StringComparer.Ordinal),
        ];
        parts = grams.Length == 0 ? null : SearchValues.Create(grams, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Whether there is nothing to hide.</summary>
    public bool IsEmpty => parts is null;

    /// <summary>A mask of nothing.</summary>
    public static SecretMask None { get; } = new([]);

    /// <summary>A mask of the secrets that a model's declaration holds, and of user and query of its addresses.</summary>
    /// <param name="declaration">The provider of the model.</param>
    public static SecretMask Of(object declaration)
    {
        ArgumentNullException.ThrowIfNull(declaration);
        return new SecretMask(
            declaration
                .GetType()
                .GetProperties(BindingFlags.Instance | BindingFlags.Public)
                .Where(property => property.CanRead && property.GetIndexParameters().Length == 0)
                .SelectMany(property => SecretsIn(property.GetValue(declaration)))
        );
    }

    /// <summary>The text without secrets; null stays null.</summary>
    /// <param name="text">The text.</param>
    [return: System.Diagnostics.CodeAnalysis.NotNullIfNotNull(nameof(text))]
    public string? Hide(string? text)
    {
        int first = parts is null || text is null ? -1 : text.AsSpan().IndexOfAny(parts);
        if (text is null || first < 0)
        {
            return text;
        }

        var shown = new StringBuilder(text.Length);
        int from = 0;
        for (int at = first; at >= 0; at = Next(text, from))
        {
            shown.Append(text, from, at - from).Append(Cover);
            from = End(text, at);
        }

        return shown.Append(text, from, text.Length - from).ToString();
    }

    private int Next(string text, int from)
    {
        int at = text.AsSpan(from).IndexOfAny(parts!);
        return at < 0 ? at : from + at;
    }

    /// <summary>Where the stretch ends that begins there: as long as each eight characters further on belong to a secret too.</summary>
    private int End(string text, int at)
    {
        int end = at + ShortestPart;
        for (int next = at + 1; next + ShortestPart <= text.Length && next <= end; next++)
        {
            if (text.AsSpan(next, ShortestPart).IndexOfAny(parts!) == 0)
            {
                end = next + ShortestPart;
            }
        }

        return end;
    }

    private static IEnumerable<string> Grams(string secret) =>
        Enumerable
            .Range(0, Math.Max(0, secret.Length - ShortestPart + 1))
            .Select(at => secret.Substring(at, ShortestPart));

    private static IEnumerable<Secret> SecretsIn(object? value) =>
        value switch
        {
            null => [],
            Secret secret => [secret],
            string text => InAddress(text),
            IEnumerable<KeyValuePair<string, Secret>> named => named.Select(pair => pair.Value),
            IEnumerable<Secret> several => several,
            _ => [],
        };

    private static IEnumerable<Secret> InAddress(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
        {
            yield break;
        }

        foreach (string part in url.UserInfo.Split(':').Concat(url.Query.TrimStart('?').Split('&', '=')))
        {
            if (Uri.UnescapeDataString(part) is { Length: > 0 } plain)
            {
                yield return new Secret(plain);
            }
        }
    }
}
