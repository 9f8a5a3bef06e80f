namespace EvalHarness.Models;

/// <summary>What two addresses share that lead to one server: scheme, host and port.</summary>
internal static class ServerAddress
{
    /// <summary>The server of an address, for example <c>http://localhost:8080</c>; without user, path and query.</summary>
    /// <param name="url">The address.</param>
    public static string Of(Uri url) =>
        url.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped).ToLowerInvariant();

    /// <summary>The server of an address as a user writes it; null where it is none of http or https.</summary>
    /// <param name="text">The address.</param>
    public static string? Find(string text) =>
        Uri.TryCreate(text.Trim(), UriKind.Absolute, out var url) && url.Scheme is "http" or "https" ? Of(url) : null;
}
