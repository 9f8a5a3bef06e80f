using System.ClientModel;
using System.ClientModel.Primitives;
using System.Collections.Immutable;
using System.Net;
using System.Net.Http.Headers;
using EvalHarness.Core;
using EvalHarness.Models;
using EvalHarness.Models.Batches;
using EvalHarness.Models.Wire;
using Microsoft.Extensions.AI;
using OpenAI;

namespace EvalHarness.Hosted;

/// <summary>OpenAI's own service, through its official client.</summary>
/// <param name="Model">Name of the model, best with its date, for example <c>gpt-4o-2024-08-06</c>.</param>
/// <param name="ApiKey">Key of the account or project.</param>
/// <param name="Endpoint">Address of the service up to its version; <c>https://api.openai.com/v1</c> by default.</param>
/// <param name="Organization">Organization that is charged; by default the key's own.</param>
/// <param name="Project">Project that is charged; by default the key's own.</param>
/// <param name="Stream">Whether answers are asked for piece by piece, so that the time to the first token and the tokens a second are known; whole by default.</param>
[Keyword("openai")]
public sealed record OpenAIProvider(
    string Model,
    Secret ApiKey,
    string Endpoint = OpenAIProvider.DefaultEndpoint,
    string? Organization = null,
    string? Project = null,
    bool Stream = false
) : IModelProvider
{
    private const string DefaultEndpoint = "https://api.openai.com/v1";

    /// <summary>Address of the service, as it was written.</summary>
    public string Endpoint { get; } =
        Uri.TryCreate(Endpoint, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"
            ? Endpoint
            : throw new ArgumentException("an endpoint that is no http or https address", nameof(Endpoint));

    /// <inheritdoc/>
    public bool CanBatch => true;

    /// <inheritdoc/>
    public IModelProvider? Streamed() => this with { Stream = true };

    /// <inheritdoc/>
    public string Description => $"{Model} at {new Uri(Endpoint).Host}";

    /// <inheritdoc/>
    /// <remarks>The service itself limits each model by itself; another address is one server.</remarks>
    public Uri? Server => Endpoint == DefaultEndpoint ? null : new Uri(Endpoint);

    /// <inheritdoc/>
    public ImmutableArray<UnsentSetting> Unsent(Generation generation)
    {
        ArgumentNullException.ThrowIfNull(generation);
        return generation.TopK is null ? [] : [new(GenerationSetting.TopK, "OpenAI's interface has none")];
    }

    /// <inheritdoc/>
    public ValueTask<string> FingerprintAsync(ModelContext context, CancellationToken cancellationToken) =>
        ValueTask.FromResult($"openai {HttpFaults.Show(new Uri(Endpoint))} model={Model}");

    /// <inheritdoc/>
    public ValueTask<IChatClient> ConnectAsync(ModelContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        var url = new Uri(Endpoint);
#pragma warning disable CA2000 // The client owns the pool, and the caller the client.
        var http = CreateHttp(context);
        var client = new OpenAIClient(CheckKey(context), CreateOptions(url, http));
        var faults = new HttpFaults(context.Name, url, [ApiKey]);
        var wire = new ChatCompletions(Model, faults, context.Time, isStreamed: Stream);
        return ValueTask.FromResult<IChatClient>(
            new OpenAIChatClient(
                client.GetChatClient(Model),
                wire,
                http,
                faults,
                context.Time,
                Stream ? null : CreateBatches(http, url, wire, faults, context.Time)
            )
        );
#pragma warning restore CA2000
    }

    /// <summary>Files and batches go over the same connections, which add the key to what does not have it.</summary>
    private OpenAIBatches CreateBatches(
        HttpClient http,
        Uri url,
        ChatCompletions wire,
        HttpFaults faults,
        TimeProvider time
    )
    {
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

#pragma warning disable CA2000 // The client disposes of its handler.
    private static HttpClient CreateHttp(ModelContext context) =>
        new(
            new SocketsHttpHandler
            {
                MaxConnectionsPerServer = Math.Max(1, context.InFlight),
                PooledConnectionLifetime = TimeSpan.FromMinutes(15),
                ConnectTimeout = TimeSpan.FromSeconds(30),
                AutomaticDecompression = DecompressionMethods.All,
                AllowAutoRedirect = false,
                UseCookies = false,
            }
        )
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
#pragma warning restore CA2000

    private OpenAIClientOptions CreateOptions(Uri url, HttpClient http) =>
        new()
        {
            Endpoint = url,
            OrganizationId = Organization,
            ProjectId = Project,
            Transport = new HttpClientPipelineTransport(http),
            NetworkTimeout = Timeout.InfiniteTimeSpan,

            // The engine retries, with deadlines, pauses and a budget; two layers would multiply.
            RetryPolicy = new ClientRetryPolicy(maxRetries: 0),
        };

    /// <summary>A header that cannot be sent would be quoted by the exception that refuses it.</summary>
    private ApiKeyCredential CheckKey(ModelContext context)
    {
        string key = ApiKey.Reveal().Trim();
        return key.Length > 0 && key.All(c => c is > ' ' and <= '~')
            ? new ApiKeyCredential(key)
            : throw new DocumentException(
                new Fault(
                    context.Declared,
                    $"model '{context.Name}' has a value for api_key that is empty or holds a space, a line break or a character outside ASCII",
                    "a key"
                )
            );
    }
}
