using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using EvalHarness.Core;
using EvalHarness.Logs;
using EvalHarness.Models;
using EvalHarness.Runs.Fleets;
using Microsoft.Extensions.AI;

namespace EvalHarness.Runs;

/// <summary>Spans and measurements of a run, named as OpenTelemetry's semantic conventions for generative AI name them.</summary>
/// <remarks>
/// Spans: <c>evaluate {suite}</c> of a run, <c>request {task}</c> of a request that is sent, <c>chat {model}</c> of each attempt,
/// <c>score</c> of the scoring and comparing after it. What is served from the cache, replayed or answered in this process makes no span: it is no call, and a
/// replay of many would crowd out those that are. <c>evalharness.run.responses</c> and <c>evalharness.run.cost</c> count the whole of a run, of a fleet too,
/// in the process that carries it out, and <c>evalharness.fleet.*</c> say how its fleet stands. Prompts and answers are in no span unless
/// <c>OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT=true</c> asks for them. Nothing is measured while nobody listens.
/// </remarks>
public static class Telemetry
{
    /// <summary>Name of the activity source and of the meter: what a program adds to its listeners.</summary>
    public const string Name = "EvalHarness";

    private const string CaptureVariable = "OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT";

    private static readonly ActivitySource Source = new(Name);
    private static readonly Meter Meter = new(Name);
    private static readonly JsonSerializerOptions Relaxed = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static readonly Histogram<double> Durations = Meter.CreateHistogram(
        "gen_ai.client.operation.duration",
        "s",
        "Time of an attempt.",
        tags: null,
        new InstrumentAdvice<double>
        {
            HistogramBucketBoundaries =
            [
                0.01,
                0.02,
                0.04,
                0.08,
                0.16,
                0.32,
                0.64,
                1.28,
                2.56,
                5.12,
                10.24,
                20.48,
                40.96,
                81.92,
            ],
        }
    );

    private static readonly Histogram<long> Tokens = Meter.CreateHistogram(
        "gen_ai.client.token.usage",
        "{token}",
        "Tokens of an attempt.",
        tags: null,
        new InstrumentAdvice<long>
        {
            HistogramBucketBoundaries =
            [
                1,
                4,
                16,
                64,
                256,
                1024,
                4096,
                16_384,
                65_536,
                262_144,
                1_048_576,
                4_194_304,
                16_777_216,
                67_108_864,
            ],
        }
    );

    private static readonly Counter<long> Responses = Meter.CreateCounter<long>(
        "evalharness.run.responses",
        "{response}",
        "Responses in the log of a run, whoever asked for them."
    );

    private static readonly Counter<double> Cost = Meter.CreateCounter<double>(
        "evalharness.run.cost",
        "USD",
        "What the responses of a run cost, those from the cache aside."
    );

    private static readonly Gauge<long> Workers = Meter.CreateGauge<long>(
        "evalharness.fleet.workers",
        "{worker}",
        "Workers of a fleet that are there."
    );

    private static readonly Gauge<long> FleetRequests = Meter.CreateGauge<long>(
        "evalharness.fleet.requests",
        "{request}",
        "Requests of a run that wait for a worker, are in flight, or were possibly paid twice."
    );

    /// <summary>Whether anybody listens for spans: no name is put together for nobody.</summary>
    private static bool IsHeard => Source.HasListeners();

    private static bool Captures { get; } =
        bool.TryParse(Environment.GetEnvironmentVariable(CaptureVariable), out bool asked) && asked;

    /// <summary>A run, from the first request to the last.</summary>
    internal static Activity? Run(string suite, string run) =>
        Source.StartActivity($"evaluate {suite}")?.SetTag("evalharness.suite", suite).SetTag("evalharness.run", run);

    /// <summary>A response is in the log.</summary>
    internal static void Settled(Response response)
    {
        if (!Responses.Enabled && !Cost.Enabled)
        {
            return;
        }

        var model = new KeyValuePair<string, object?>("evalharness.model", response.Model);
        Responses.Add(1, model, new("evalharness.outcome", OutcomeWords.Word(response.Outcome)));
        if (response is { AnsweredAt: null, CostUsd: { } usd })
        {
            Cost.Add((double)usd, model);
        }
    }

    /// <summary>How a fleet stands with a run.</summary>
    internal static void Fleet(FleetTally tally)
    {
        Workers.Record(tally.Workers);
        Count("waiting", tally.Waiting);
        Count("in_flight", tally.InFlight);
        Count("possibly_paid_twice", tally.PossiblyTwice);

        static void Count(string state, long requests) =>
            FleetRequests.Record(requests, new KeyValuePair<string, object?>("evalharness.state", state));
    }

    /// <summary>The scoring of a run.</summary>
    internal static Activity? Score(string run) => Source.StartActivity("score")?.SetTag("evalharness.run", run);

    /// <summary>A score, as an event of what is going on.</summary>
    /// <param name="task">Name of the task.</param>
    /// <param name="metric">Name of the metric.</param>
    /// <param name="model">Name of the model in the suite.</param>
    /// <param name="value">The score; null, and no event, where it has none.</param>
    internal static void Result(string task, string metric, string model, double? value)
    {
        if (Activity.Current is { } current && current.Source == Source && value is { } score)
        {
            current.AddEvent(
                new ActivityEvent(
                    "gen_ai.evaluation.result",
                    tags: new ActivityTagsCollection
                    {
                        ["gen_ai.evaluation.name"] = $"{task}/{metric}",
                        ["gen_ai.evaluation.score.value"] = score,
                        ["evalharness.model"] = model,
                    }
                )
            );
        }
    }

