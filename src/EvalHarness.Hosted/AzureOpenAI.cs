using System.ClientModel;
using System.ClientModel.Primitives;
using System.Collections.Immutable;
using EvalHarness.Core;
using EvalHarness.Models;
using EvalHarness.Models.Likelihoods;
using Microsoft.Extensions.AI;

namespace EvalHarness.Hosted;

/// <summary>A deployment of Azure OpenAI, through OpenAI's official client on Azure's <c>v1</c> interface.</summary>
/// <param name="Endpoint">Address of the resource, for example <c>https://my-resource.openai.azure.com</c>; <c>/openai/v1</c> may stand behind it.</param>
/// <param name="Deployment">Name of the deployment.</param>
/// <param name="Model">Model that the deployment is to serve, for example <c>gpt-4o-2024-08-06</c>: another that answers is remarked. By default any may, and the version of each answer is logged.</param>
/// <param name="ApiKey">Key of the resource. Exactly one of <c>api_key</c>, <c>token_command</c> and <c>entra</c> says who asks.</param>
/// <param name="TokenCommand">Program and arguments that write a token of Microsoft Entra, alone or as JSON, for example <c>[az, account, get-access-token, --resource, https://cognitiveservices.azure.com]</c>; it is run again before the token expires. None by default.</param>
/// <param name="Entra">Whether tokens of Microsoft Entra are fetched by Azure.Identity, which finds environment, workload, managed identity or whoever is signed in; false by default.</param>
/// <param name="Scope">What tokens of <c>entra</c> are for; <c>https://cognitiveservices.azure.com/.default</c> by default, another in national clouds.</param>
/// <param name="Interface"><c>chat</c> (default) or <c>responses</c>, as for <c>openai</c>.</param>
/// <param name="Stream">Whether answers are asked for piece by piece, so that the time to the first token and the tokens a second are known; whole by default.</param>
[Keyword("azure-openai")]
public sealed record AzureOpenAI(
    string Endpoint,
    string Deployment,
    string? Model = null,
    Secret? ApiKey = null,
    ImmutableArray<string>? TokenCommand = null,
    bool Entra = false,
    string Scope = AzureOpenAI.DefaultScope,
    OpenAIInterface Interface = OpenAIInterface.Chat,
    bool Stream = false
) : IModelProvider
{
    private const string DefaultScope = "https://cognitiveservices.azure.com/.default";
    private const string Path = "/openai/v1";

    /// <summary>Address of the resource, as it was written.</summary>
    public string Endpoint { get; } =
        FindUrl(Endpoint) is null
            ? throw new ArgumentException("an endpoint that is no http or https address", nameof(Endpoint))
            : Endpoint;

    /// <summary>Key of the resource; null where tokens are sent.</summary>
    public Secret? ApiKey { get; } =
        (ApiKey is null ? 0 : 1) + (TokenCommand is null ? 0 : 1) + (Entra ? 1 : 0) == 1
            ? ApiKey
            : throw new ArgumentException(
                "exactly one of api_key, token_command and entra must say who asks",
                nameof(ApiKey)
            );

    /// <summary>Program and arguments that write a token; null where none is run.</summary>
    public ImmutableArray<string>? TokenCommand { get; } =
        TokenCommand is null or [{ Length: > 0 }, ..]
            ? TokenCommand
            : throw new ArgumentException("a command without a program", nameof(TokenCommand));

    /// <inheritdoc/>
    public ToolSupport Tools => ToolSupport.Chosen;

    /// <inheritdoc/>
    public bool TakesImages => true;

    /// <inheritdoc/>
    public IModelProvider? Streamed() => this with { Stream = true };

    /// <inheritdoc/>
    public string Description => $"{Model ?? Deployment} at {Url.Host}";

    /// <inheritdoc/>
    /// <remarks>Each deployment has limits of its own.</remarks>
    public Uri? Server => null;

    private Uri Url => FindUrl(Endpoint)!;

    /// <inheritdoc/>
    public LikelihoodSupport Likelihood => OpenAIService.Likelihood(Interface);

    /// <inheritdoc/>
    public ImmutableArray<UnsentSetting> Unsent(Generation generation) => OpenAIService.Unsent(Interface, generation);

    /// <inheritdoc/>
    /// <remarks>Keys and tokens are left out: who asks does not decide what is answered.</remarks>
    public ValueTask<string> FingerprintAsync(ModelContext context, CancellationToken cancellationToken)
    {
        string kind = Interface == OpenAIInterface.Chat ? "" : " interface=responses";
        string model = Model is null ? "" : $" model={Model}";
        return ValueTask.FromResult($"azure-openai {HttpFaults.Show(Url)} deployment={Deployment}{model}{kind}");
    }

    /// <inheritdoc/>
    public ValueTask<IChatClient> ConnectAsync(ModelContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        var faults = new HttpFaults(context.Name, Url, [.. new[] { ApiKey }.OfType<Secret>()]);
        var key = ApiKey is { } secret ? new ApiKeyCredential(OpenAIService.CheckKey(context, secret)) : null;
#pragma warning disable CA2000 // The client owns pool and tokens, and the caller the client.
        var tokens = key is null ? CreateTokens(context) : null;
        var authentication = key is null
            ? new TokenPolicy(tokens!)
            : (AuthenticationPolicy)ApiKeyAuthenticationPolicy.CreateHeaderApiKeyPolicy(key, "api-key");
        var http = OpenAIService.CreateHttp(context, faults);
        var client = new HostedClient(
            OpenAIService.Connect(Interface, Url, Deployment, authentication, http),
            HostedWire.Of(Interface, Deployment, Model ?? "", faults, context.Time, Stream),
            http,
            faults,
            context.Time
        )
        {
            Tokens = tokens,
        };
        return ValueTask.FromResult<IChatClient>(
            Interface == OpenAIInterface.Chat ? new FirstTokenClient(client, faults) : client
        );
#pragma warning restore CA2000
    }

    /// <summary>Address and deployment alone.</summary>
    public override string ToString() =>
        $"AzureOpenAI {{ Endpoint = {HttpFaults.Show(Url)}, Deployment = {Deployment} }}";

    private TokenCache CreateTokens(ModelContext context) =>
        new(
            TokenCommand is { } command
                ? new TokenCommand(command, context.Name).FetchAsync
                : EntraTokens.Create(Scope, context.Name),
            context.Time
        );

    /// <summary>The address up to its version; query and user are not kept: the version is in the path, and keys have a place of their own.</summary>
    private static Uri? FindUrl(string endpoint)
    {
        if (!Uri.TryCreate(endpoint.Trim(), UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
        {
            return null;
        }

        string path = url.AbsolutePath.TrimEnd('/');
        path =
            path.EndsWith(Path, StringComparison.OrdinalIgnoreCase) ? path
            : path.EndsWith("/openai", StringComparison.OrdinalIgnoreCase) ? path + "/v1"
            : path + Path;
        return new UriBuilder(url)
        {
            Path = path,
            Query = "",
            Fragment = "",
            UserName = "",
            Password = "",
        }.Uri;
    }
}
