using System.Collections.Immutable;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using EvalHarness.Core;
using EvalHarness.Models.Batches;
using EvalHarness.Models.Likelihoods;
using EvalHarness.Models.Wire;
using Microsoft.Extensions.AI;

namespace EvalHarness.Models.Providers;

/// <summary>A server that speaks OpenAI's chat completions: llama.cpp, vLLM, Ollama's <c>/v1</c>, a gateway, and others.</summary>
/// <param name="Endpoint">Address of the server, http or https; with or without <c>/v1</c>, or up to <c>/chat/completions</c>.</param>
/// <param name="Model">Name of the model as the server knows it.</param>
/// <param name="ApiKey">Key sent as bearer token; none by default.</param>
/// <param name="Headers">Further headers of each request, by name; values may hold secrets. None by default.</param>
/// <param name="Body">Further fields of each request as they are, for example <c>lora: [{ id: 0, scale: 1.0 }]</c>; they win over fields of the same name. None by default.</param>
/// <param name="MaxReplyBytes">Longest reply accepted, in bytes; 16 MiB by default.</param>
/// <param name="MaxTokensField">Name of the field that limits the answer's tokens: <c>max_tokens</c> by default, <c>max_completion_tokens</c> where the model asks for that.</param>
/// <param name="Stream">Whether answers are asked for piece by piece, so that the time to the first token and the tokens a second are known; whole by default.</param>
/// <param name="LikelihoodBy">How likely given options are, where a task asks that: by the alternatives of the chat's first token by default; <c>completions</c> where the server repeats a prompt with its log probabilities (<c>echo</c>), as vLLM does.</param>
[Keyword("openai-compatible")]
public sealed partial record OpenAICompatible(
    string Endpoint,
    string Model,
    Secret? ApiKey = null,
    IReadOnlyDictionary<string, Secret>? Headers = null,
    IReadOnlyDictionary<string, JsonElement>? Body = null,
    int MaxReplyBytes = ChatCompletions.DefaultMaxBytes,
    string MaxTokensField = OpenAICompatible.MaxTokens,
    bool Stream = false,
    [KeyName("likelihood")] LikelihoodWay LikelihoodBy = LikelihoodWay.FirstToken
) : IModelProvider
{
    private const string MaxTokens = "max_tokens";
    private const string ChatPath = "/chat/completions";
    private const string CompletionsPath = "/completions";

    /// <summary>Address of the server, as it was written.</summary>
    public string Endpoint { get; } =
        FindUrl(Endpoint) is null
            ? throw new ArgumentException("an endpoint that is no http or https address", nameof(Endpoint))
            : Endpoint;

    /// <inheritdoc/>
    public string Description => $"{Model} at {FindUrl(Endpoint)!.Host}";

    /// <inheritdoc/>
    public bool CanBatch => true;

    /// <inheritdoc/>
    public LikelihoodSupport Likelihood =>
        LikelihoodBy == LikelihoodWay.Completions ? LikelihoodSupport.Whole : LikelihoodSupport.FirstToken;

    /// <inheritdoc/>
    public ToolSupport Tools => ToolSupport.Chosen;

    /// <inheritdoc/>
    public bool TakesImages => true;

    /// <inheritdoc/>
    public IModelProvider? Streamed() => this with { Stream = true };

    /// <inheritdoc/>
    public IModelProvider? Echoed() => this with { LikelihoodBy = LikelihoodWay.Completions };

    /// <inheritdoc/>
    public Uri? Server => FindUrl(Endpoint);

    /// <inheritdoc/>
    /// <remarks>
    /// Headers and keys are left out: who asks does not decide what is answered. Query and body fields do, but could hold
    /// what must not be told: only their hash is given.
    /// </remarks>
    public ValueTask<string> FingerprintAsync(ModelContext context, CancellationToken cancellationToken)
    {
        var url = FindUrl(Endpoint)!;
        string query = url.Query.Length == 0 ? "" : $" query={WireHttp.Hash(url.Query)}";
        string body = WireHttp.Describe(Body);
        string limit = MaxTokensField == MaxTokens ? "" : $" limit={MaxTokensField}";
        string way = LikelihoodBy == LikelihoodWay.FirstToken ? "" : " likelihood=completions";
        return ValueTask.FromResult($"openai-compatible {HttpFaults.Show(url)} model={Model}{query}{body}{limit}{way}");
    }

    /// <inheritdoc/>
    public ValueTask<IChatClient> ConnectAsync(ModelContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        var url = FindUrl(Endpoint)!;
        var faults = new HttpFaults(context.Name, url, [.. Secrets()]);
#pragma warning disable CA2000 // The client owns the pool, and the caller the client.
        var http = CreateHttp(context, url);
        var address = new UriBuilder(url) { UserName = "", Password = "" }.Uri;
        var wire = new ChatCompletions(Model, faults, context.Time, MaxReplyBytes, Stream);
        var client = new WireClient(
            http,
            address,
            (messages, options) => wire.Write(messages, options, MaxTokensField, Body),
            wire.ReadAsync,
            faults,
            context.Time
        );
        IChatClient chat = Stream
            ? client
            : new BatchingClient(client, CreateBatches(http, address, wire, faults, context.Time));
        return ValueTask.FromResult<IChatClient>(
            LikelihoodBy == LikelihoodWay.FirstToken
                ? new FirstTokenClient(chat, faults)
                : new CompletionsClient(
                    chat,
                    http,
                    new UriBuilder(address) { Path = address.AbsolutePath[..^ChatPath.Length] + CompletionsPath }.Uri,
                    new CompletionsLikelihood(
                        Model,
                        faults,
                        context.Time,
                        MaxReplyBytes,
                        Body ?? ImmutableDictionary<string, JsonElement>.Empty
                    ),
                    faults,
                    context.Time
                )
        );
#pragma warning restore CA2000
    }

    private OpenAIBatches CreateBatches(
        HttpClient http,
        Uri address,
        ChatCompletions wire,
        HttpFaults faults,
        TimeProvider time
    ) =>
        new(
            http,
            new UriBuilder(address) { Path = address.AbsolutePath[..^ChatPath.Length] }.Uri,
            (messages, options) => wire.Write(messages, options, MaxTokensField, Body),
            wire,
            faults,
            time
        );

    /// <summary>The full address of the chat completions.</summary>
    /// <remarks>A path that already holds a version (<c>/v1</c>, <c>/v1beta/openai</c>) is kept; any other gets <c>/v1</c>.</remarks>
    /// <param name="endpoint">The endpoint as the suite names it; query and user are kept.</param>
    /// <param name="ending">What the path ends with.</param>
    /// <returns>The address; null when the endpoint is none of http or https.</returns>
    internal static Uri? FindUrl(string endpoint, string ending = ChatPath)
    {
        if (!Uri.TryCreate(endpoint.Trim(), UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
        {
            return null;
        }

        string path = url.AbsolutePath.TrimEnd('/');
        if (!path.EndsWith(ending, StringComparison.Ordinal))
        {
            path += VersionSegment().IsMatch(path) ? ending : $"/v1{ending}";
        }

        return new UriBuilder(url) { Path = path, Fragment = "" }.Uri;
    }

    private HttpClient CreateHttp(ModelContext context, Uri url)
    {
        var http = WireHttp.Create(context);
        try
        {
            SetHeaders(context, http.DefaultRequestHeaders, url);
            return http;
        }
        catch
        {
            http.Dispose();
            throw;
        }
    }

    private void SetHeaders(ModelContext context, HttpRequestHeaders headers, Uri url)
    {
        if (ApiKey?.Reveal().Trim() is { Length: > 0 } key)
        {
            headers.Authorization = new AuthenticationHeaderValue("Bearer", WireHttp.Check(context, "api_key", key));
        }
        else
        {
            WireHttp.SetUser(headers, url);
        }

        WireHttp.SetHeaders(context, headers, Headers);
    }

    private IEnumerable<Secret> Secrets() => (Headers?.Values ?? []).Append(ApiKey).OfType<Secret>();

#pragma warning disable IDE0051 // Called by the record's ToString.
    private bool PrintMembers(StringBuilder builder)
    {
        builder.Append("Endpoint = ").Append(HttpFaults.Show(FindUrl(Endpoint)!));
        builder.Append(", Model = ").Append(Model);
        return true;
    }
#pragma warning restore IDE0051

    [GeneratedRegex("/v[0-9][a-z0-9]*(/|$)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex VersionSegment();
}
