using System.Collections.Immutable;
using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using EvalHarness.Core;
using EvalHarness.Models;

namespace EvalHarness.Hosted;

/// <summary>Runs a command of the user's that writes a token: alone on a line, or as the JSON of <c>az account get-access-token</c>.</summary>
/// <param name="command">Program and arguments; no shell is asked.</param>
/// <param name="model">Name of the model in the suite.</param>
internal sealed class TokenCommand(ImmutableArray<string> command, string model)
{
    private const int Longest = 64 * 1024;

    /// <summary>Long enough for a program that asks its service and renews; one that waits for somebody to type never ends.</summary>
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(1);

    /// <summary>A new token.</summary>
    /// <param name="cancellationToken">Ends the command.</param>
    /// <exception cref="ModelException">The command gave none.</exception>
    public async Task<AccessToken> FetchAsync(CancellationToken cancellationToken)
    {
        string said = await RunAsync(cancellationToken);
        return Read(said) is { Text: { Length: > 0 } text } token && text.All(c => c is > ' ' and <= '~')
            ? token
            : throw Failed("wrote no token");
    }

    /// <summary>The token of a text; none where there is none.</summary>
    /// <param name="said">What the command wrote.</param>
    public static AccessToken? Read(string said)
    {
        string plain = said.Trim();
        if (!plain.StartsWith('{'))
        {
            return new AccessToken(plain, ExpiryOf(plain));
        }

        try
        {
            using var document = JsonDocument.Parse(plain);
            var root = document.RootElement;
            string? token = new[] { "accessToken", "access_token", "token" }
                .Select(name => Text(root, name))
                .FirstOrDefault(text => text is not null);
            return token is null ? null : new AccessToken(token, Expiry(root) ?? ExpiryOf(token));
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private async Task<string> RunAsync(CancellationToken cancellationToken)
    {
        using var process = new Process { StartInfo = StartOf(command) };
        try
        {
            process.Start();
            process.StandardInput.Close();
        }
        catch (Win32Exception)
        {
            throw Failed($"cannot be started ('{Path.GetFileName(command[0])}')");
        }

        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(Deadline);
        try
        {
            // Both are read, or a command that complains at length would wait for ever; neither is told.
            var output = ReadAsync(process.StandardOutput, deadline.Token);
            var complaints = ReadAsync(process.StandardError, deadline.Token);
            await process.WaitForExitAsync(deadline.Token);
            await complaints;
            string said = await output;
            return process.ExitCode == 0
                ? said
                : throw Failed(string.Create(CultureInfo.InvariantCulture, $"ended with code {process.ExitCode}"));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw Failed("did not end within a minute");
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }

    private static ProcessStartInfo StartOf(ImmutableArray<string> command)
    {
        var start = new ProcessStartInfo(command[0])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (string argument in command[1..])
        {
            start.ArgumentList.Add(argument);
        }

        return start;
    }

    private static async Task<string> ReadAsync(StreamReader reader, CancellationToken cancellationToken)
    {
        var text = new StringBuilder();
        char[] buffer = new char[4096];
        int read;
        while ((read = await reader.ReadAsync(buffer, cancellationToken)) > 0)
        {
            text.Append(buffer, 0, Math.Min(read, Longest - text.Length));
        }

        return text.ToString();
    }

    /// <summary>When the JSON says that it expires: seconds since 1970, or from now on, or a time with its zone.</summary>
    private static DateTimeOffset? Expiry(JsonElement root)
    {
        foreach (string name in (string[])["expires_on", "expiresOn", "expires_at", "expiration"])
        {
            if (!root.TryGetProperty(name, out var value))
            {
                continue;
            }

            string? text = value.ValueKind == JsonValueKind.Number ? value.GetRawText() : Text(root, name);
            if (long.TryParse(text, CultureInfo.InvariantCulture, out long seconds))
            {
                return Moment(seconds);
            }

            // Azure's tool writes expiresOn in the machine's own time and without its zone.
            if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeLocal, out var time))
            {
                return time;
            }
        }

        return null;
    }

    /// <summary>When a token of the form of a JWT says that it expires; null for any other.</summary>
    private static DateTimeOffset? ExpiryOf(string token)
    {
        if (token.Split('.') is not [_, var body, _])
        {
            return null;
        }

        try
        {
            string padded = body.Replace('-', '+').Replace('_', '/').PadRight((body.Length + 3) / 4 * 4, '=');
            using var claims = JsonDocument.Parse(Convert.FromBase64String(padded));
            return
                claims.RootElement.ValueKind == JsonValueKind.Object
                && claims.RootElement.TryGetProperty("exp", out var expires)
                && expires.ValueKind == JsonValueKind.Number
                && expires.TryGetInt64(out long seconds)
                ? Moment(seconds)
                : null;
        }
        catch (Exception e) when (e is FormatException or JsonException)
        {
            return null;
        }
    }

    private static DateTimeOffset? Moment(long seconds) =>
        seconds is > 0 and < 253_402_300_800 ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;

    private static string? Text(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private ModelException Failed(string what) =>
        new(new Failure("backend", null, $"model '{model}': the token command {what}"), isTransient: false)
        {
            Reach = FailureReach.Model,
        };
}
