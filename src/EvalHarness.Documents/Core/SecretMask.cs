using System.Buffers;
using System.Collections.Immutable;
using System.Reflection;
using System.Text;

namespace EvalHarness.Core;

/// <summary>Takes secrets out of what is written, whole or in part: a server may echo the key that it was sent.</summary>
/// <remarks>
/// Every stretch of eight characters that a secret has too is covered, case aside, so a common prefix may be covered with them.
/// A secret of four to seven is covered where it stands whole between other characters than letters and digits, unless it is a
/// word or a number (<c>EMPTY</c>, a server's placeholder; <c>2024</c>): answers would be changed for it. Shorter ones are not
/// covered at all.
/// </remarks>
internal sealed class SecretMask
{
    /// <summary>What stands where a secret, or a part of one, was.</summary>
    public const string Cover = "***";

    private const int ShortestPart = 8;
    private const int ShortestToken = 4;

    /// <summary>Names of the parameters of an address that say which version of an interface is spoken to.</summary>
    private static readonly string[] Versions = ["api-version", "api_version", "version", "v"];

    private readonly SearchValues<string>? parts;
    private readonly string[] tokens;

    /// <summary>A mask of those secrets.</summary>
    /// <param name="secrets">The secrets.</param>
    public SecretMask(IEnumerable<Secret> secrets)
    {
        ArgumentNullException.ThrowIfNull(secrets);
        Secrets = [.. secrets];
        string[] keys = [.. Secrets.Select(secret => secret.Reveal().Trim()).Distinct(StringComparer.Ordinal)];
        string[] grams = [.. keys.SelectMany(Grams).Distinct(StringComparer.Ordinal)];
        parts = grams.Length == 0 ? null : SearchValues.Create(grams, StringComparison.OrdinalIgnoreCase);
        tokens = [.. keys.Where(key => key.Length < ShortestPart && CanHide(key))];
    }

    /// <summary>What is covered.</summary>
    public ImmutableArray<Secret> Secrets { get; }

    /// <summary>Whether there is nothing to hide.</summary>
    public bool IsEmpty => parts is null && tokens.Length == 0;

    /// <summary>A mask of nothing.</summary>
    public static SecretMask None { get; } = new([]);

    /// <summary>A mask of the secrets that a model's declaration holds, and of user and query of its addresses.</summary>
    /// <param name="declaration">The provider of the model.</param>
    public static SecretMask Of(object declaration)
    {
        ArgumentNullException.ThrowIfNull(declaration);
        var texts = Values(declaration, type => type == typeof(string)).OfType<string>();
        return new SecretMask(SecretsOf(declaration).Concat(texts.SelectMany(InAddress)));
    }

    /// <summary>The secrets that a declaration holds, faulty in other parts as it may be; not what the document shows anyway.</summary>
    /// <param name="declaration">The provider of a model.</param>
    public static IEnumerable<Secret> SecretsOf(object declaration)
    {
        ArgumentNullException.ThrowIfNull(declaration);
        return Values(declaration, HoldsSecrets).SelectMany(SecretsIn).Where(secret => !secret.IsWritten);
    }

    private static bool HoldsSecrets(Type type) =>
        type == typeof(Secret)
        || typeof(IEnumerable<Secret>).IsAssignableFrom(type)
        || typeof(IEnumerable<KeyValuePair<string, Secret>>).IsAssignableFrom(type);

    private static IEnumerable<object?> Values(object declaration, Func<Type, bool> counts) =>
        declaration
            .GetType()
            .GetProperties(BindingFlags.Instance | BindingFlags.Public)
            .Where(property => property.CanRead && property.GetIndexParameters().Length == 0)
            .Where(property => counts(property.PropertyType))
            .Select(property => property.GetValue(declaration));

    /// <summary>Whether a secret is covered where it is met.</summary>
    /// <param name="secret">The secret, without white space around it.</param>
    public static bool CanHide(string secret)
    {
        ArgumentNullException.ThrowIfNull(secret);
        return secret.Length >= ShortestPart
            || (secret.Length >= ShortestToken && !IsWord(secret) && !IsNumber(secret));
    }

    /// <summary>The text without secrets; null stays null.</summary>
    /// <param name="text">The text.</param>
    [return: System.Diagnostics.CodeAnalysis.NotNullIfNotNull(nameof(text))]
    public string? Hide(string? text) => tokens.Aggregate(HideParts(text), HideToken);

    /// <summary>Letters alone, all small, all capital, or small after a capital.</summary>
    private static bool IsWord(string secret) =>
        secret.All(char.IsLetter) && (secret.All(char.IsUpper) || secret[1..].All(char.IsLower));

    private static bool IsNumber(string secret) => secret.All(c => char.IsDigit(c) || c is '.' or ',' or '-' or '+');

    private static string? HideToken(string? text, string token)
    {
        if (text is null || !text.Contains(token, StringComparison.Ordinal))
        {
            return text;
        }

        var shown = new StringBuilder(text.Length);
        int from = 0;
        for (int at; (at = text.IndexOf(token, from, StringComparison.Ordinal)) >= 0; from = at + token.Length)
        {
            shown.Append(text, from, at - from).Append(IsAlone(text, at, token.Length) ? Cover : token);
        }

        return shown.Append(text, from, text.Length - from).ToString();
    }

    private static bool IsAlone(string text, int at, int length) =>
        (at == 0 || !char.IsLetterOrDigit(text[at - 1]))
        && (at + length == text.Length || !char.IsLetterOrDigit(text[at + length]));

    private string? HideParts(string? text)
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

        var values =
            from parameter in url.Query.TrimStart('?').Split('&')
            let pair = parameter.Split('=', 2)
            where !Versions.Contains(pair[0], StringComparer.OrdinalIgnoreCase)
            select pair[^1];
        foreach (string part in url.UserInfo.Split(':').Concat(values))
        {
            if (Uri.UnescapeDataString(part) is { Length: > 0 } plain)
            {
                yield return new Secret(plain);
            }
        }
    }
}
