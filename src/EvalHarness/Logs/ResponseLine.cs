using System.Collections.Immutable;
using System.Text.Json.Serialization;
using EvalHarness.Core;

namespace EvalHarness.Logs;

/// <summary>A line of <c>responses.jsonl</c>; the properties are written in this order.</summary>
internal sealed class ResponseLine
{
    public string Request { get; set; } = "";
    public string Task { get; set; } = "";
    public string Sample { get; set; } = "";
    public string Model { get; set; } = "";
    public int Epoch { get; set; }
    public int Repeat { get; set; }
    public string Outcome { get; set; } = "";
    public DateTimeOffset At { get; set; }
    public string? Text { get; set; }
    public string? Reasoning { get; set; }
    public ToolCallLine[]? ToolCalls { get; set; }
    public RemarkLine[]? Remarks { get; set; }
    public string? FinishReason { get; set; }
    public UsageLine? Usage { get; set; }
    public decimal? CostUsd { get; set; }
    public decimal? ChargedUsd { get; set; }
    public decimal? LatencySeconds { get; set; }
    public StreamLine? Stream { get; set; }
    public int Attempts { get; set; }
    public FailureLine? Failure { get; set; }
    public DateTimeOffset? AnsweredAt { get; set; }
    public string? ModelVersion { get; set; }
    public string? ServerRequest { get; set; }
    public string? ServerRegion { get; set; }
    public string Prompt { get; set; } = "";
    public IReadOnlyDictionary<string, double>? Probabilities { get; set; }
    public TokenLine[]? Tokens { get; set; }
    public LikelihoodLine[]? Likelihoods { get; set; }
    public RouteLine? Route { get; set; }
    public JudgingLine? Judging { get; set; }

    public static ResponseLine From(Response response) =>
        new()
        {
            Request = response.RequestId,
            Task = response.Task,
            Sample = response.SampleId,
            Model = response.Model,
            Epoch = response.Epoch,
            Repeat = response.Repeat,
            Outcome = OutcomeWords.Word(response.Outcome),
            At = response.At,
            Text = response.Text,
            Reasoning = response.Reasoning,
            ToolCalls = response.ToolCalls.IsDefaultOrEmpty ? null : [.. response.ToolCalls.Select(ToolCallLine.From)],
            Remarks = RemarkLine.From(response.Remarks),
            FinishReason = response.FinishReason,
            Usage = UsageLine.From(response.Usage),
            CostUsd = response.CostUsd,
            ChargedUsd = response.ChargedUsd,
            LatencySeconds = Seconds(response.Latency),
            Stream = StreamLine.From(response.Stream),
            Attempts = response.Attempts,
            Failure = response.Failure is { } failure ? FailureLine.From(failure) : null,
            AnsweredAt = response.AnsweredAt,
            ModelVersion = response.ModelVersion,
            ServerRequest = response.ServerRequest,
            ServerRegion = response.ServerRegion,
            Prompt = response.PromptHash,
            Probabilities = response.Probabilities.Count == 0 ? null : response.Probabilities,
            Tokens = response.Tokens.IsDefaultOrEmpty ? null : [.. response.Tokens.Select(TokenLine.From)],
            Likelihoods = response.Likelihoods.IsDefaultOrEmpty
                ? null
                : [.. response.Likelihoods.Select(LikelihoodLine.From)],
            Route = RouteLine.From(response.Route),
            Judging = JudgingLine.From(response.Judging),
        };

    public Response ToResponse() =>
        new(Request, Task, Sample, Model, Epoch, Prompt, OutcomeWords.Parse(Outcome))
        {
            Repeat = Repeat,
            Text = Text,
            Reasoning = Reasoning,
            ToolCalls = ToolCalls is null ? [] : [.. ToolCalls.Select(call => call.ToCall())],
            Remarks = RemarkLine.ToRemarks(Remarks),
            FinishReason = FinishReason,
            Usage = Usage?.ToUsage(),
            CostUsd = CostUsd,
            ChargedUsd = ChargedUsd,
            Latency = LatencySeconds is { } seconds ? Time(seconds) : null,
            Stream = Stream?.ToTiming(),
            At = At,
            Attempts = Attempts,
            Failure = Failure?.ToFailure(),
            AnsweredAt = AnsweredAt,
            ModelVersion = ModelVersion,
            ServerRequest = ServerRequest,
            ServerRegion = ServerRegion,
            Probabilities = Probabilities ?? ImmutableDictionary<string, double>.Empty,
            Tokens = Tokens is null ? [] : [.. Tokens.Select(token => token.ToToken())],
            Likelihoods = Likelihoods is null ? [] : [.. Likelihoods.Select(one => one.ToLikelihood())],
            Route = Route?.ToRoute(),
            Judging = Judging?.ToJudging(),
        };

    /// <summary>Seconds to the tick, so that a time survives being written.</summary>
    public static decimal? Seconds(TimeSpan? time) => time is { } t ? (decimal)t.Ticks / TimeSpan.TicksPerSecond : null;

    public static TimeSpan Time(decimal seconds) => TimeSpan.FromTicks((long)(seconds * TimeSpan.TicksPerSecond));
}