    /// <summary>A request with all its attempts and waits.</summary>
    internal static Activity? Request(Request request) =>
        IsHeard
            ? Source
                .StartActivity($"request {request.Task}")
                ?.SetTag("evalharness.task", request.Task)
                .SetTag("evalharness.sample", request.Sample.Id)
                .SetTag("evalharness.model", request.Model)
                .SetTag("evalharness.epoch", request.Epoch)
            : null;

    /// <summary>One attempt.</summary>
    internal static Activity? Attempt(ConnectedModel model, Request request, int number)
    {
        var identity = model.Identity;
        if (!IsHeard || Source.StartActivity($"chat {identity.Model}", ActivityKind.Client) is not { } attempt)
        {
            return null;
        }

        attempt
            .SetTag("gen_ai.operation.name", "chat")
            .SetTag("gen_ai.provider.name", identity.Provider)
            .SetTag("gen_ai.request.model", identity.Model)
            .SetTag("gen_ai.request.max_tokens", request.Generation.MaxTokens)
            .SetTag("gen_ai.request.temperature", request.Generation.Temperature)
            .SetTag("gen_ai.request.top_p", request.Generation.TopP)
            .SetTag("gen_ai.request.seed", request.Generation.Seed)
            .SetTag("server.address", identity.Server?.Host)
            .SetTag("server.port", identity.Server?.Port)
            .SetTag("evalharness.attempt", number);
        if (Captures)
        {
            attempt.SetTag("gen_ai.input.messages", Messages(request.Prompt));
        }

        return attempt;
    }

    /// <summary>What an attempt brought; it is over.</summary>
    internal static void End(
        Activity? span,
        ConnectedModel model,
        Request request,
        ChatResponse? chat,
        Failure? failure,
        in Attempt attempt
    )
    {
        if (span is null && !Durations.Enabled && !Tokens.Enabled)
        {
            return;
        }

        var answer = chat is null ? null : ResponseMaker.Answered(request, model, chat, attempt);
        string? error = failure is null ? null : failure.Status?.ToString(CultureInfo.InvariantCulture) ?? failure.Kind;
        Measure(model.Identity, attempt.Latency, answer, error);
        if (span is null)
        {
            return;
        }

        if (answer is not null)
        {
            span.SetTag("gen_ai.response.model", answer.ModelVersion)
                .SetTag("gen_ai.response.finish_reasons", answer.FinishReason is { } word ? new[] { word } : null)
                .SetTag("gen_ai.usage.input_tokens", answer.Usage?.Input)
                .SetTag("gen_ai.usage.output_tokens", answer.Usage?.Output)
                .SetTag("gen_ai.usage.cache_read.input_tokens", answer.Usage?.CachedInput)
                .SetTag("gen_ai.usage.reasoning.output_tokens", answer.Usage?.Reasoning)
                .SetTag("evalharness.cost_usd", (double?)answer.CostUsd);
            if (Captures && answer.Text is { } text)
            {
                span.SetTag("gen_ai.output.messages", Message("assistant", text));
            }
        }

        if (failure is not null)
        {
            // Our own words: they hold no prompt and no key, as an exception's may.
            span.SetTag("error.type", error).SetStatus(ActivityStatusCode.Error, failure.Message);
        }
    }

    private static void Measure(ModelIdentity identity, TimeSpan took, Response? answer, string? error)
    {
        var tags = new TagList
        {
            { "gen_ai.operation.name", "chat" },
            { "gen_ai.provider.name", identity.Provider },
            { "gen_ai.request.model", identity.Model },
        };
        if (error is not null)
        {
            tags.Add("error.type", error);
        }

        Durations.Record(took.TotalSeconds, tags);
        if (answer?.Usage is { } usage)
        {
            Tokens.Record(usage.Input, [.. tags, new("gen_ai.token.type", "input")]);
            Tokens.Record(usage.Output, [.. tags, new("gen_ai.token.type", "output")]);
        }
    }

    private static string Messages(Prompt prompt) =>
        JsonSerializer.Serialize(
            prompt.Turns.Select(turn => Part(turn.Role.ToString().ToLowerInvariant(), turn.Text)),
            Relaxed
        );

    private static string Message(string role, string text) =>
        JsonSerializer.Serialize(new[] { Part(role, text) }, Relaxed);

    private static object Part(string role, string text) =>
        new { role, parts = new[] { new { type = "text", content = text } } };
}

/// <summary>What a backend is called where it is asked.</summary>
/// <param name="Provider">Keyword of its provider.</param>
/// <param name="Model">Name of the model as the backend knows it; its name in the suite where it knows none.</param>
/// <param name="Server">The address asked; null where it is not known.</param>
internal sealed record ModelIdentity(string Provider, string Model, Uri? Server)
{
    /// <summary>The identity of a model of a suite.</summary>
    /// <param name="name">Its name in the suite.</param>
    /// <param name="provider">Its provider.</param>
    public static ModelIdentity Of(string name, IModelProvider provider) =>
        new(
            provider.GetType().GetCustomAttribute<KeywordAttribute>()?.Name ?? provider.GetType().Name,
            AskedName(provider) ?? name,
            provider.Server
        );

    /// <summary>The backend's own name of the model, which tells its tokenizer; null when the provider names none.</summary>
    /// <param name="provider">The provider.</param>
    public static string? AskedName(IModelProvider provider) =>
        provider.GetType().GetProperty("Model")?.GetValue(provider) as string;
}
