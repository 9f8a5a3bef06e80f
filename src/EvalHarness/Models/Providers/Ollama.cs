using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using EvalHarness.Core;
using EvalHarness.Models.Likelihoods;
using EvalHarness.Models.Wire;
using Microsoft.Extensions.AI;

namespace EvalHarness.Models.Providers;

/// <summary>
/// A model that Ollama serves, through its own interface, which takes the context's size; probabilities of tokens come from
/// Ollama 0.12.11 on.
/// </summary>
/// <param name="Model">Name of the model, best with its tag, for example <c>llama3.1:8b-instruct-q8_0</c>.</param>
/// <param name="Endpoint">Address of the server; <c>http://localhost:11434</c> by default.</param>
/// <param name="NumCtx">Tokens of the context, prompt and answer together; the model's or server's default, often 4096. A prompt that is longer is an error where the server is of October 2025 or later, and cut in silence by older ones.</param>
/// <param name="KeepAlive">How long the model stays loaded after a request, for example <c>30m</c>; 5 minutes by default.</param>
/// <param name="Think">Whether a model that can is to think before it answers; the model's default where it is not said. A task's <c>reasoning_effort</c> wins.</param>
/// <param name="ApiKey">Key, where a server asks for one; none by default.</param>
/// <param name="Body">Further fields of each request as they are, for example <c>options: { repeat_penalty: 1.0 }</c>, joined with ours; they win over fields of the same name. None by default.</param>
/// <param name="Stream">Whether answers are asked for piece by piece, so that the time to the first token and the tokens a second are known; whole by default.</param>
[Keyword("ollama")]
public sealed record Ollama(
    string Model,
    string Endpoint = Ollama.DefaultEndpoint,
    [Range(1, int.MaxValue)] int? NumCtx = null,
    [AllowNumber] string? KeepAlive = null,
    bool? Think = null,
    Secret? ApiKey = null,
    IReadOnlyDictionary<string, JsonElement>? Body = null,
    bool Stream = false
) : IModelProvider
{
    private const string DefaultEndpoint = "http://localhost:11434";
    private const string ChatPath = "/api/chat";

    /// <summary>Address of the server, as it was written.</summary>
    public string Endpoint { get; } =
        FindUrl(Endpoint) is null
            ? throw new ArgumentException("an endpoint that is no http or https address", nameof(Endpoint))
            : Endpoint;

    /// <inheritdoc/>
    public ToolSupport Tools => ToolSupport.Offered;

    /// <inheritdoc/>
    public bool TakesImages => true;

    /// <inheritdoc/>
    public IModelProvider? Streamed() => this with { Stream = true };

    /// <inheritdoc/>
    public string Description => $"{Model} at {Url.Host}";

    /// <inheritdoc/>
    public Uri? Server => Url;

    /// <inheritdoc/>
    public LikelihoodSupport Likelihood => LikelihoodSupport.FirstToken;

    private Uri Url => FindUrl(Endpoint)!;

    /// <inheritdoc/>
    /// <remarks>Key and how long the model stays loaded are left out: they do not decide what is answered.</remarks>
    public ValueTask<string> FingerprintAsync(ModelContext context, CancellationToken cancellationToken)
    {
        string size = NumCtx is { } tokens ? FormattableString.Invariant($" num_ctx={tokens}") : "";
        string think = Think is { } thinks ? $" think={(thinks ? "true" : "false")}" : "";
        return ValueTask.FromResult(
            $"ollama {HttpFaults.Show(Url)} model={Model}{size}{think}{WireHttp.Describe(Body)}"
        );
    }

    /// <inheritdoc/>
    public ValueTask<IChatClient> ConnectAsync(ModelContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        string? key = ApiKey is { } secret ? WireHttp.Check(context, "api_key", secret.Reveal().Trim()) : null;
        var faults = new HttpFaults(context.Name, Url, [.. new[] { ApiKey }.OfType<Secret>()]);
        var wire = new OllamaChat(Model, faults, context.Time, SetOwn, Body, Stream);
#pragma warning disable CA2000 // The client owns the pool, and the caller the client.
        var http = WireHttp.Create(context);
        if (key is { Length: > 0 })
        {
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        }

        return ValueTask.FromResult<IChatClient>(
            new FirstTokenClient(new WireClient(http, Url, wire.Write, wire.ReadAsync, faults, context.Time), faults)
        );
#pragma warning restore CA2000
    }

    /// <summary>Address and model alone.</summary>
    public override string ToString() => $"Ollama {{ Endpoint = {HttpFaults.Show(Url)}, Model = {Model} }}";

    private void SetOwn(RequestFields fields) =>
        fields.Set("options.num_ctx", NumCtx).Set("keep_alive", KeepAliveOf(KeepAlive)).Set("think", Think);

    /// <summary>A plain number is seconds, and -1 for ever; as a text Ollama would refuse it for its missing unit.</summary>
    private static JsonNode? KeepAliveOf(string? time) =>
        long.TryParse(time, CultureInfo.InvariantCulture, out long seconds) ? seconds : time;

    private static Uri? FindUrl(string endpoint)
    {
        if (!Uri.TryCreate(endpoint.Trim(), UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
        {
            return null;
        }

        string path = url.AbsolutePath.TrimEnd('/');
        foreach (string known in (string[])[ChatPath, "/api", "/v1"])
        {
            if (path.EndsWith(known, StringComparison.Ordinal))
            {
                path = path[..^known.Length];
                break;
            }
        }

        return new UriBuilder(url)
        {
            Path = path + ChatPath,
            Fragment = "",
            UserName = "",
            Password = "",
        }.Uri;
    }
}
