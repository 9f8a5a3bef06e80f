using System.ClientModel;
using System.ClientModel.Primitives;
using System.Collections.Immutable;
using System.Net.Http.Headers;
using EvalHarness.Core;
using EvalHarness.Models;
using EvalHarness.Models.Batches;
using EvalHarness.Models.Likelihoods;
using EvalHarness.Models.Wire;
using Microsoft.Extensions.AI;

namespace EvalHarness.Hosted;

/// <summary>OpenAI's own service, through its official client.</summary>
/// <param name="Model">Name of the model, best with its date, for example <c>gpt-4o-2024-08-06</c>.</param>
/// <param name="ApiKey">Key of the account or project.</param>
/// <param name="Endpoint">Address of the service up to its version; <c>https://api.openai.com/v1</c> by default.</param>
/// <param name="Organization">Organization that is charged; by default the key's own.</param>
/// <param name="Project">Project that is charged; by default the key's own.</param>
/// <param name="Stream">Whether answers are asked for piece by piece, so that the time to the first token and the tokens a second are known; whole by default.</param>
/// <param name="Interface"><c>chat</c> (default) or <c>responses</c>: the older interface has seed and stop, the newer tells thoughts, and some models answer by it alone.</param>
[Keyword("openai")]
public sealed record OpenAIProvider(
    string Model,
    Secret ApiKey,
    string Endpoint = OpenAIProvider.DefaultEndpoint,
    string? Organization = null,
    string? Project = null,
    bool Stream = false,
    OpenAIInterface Interface = OpenAIInterface.Chat
) : IModelProvider
{
    private const string DefaultEndpoint = "https://api.openai.com/v1";

    /// <summary>Address of the service, as it was written.</summary>
    public string Endpoint { get; } =
        Uri.TryCreate(Endpoint, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"
            ? Endpoint
            : throw new ArgumentException("an endpoint that is no http or https address", nameof(Endpoint));

    /// <inheritdoc/>
    /// <remarks>Batches are written for chat.</remarks>
    public bool CanBatch => Interface == OpenAIInterface.Chat;

    /// <inheritdoc/>
    public ToolSupport Tools => ToolSupport.Chosen;

    /// <inheritdoc/>
    public bool TakesImages => true;

    /// <inheritdoc/>
    public IModelProvider? Streamed() => this with { Stream = true };

    /// <inheritdoc/>
    public string Description => $"{Model} at {new Uri(Endpoint).Host}";

    /// <inheritdoc/>
    /// <remarks>The service itself limits each model by itself; another address is one server.</remarks>
    public Uri? Server => Endpoint == DefaultEndpoint ? null : new Uri(Endpoint);

    /// <inheritdoc/>
    public LikelihoodSupport Likelihood => OpenAIService.Likelihood(Interface);

    /// <inheritdoc/>
    public ImmutableArray<UnsentSetting> Unsent(Generation generation) => OpenAIService.Unsent(Interface, generation);

    /// <inheritdoc/>
    public ValueTask<string> FingerprintAsync(ModelContext context, CancellationToken cancellationToken)
    {
        string kind = Interface == OpenAIInterface.Chat ? "" : " interface=responses";
        return ValueTask.FromResult($"openai {HttpFaults.Show(new Uri(Endpoint))} model={Model}{kind}");
    }

    /// <inheritdoc/>
    public ValueTask<IChatClient> ConnectAsync(ModelContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        var url = new Uri(Endpoint);
        var key = new ApiKeyCredential(OpenAIService.CheckKey(context, ApiKey));
        var faults = new HttpFaults(context.Name, url, [ApiKey]);
#pragma warning disable CA2000 // The client owns the pool, and the caller the client.
        var http = OpenAIService.CreateHttp(context, faults);
        var send = OpenAIService.Connect(
            Interface,
            url,
            Model,
            ApiKeyAuthenticationPolicy.CreateBearerAuthorizationPolicy(key),
            http,
            Organization,
            Project
        );
        var client = new HostedClient(
            send,
            HostedWire.Of(Interface, Model, served: null, faults, context.Time, Stream),
            http,
            faults,
            context.Time
        )
        {
            Batches = CanBatch && !Stream ? CreateBatches(http, url, faults, context.Time) : null,
        };
        return ValueTask.FromResult<IChatClient>(
            Interface == OpenAIInterface.Chat ? new FirstTokenClient(client, faults) : client
        );
#pragma warning restore CA2000
    }

    /// <summary>Files and batches go over the same connections, which add the key to what does not have it.</summary>
    private OpenAIBatches CreateBatches(HttpClient http, Uri url, HttpFaults faults, TimeProvider time)
    {
        var wire = new ChatCompletions(Model, faults, time);
        var headers = http.DefaultRequestHeaders;
        headers.Authorization = new AuthenticationHeaderValue("Bearer", ApiKey.Reveal().Trim());
        if (Organization is not null)
        {
            headers.TryAddWithoutValidation("OpenAI-Organization", Organization);
        }

        if (Project is not null)
        {
            headers.TryAddWithoutValidation("OpenAI-Project", Project);
        }

        return new OpenAIBatches(
            http,
            url,
            (messages, options) => wire.Write(messages, options, "max_completion_tokens"),
            wire,
            faults,
            time
        );
    }
}
