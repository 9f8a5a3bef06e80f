using System.ClientModel;
using System.ClientModel.Primitives;
using System.Collections.Immutable;
using System.Net;
using EvalHarness.Core;
using EvalHarness.Models;
using EvalHarness.Models.Wire;
using OpenAI;
using OpenAI.Chat;
using OpenAI.Responses;
using ClientOptions = System.ClientModel.Primitives.RequestOptions;

namespace EvalHarness.Hosted;

/// <summary>What OpenAI's own service and Azure's share: the official client, its connections and its two interfaces.</summary>
internal static class OpenAIService
{
    /// <summary>A connection pool without a deadline of its own: each attempt has one further out, which says whose it was.</summary>
    /// <param name="context">What the model is given.</param>
    /// <param name="faults">Words for failures.</param>
    public static HttpClient CreateHttp(ModelContext context, HttpFaults faults)
    {
#pragma warning disable CA2000 // The client disposes of its handlers.
        var connections = new SocketsHttpHandler
        {
            MaxConnectionsPerServer = Math.Max(1, context.InFlight),
            PooledConnectionLifetime = TimeSpan.FromMinutes(15),
            ConnectTimeout = TimeSpan.FromSeconds(30),
            AutomaticDecompression = DecompressionMethods.All,
            AllowAutoRedirect = false,
            UseCookies = false,
        };
        return new HttpClient(new RedirectRefusal(connections, faults)) { Timeout = Timeout.InfiniteTimeSpan };
#pragma warning restore CA2000
    }

    /// <summary>The client of an interface, without retries and deadlines of its own.</summary>
    /// <param name="kind">The interface.</param>
    /// <param name="url">Address of the service up to its version.</param>
    /// <param name="model">The model, or deployment.</param>
    /// <param name="authentication">Puts key or token into a request.</param>
    /// <param name="http">The connection pool.</param>
    /// <param name="organization">Organization that is charged; null for the key's own.</param>
    /// <param name="project">Project that is charged; null for the key's own.</param>
    public static Func<BinaryContent, ClientOptions, Task<ClientResult>> Connect(
        OpenAIInterface kind,
        Uri url,
        string model,
        AuthenticationPolicy authentication,
        HttpClient http,
        string? organization = null,
        string? project = null
    )
    {
#pragma warning disable OPENAI001 // Marked as what may change: a constructor, and a client of which only the call of bytes is used.
        var transport = new HttpClientPipelineTransport(http);

        // The engine retries, with deadlines, pauses and a budget; two layers would multiply.
        var retries = new ClientRetryPolicy(maxRetries: 0);
        if (kind == OpenAIInterface.Chat)
        {
            return new ChatClient(
                model,
                authentication,
                new OpenAIClientOptions
                {
                    Endpoint = url,
                    OrganizationId = organization,
                    ProjectId = project,
                    Transport = transport,
                    NetworkTimeout = Timeout.InfiniteTimeSpan,
                    RetryPolicy = retries,
                }
            ).CompleteChatAsync;
        }

        return new ResponsesClient(
            authentication,
            new ResponsesClientOptions
            {
                Endpoint = url,
                OrganizationId = organization,
                ProjectId = project,
                Transport = transport,
                NetworkTimeout = Timeout.InfiniteTimeSpan,
                RetryPolicy = retries,
            }
        ).CreateResponseAsync;
#pragma warning restore OPENAI001
    }

    /// <summary>
    /// What an interface can tell of the likelihood of given texts; nothing by Responses, which generates no answer as short as
    /// one token.
    /// </summary>
    /// <param name="kind">The interface.</param>
    public static LikelihoodSupport Likelihood(OpenAIInterface kind) =>
        kind == OpenAIInterface.Chat ? LikelihoodSupport.FirstToken : LikelihoodSupport.None;

    /// <summary>The settings that an interface does not have.</summary>
    /// <param name="kind">The interface.</param>
    /// <param name="generation">The settings asked for.</param>
    public static ImmutableArray<UnsentSetting> Unsent(OpenAIInterface kind, Generation generation)
    {
        ArgumentNullException.ThrowIfNull(generation);
        return kind == OpenAIInterface.Responses ? OpenAIResponses.Unsent(generation)
            : generation.TopK is null ? []
            : [new(GenerationSetting.TopK, "OpenAI's interface has none")];
    }

    /// <summary>A key; one that no header can hold would be quoted by the exception that refuses it.</summary>
    /// <param name="context">What the model is given.</param>
    /// <param name="secret">The key.</param>
    public static string CheckKey(ModelContext context, Secret secret)
    {
        string key = secret.Reveal().Trim();
        return key.Length > 0 && key.All(c => c is > ' ' and <= '~')
            ? key
            : throw new DocumentException(
                new Fault(
                    context.Declared,
                    $"model '{context.Name}' has a value for api_key that is empty or holds a space, a line break or a character outside ASCII",
                    "a key"
                )
            );
    }
}
