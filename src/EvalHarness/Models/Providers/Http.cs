using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using EvalHarness.Core;
using EvalHarness.Models.Endpoints;
using EvalHarness.Models.Wire;
using Microsoft.Extensions.AI;

namespace EvalHarness.Models.Providers;

/// <summary>Any endpoint that takes JSON and answers with JSON: the body of a request is a template, and paths say where its reply has what.</summary>
/// <param name="Url">The address, http or https.</param>
/// <param name="Body">The body of a request, any JSON. Texts may hold <c>{{prompt}}</c>, <c>{{system}}</c>, <c>{{messages}}</c>, <c>{{id}}</c>, a setting of generation such as <c>{{max_tokens}}</c>, or a field of the sample; a text that is a place and nothing else keeps the JSON type of what is filled in, and is left out where there is nothing. What has no place is not sent.</param>
/// <param name="Text">Where a reply has the answer: names of fields and numbers of items from 0, with dots between, for example <c>choices.0.text</c>.</param>
/// <param name="Method"><c>POST</c> by default; <c>PUT</c> or <c>PATCH</c>.</param>
/// <param name="Headers">Headers of each request, by name; values may hold secrets. None by default.</param>
/// <param name="Usage">Where it has the token counts; by default they are unknown.</param>
/// <param name="FinishReason">Where it has the word for why the model stopped; by default that is unknown.</param>
/// <param name="Error">Where a reply with a good status has its error, a code or an object with one; by default <c>error</c> is looked at where the answer is not found.</param>
/// <param name="ModelPath">Where it has the name of the model that answered; by default that is unknown.</param>
/// <param name="Reasoning">Where it has what the model thought before it answered; by default that is unknown.</param>
/// <param name="Probabilities">Where it has the probability of each class, an object of numbers by class; by default they are unknown.</param>
/// <param name="Logprobs">Where it has the generated tokens as OpenAI lists them; by default they are unknown.</param>
/// <param name="MaxReplyBytes">Longest reply accepted, in bytes; 16 MiB by default.</param>
[Keyword("http")]
public sealed record Http(
    string Url,
    JsonElement Body,
    string Text,
    string Method = Http.Post,
    IReadOnlyDictionary<string, Secret>? Headers = null,
    UsagePaths? Usage = null,
    string? FinishReason = null,
    string? Error = null,
    [KeyName("model")] string? ModelPath = null,
    string? Reasoning = null,
    string? Probabilities = null,
    string? Logprobs = null,
    [Range(1, int.MaxValue)] int MaxReplyBytes = ChatCompletions.DefaultMaxBytes
) : IModelProvider
{
    private const string Post = "POST";

    /// <summary>The methods that have a body.</summary>
    internal static readonly ImmutableArray<string> Methods = [Post, "PUT", "PATCH"];

    /// <summary>Address of the endpoint, as it was written.</summary>
    public string Url { get; } =
        FindUrl(Url) is null ? throw new ArgumentException("a url that is no http or https address", nameof(Url)) : Url;

    /// <inheritdoc/>
    public string Description => $"endpoint at {FindUrl(Url)!.Host}";

    /// <inheritdoc/>
    public Uri? Server => FindUrl(Url);

    /// <inheritdoc/>
    /// <remarks>
    /// Of headers only the names count, since who asks does not decide what is answered. Query and body do, but could hold what must
    /// not be told: only their hash is given.
    /// </remarks>
    public ValueTask<string> FingerprintAsync(ModelContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        _ = Template(context.Name, context.Declared);
        _ = Paths(context);
        var url = FindUrl(Url)!;
        string query = url.Query.Length == 0 ? "" : $" query={WireHttp.Hash(url.Query)}";
        string names = string.Join(',', (Headers?.Keys ?? []).Order(StringComparer.OrdinalIgnoreCase));
        string headers = names.Length == 0 ? "" : $" headers={names}";
        string paths = string.Join(',', Written().Select(one => $"{one.Key}:{one.Path}"));
        return ValueTask.FromResult(
            $"http {Method.ToUpperInvariant()} {HttpFaults.Show(url)}{query} body={WireHttp.Hash(Body.GetRawText())}{headers} {paths}"
        );
    }

    /// <inheritdoc/>
    public ImmutableArray<UnsentSetting> Unsent(Generation generation)
    {
        ArgumentNullException.ThrowIfNull(generation);
        ImmutableArray<string> names;
        try
        {
            names = Template("", default).Names;
        }
        catch (DocumentException)
        {
            // What is wrong with the template is told where it stands.
            return [];
        }

        return
        [
            .. generation
                .Given()
                .Where(setting =>
                    !names.Any(name => TemplatePlaces.Settings.TryGetValue(name, out var one) && one == setting)
                )
                .Select(setting => new UnsentSetting(
                    setting,
                    setting == GenerationSetting.Extra
                        ? "an http endpoint is sent its 'body' and nothing else"
                        : $"its 'body' has no place {{{{{Yaml.Scalars.EnumWord(setting)}}}}}"
                )),
        ];
    }

    /// <inheritdoc/>
    public ValueTask<IChatClient> ConnectAsync(ModelContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        var url = FindUrl(Url)!;
        var template = Template(context.Name, context.Declared);
        var faults = new HttpFaults(context.Name, url, [.. (Headers?.Values ?? [])]);
        var replies = new EndpointReplies(Paths(context), faults, context.Time, MaxReplyBytes);
#pragma warning disable CA2000 // The client owns the pool, and the caller the client.
        return ValueTask.FromResult<IChatClient>(
            new WireClient(
                CreateHttp(context, url),
                new UriBuilder(url) { UserName = "", Password = "" }.Uri,
                template.Write,
                (status, header, body, _, token) => replies.ReadAsync(status, header, body, token),
                faults,
                context.Time,
                new HttpMethod(Method.ToUpperInvariant())
            )
        );
#pragma warning restore CA2000
    }

    /// <summary>The paths of replies by the names of their keys, as they are written; those of usage behind <c>usage</c>.</summary>
    internal IEnumerable<(string Key, string Path)> Written()
    {
        var own = new (string Key, string? Path)[]
        {
            ("text", Text),
            ("finish_reason", FinishReason),
            ("error", Error),
            ("model", ModelPath),
            ("reasoning", Reasoning),
            ("probabilities", Probabilities),
            ("logprobs", Logprobs),
        };
        return own.Where(one => one.Path is not null)
            .Select(one => (one.Key, one.Path!))
            .Concat((Usage?.Given() ?? []).Select(one => ($"usage.{one.Key}", one.Path)));
    }

    private static Uri? FindUrl(string url) =>
        Uri.TryCreate(url.Trim(), UriKind.Absolute, out var found) && found.Scheme is "http" or "https"
            ? new UriBuilder(found) { Fragment = "" }.Uri
            : null;

    private BodyTemplate Template(string model, Location at) => BodyTemplate.Parse(Body, model, at);

    /// <exception cref="DocumentException">A path is none.</exception>
    private EndpointPaths Paths(ModelContext context)
    {
        var found = Written()
            .ToDictionary(
                one => one.Key,
                one =>
                    ReplyPath.Parse(one.Path)
                    ?? throw WireHttp.Wrong(context, $"no path for '{one.Key}'", ReplyPath.Expected),
                StringComparer.Ordinal
            );
        return new EndpointPaths((found["text"], Text))
        {
            Usage = found
                .Where(one => one.Key.StartsWith("usage.", StringComparison.Ordinal))
                .ToImmutableDictionary(one => one.Key["usage.".Length..], one => one.Value),
            FinishReason = found.GetValueOrDefault("finish_reason"),
            Error = found.GetValueOrDefault("error"),
            Model = found.GetValueOrDefault("model"),
            Reasoning = found.GetValueOrDefault("reasoning"),
            Probabilities = found.GetValueOrDefault("probabilities"),
            Logprobs = found.GetValueOrDefault("logprobs"),
        };
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
        WireHttp.SetUser(headers, url);
        WireHttp.SetHeaders(context, headers, Sent());
    }

    /// <summary>The headers without the type of the body where it is what it is anyway.</summary>
    private ImmutableDictionary<string, Secret> Sent() =>
        (Headers ?? ImmutableDictionary<string, Secret>.Empty)
            .Where(header =>
                !header.Key.Equals("Content-Type", StringComparison.OrdinalIgnoreCase)
                || !header.Value.Reveal().StartsWith("application/json", StringComparison.OrdinalIgnoreCase)
            )
            .ToImmutableDictionary();

#pragma warning disable IDE0051 // Called by the record's ToString.
    private bool PrintMembers(StringBuilder builder)
    {
        builder.Append("Url = ").Append(HttpFaults.Show(FindUrl(Url)!));
        return true;
    }
#pragma warning restore IDE0051
}
