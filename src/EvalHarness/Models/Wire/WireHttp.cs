using System.Collections.Immutable;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using EvalHarness.Core;

namespace EvalHarness.Models.Wire;

/// <summary>What our own clients of HTTP services share: connections, headers, and the fingerprint of what is sent beside a prompt.</summary>
internal static class WireHttp
{
    /// <summary>A connection pool without a deadline of its own: each attempt has one further out, which says whose it was.</summary>
    /// <param name="context">What the model is given.</param>
    public static HttpClient Create(ModelContext context)
    {
#pragma warning disable CA2000 // The client disposes of its handler.
        var handler = new SocketsHttpHandler
        {
            MaxConnectionsPerServer = Math.Max(1, context.InFlight),
            PooledConnectionLifetime = TimeSpan.FromMinutes(15),
            ConnectTimeout = TimeSpan.FromSeconds(30),
            AutomaticDecompression = DecompressionMethods.All,
            AllowAutoRedirect = false,
            UseCookies = false,
        };
#pragma warning restore CA2000
        return new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <summary>A header's value; refuses what HTTP would refuse with an exception that quotes it.</summary>
    /// <param name="context">What the model is given.</param>
    /// <param name="what">What it is the value of.</param>
    /// <param name="value">The value.</param>
    public static string Check(ModelContext context, string what, string value) =>
        value.All(c => c is >= ' ' and <= '~')
            ? value
            : throw Wrong(context, $"a value for {what} with a line break or a character outside ASCII", "plain ASCII");

    /// <summary>Signs requests with user and password, where an address has them.</summary>
    /// <param name="headers">Headers of each request.</param>
    /// <param name="url">The address.</param>
    public static void SetUser(HttpRequestHeaders headers, Uri url)
    {
        if (url.UserInfo.Length > 0)
        {
            byte[] user = Encoding.UTF8.GetBytes(Uri.UnescapeDataString(url.UserInfo));
            headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(user));
        }
    }

    /// <summary>Sets the headers that a suite names.</summary>
    /// <param name="context">What the model is given.</param>
    /// <param name="headers">Headers of each request.</param>
    /// <param name="named">The headers by name; null for none.</param>
    /// <exception cref="DocumentException">One of them cannot be set.</exception>
    public static void SetHeaders(
        ModelContext context,
        HttpRequestHeaders headers,
        IReadOnlyDictionary<string, Secret>? named
    )
    {
        foreach (var (name, value) in named ?? ImmutableDictionary<string, Secret>.Empty)
        {
            string text = Check(context, $"header '{name}'", value.Reveal().Trim());
            if (!headers.TryAddWithoutValidation(name, text))
            {
                throw Wrong(context, $"header '{name}', which cannot be set", "a request header's name");
            }
        }
    }

    /// <summary>The fault of a model's declaration.</summary>
    public static DocumentException Wrong(ModelContext context, string found, string expected) =>
        new(new Fault(context.Declared, $"model '{context.Name}' has {found}", expected));

    /// <summary>Names and hash of further fields of a body, to stand in a fingerprint; empty where there are none.</summary>
    /// <param name="body">The fields; null for none.</param>
    public static string Describe(IReadOnlyDictionary<string, JsonElement>? body) =>
        body is null or { Count: 0 }
            ? ""
            : $" body={string.Join(',', body.Keys.Order(StringComparer.Ordinal))}:{Hash(Canonical(body))}";

    /// <summary>Stands for a text that must not be told.</summary>
    /// <param name="text">The text.</param>
    public static string Hash(string text) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..16];

    private static string Canonical(IReadOnlyDictionary<string, JsonElement> body) =>
        string.Concat(
            body.OrderBy(field => field.Key, StringComparer.Ordinal)
                .Select(field => $"{field.Key}={field.Value.GetRawText()}\n")
        );
}
