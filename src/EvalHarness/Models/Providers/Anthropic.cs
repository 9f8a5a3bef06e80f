using System.Collections.Immutable;
using System.Text.Json;
using EvalHarness.Core;
using EvalHarness.Models.Batches;
using EvalHarness.Models.Wire;
using Microsoft.Extensions.AI;

namespace EvalHarness.Models.Providers;

/// <summary>Anthropic's own service, through its Messages interface, which has no seed and no logprobs, and JSON by a schema alone.</summary>
/// <param name="Model">Name of the model, best with its date, for example <c>claude-sonnet-4-5-20250929</c>.</param>
/// <param name="ApiKey">Key of the account or workspace.</param>
/// <param name="Endpoint">Address of the service; <c>https://api.anthropic.com/v1</c> by default.</param>
/// <param name="Body">Further fields of each request as they are, for example <c>thinking: { type: enabled, budget_tokens: 2048 }</c>; they win over fields of the same name. None by default.</param>
/// <param name="Stream">Whether answers are asked for piece by piece, so that the time to the first token and the tokens a second are known; whole by default.</param>
[Keyword("anthropic")]
public sealed record Anthropic(
    string Model,
    Secret ApiKey,
    string Endpoint = Anthropic.DefaultEndpoint,
    IReadOnlyDictionary<string, JsonElement>? Body = null,
    bool Stream = false
) : IModelProvider
{
    private const string DefaultEndpoint = "https://api.anthropic.com/v1";
    private const string MessagesPath = "/messages";

    /// <summary>Address of the service, as it was written.</summary>
    public string Endpoint { get; } =
        OpenAICompatible.FindUrl(Endpoint, MessagesPath) is null
            ? throw new ArgumentException("an endpoint that is no http or https address", nameof(Endpoint))
            : Endpoint;

    /// <inheritdoc/>
    public ToolSupport Tools => ToolSupport.Chosen;

    /// <inheritdoc/>
    public bool TakesImages => true;

    /// <inheritdoc/>
    public IModelProvider? Streamed() => this with { Stream = true };

    /// <inheritdoc/>
    public string Description => $"{Model} at {Url.Host}";

    /// <inheritdoc/>
    public bool CanBatch => true;

    /// <inheritdoc/>
    /// <remarks>The service itself limits each model by itself; another address is one server.</remarks>
    public Uri? Server => Endpoint == DefaultEndpoint ? null : Url;

    /// <inheritdoc/>
    public ImmutableArray<UnsentSetting> Unsent(Generation generation) => AnthropicMessages.Unsent(generation);

    private Uri Url => OpenAICompatible.FindUrl(Endpoint, MessagesPath)!;

    /// <inheritdoc/>
    /// <remarks>Keys are left out: who asks does not decide what is answered.</remarks>
    public ValueTask<string> FingerprintAsync(ModelContext context, CancellationToken cancellationToken) =>
        ValueTask.FromResult($"anthropic {HttpFaults.Show(Url)} model={Model}{WireHttp.Describe(Body)}");

    /// <inheritdoc/>
    public ValueTask<IChatClient> ConnectAsync(ModelContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        string key = WireHttp.Check(context, "api_key", ApiKey.Reveal().Trim());
        var faults = new HttpFaults(context.Name, Url, [ApiKey]);
        var wire = new AnthropicMessages(
            Model,
            faults,
            context.Time,
            Body ?? ImmutableDictionary<string, JsonElement>.Empty,
            Stream
        );
#pragma warning disable CA2000 // The client owns the pool, and the caller the client.
        var http = WireHttp.Create(context);
        http.DefaultRequestHeaders.TryAddWithoutValidation("x-api-key", key);
        http.DefaultRequestHeaders.Add("anthropic-version", "2023-06-01");
        var client = new WireClient(http, Url, wire.Write, wire.ReadAsync, faults, context.Time);
        return ValueTask.FromResult<IChatClient>(
            Stream ? client : new BatchingClient(client, new AnthropicBatches(http, Url, wire, faults, context.Time))
        );
#pragma warning restore CA2000
    }

    /// <summary>Address and model alone.</summary>
    public override string ToString() => $"Anthropic {{ Endpoint = {HttpFaults.Show(Url)}, Model = {Model} }}";
}