/// <summary>Tokens charged, as written.</summary>
internal sealed class UsageLine
{
    public long Input { get; set; }
    public long CachedInput { get; set; }
    public long CacheWrite { get; set; }
    public long Output { get; set; }
    public long Reasoning { get; set; }
    public bool IsBatch { get; set; }

    public static UsageLine? From(Usage? usage) =>
        usage is { } u
            ? new UsageLine
            {
                Input = u.Input,
                CachedInput = u.CachedInput,
                CacheWrite = u.CacheWrite,
                Output = u.Output,
                Reasoning = u.Reasoning,
                IsBatch = u.IsBatch,
            }
            : null;

    public Usage ToUsage() =>
        new(Input, CachedInput, Output)
        {
            CacheWrite = CacheWrite,
            Reasoning = Reasoning,
            IsBatch = IsBatch,
        };
}

/// <summary>What a verdict judges, as written.</summary>
internal sealed class JudgingLine
{
    public string Judge { get; set; } = "";
    public string Judged { get; set; } = "";
    public string? Against { get; set; }
    public string Version { get; set; } = "";

    public static JudgingLine? From(Judging? judging) =>
        judging is null
            ? null
            : new JudgingLine
            {
                Judge = judging.Judge,
                Judged = judging.Judged,
                Against = judging.Against,
                Version = judging.Version,
            };

    public Judging ToJudging() => new(Judge, Judged, Version) { Against = Against };
}

/// <summary>How a streamed answer came, as written.</summary>
internal sealed class StreamLine
{
    /// <summary>Never left out, though it may be zero.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public decimal FirstTokenSeconds { get; set; }
    public int? InFlight { get; set; }

    public static StreamLine? From(StreamTiming? timing) =>
        timing is null
            ? null
            : new StreamLine
            {
                FirstTokenSeconds = ResponseLine.Seconds(timing.FirstToken)!.Value,
                InFlight = timing.InFlight,
            };

    public StreamTiming ToTiming() => new(ResponseLine.Time(FirstTokenSeconds), InFlight);
}

/// <summary>A call of a tool, as written.</summary>
internal sealed class ToolCallLine
{
    public string Name { get; set; } = "";
    public string Arguments { get; set; } = "";

    public static ToolCallLine From(ToolCall call) => new() { Name = call.Name, Arguments = call.Arguments };

    public ToolCall ToCall() => new(Name, Arguments);
}

/// <summary>An oddity of a reply, as written.</summary>
internal sealed class RemarkLine
{
    /// <summary>Never left out, though its first value is the default.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    [JsonConverter(typeof(JsonStringEnumConverter<RemarkKind>))]
    public RemarkKind Kind { get; set; }
    public string Detail { get; set; } = "";

    public static RemarkLine[]? From(ImmutableArray<Remark> remarks) =>
        remarks.IsDefaultOrEmpty
            ? null
            : [.. remarks.Select(remark => new RemarkLine { Kind = remark.Kind, Detail = remark.Detail })];

    public static ImmutableArray<Remark> ToRemarks(RemarkLine[]? lines) =>
        lines is null ? [] : [.. lines.Select(line => new Remark(line.Kind, line.Detail))];
}

/// <summary>A failure, as written.</summary>
internal sealed class FailureLine
{
    public string Kind { get; set; } = "";
    public int? Status { get; set; }
    public string Message { get; set; } = "";

    public static FailureLine From(Failure failure) =>
        new()
        {
            Kind = failure.Kind,
            Status = failure.Status,
            Message = failure.Message,
        };

    /// <summary>Kind and status alone: what failures are counted by.</summary>
    public static FailureLine? Class(Failure? failure) =>
        failure is null ? null : new FailureLine { Kind = failure.Kind, Status = failure.Status };

    public Failure ToFailure() => new(Kind, Status, Message);
}

/// <summary>A generated token, as written.</summary>
internal sealed class TokenLine
{
    public string Token { get; set; } = "";
    public double Logprob { get; set; }
    public TokenLine[]? Top { get; set; }

    public static TokenLine From(TokenChoice choice) =>
        new()
        {
            Token = choice.Token,
            Logprob = choice.LogProbability,
            Top = choice.Alternatives.IsDefaultOrEmpty
                ? null
                : [.. choice.Alternatives.Select(a => new TokenLine { Token = a.Token, Logprob = a.LogProbability })],
        };

    public TokenChoice ToToken() =>
        new(Token, Logprob, Top is null ? [] : [.. Top.Select(a => new TokenAlternative(a.Token, a.Logprob))]);
}

/// <summary>Which models of a team were asked, as written.</summary>
internal sealed class RouteLine
{
    public string[] Asked { get; set; } = [];

    /// <summary>Never left out, though its first value is the default.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    [JsonConverter(typeof(JsonStringEnumConverter<RouteReason>))]
    public RouteReason Why { get; set; }
    public double? Confidence { get; set; }

    public static RouteLine? From(Route? route) =>
        route is null
            ? null
            : new RouteLine
            {
                Asked = [.. route.Asked],
                Why = route.Why,
                Confidence = route.Confidence,
            };

    public Route ToRoute() => new([.. Asked], Why, Confidence);
}
