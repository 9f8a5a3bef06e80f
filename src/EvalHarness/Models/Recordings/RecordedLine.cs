using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using EvalHarness.Core;
using EvalHarness.Datasets;
using EvalHarness.Models.Wire;
using Microsoft.Extensions.AI;

namespace EvalHarness.Models.Recordings;

/// <summary>One recorded answer: a line of our own journal, or any object with an id and a text.</summary>
/// <param name="json">The line.</param>
/// <param name="keys">Where its parts stand.</param>
internal readonly struct RecordedLine(JsonElement json, RecordedKeys keys)
{
    /// <summary>No time in seconds, sum of money or status is larger.</summary>
    private const decimal Most = 1_000_000_000;

    private static readonly string[] IdKeys = ["id", "sample_id", "sample"];
    private static readonly string[] TextKeys = ["answer", "prediction", "response", "text", "output", "completion"];

    /// <summary>Whether this tool wrote it.</summary>
    public bool IsJournal => json.TryGetProperty("request", out _) && json.TryGetProperty("outcome", out _);

    /// <summary>Id of the sample; null when there is none.</summary>
    public string? SampleId =>
        IsJournal ? Text("sample")
        : keys.Id is not null ? Text(keys.Id)
        : IdKeys.Select(Text).FirstOrDefault(id => id is not null);

    /// <summary>Name of the task in a journal; empty otherwise.</summary>
    public string Task => IsJournal ? Text("task") ?? "" : "";

    /// <summary>Hash of the prompt where it is a verdict of this tool's journal, which says what was asked; null where it answers a sample.</summary>
    public string? Judged => IsJournal && json.TryGetProperty("judging", out _) ? Text("prompt") : null;

    /// <summary>Name of the model; empty when there is none.</summary>
    public string Model => Text("model") ?? "";

    /// <summary>The repeat, from 0.</summary>
    public int Epoch =>
        int.TryParse(Text("epoch"), NumberStyles.None, CultureInfo.InvariantCulture, out int epoch) ? epoch : 0;

    /// <summary>Whether it says which repeat it is.</summary>
    public bool HasEpoch => json.TryGetProperty("epoch", out _);

    /// <summary>The answer; null where there is none.</summary>
    public string? Answer => FindTextKeys() is [var key, ..] ? Text(key) : null;

    /// <summary>What became of it; null when the line does not say.</summary>
    public Outcome? Outcome =>
        Text("outcome") is { } word
        && IsJournal
        && Enum.TryParse<Outcome>(word.Replace("_", "", StringComparison.Ordinal), ignoreCase: true, out var outcome)
            ? outcome
            : null;

    /// <summary>Keys that may hold the text: one, or the user has to say which.</summary>
    public ImmutableArray<string> FindTextKeys()
    {
        if (IsJournal)
        {
            return ["text"];
        }

        var line = json;
        return keys.Text is { } named
            ? JsonPath.Walk(line, named) is null
                ? []
                : [named]
            : [.. TextKeys.Where(key => line.TryGetProperty(key, out _))];
    }

    /// <summary>The response as it was, with the original's usage, cost, time and tokens.</summary>
    public ChatResponse ToResponse()
    {
        string? text = Answer;
        string? finish = Text("finish_reason");
        var response = new ChatResponse(new ChatMessage(ChatRole.Assistant, [.. Contents(text ?? "")]))
        {
            FinishReason = FinishReasons.Read(finish),
            Usage = ReadUsage(),
        };
        response.SetDetails(
            new ResponseDetails
            {
                IsRecorded = true,
                Outcome = Outcome,
                Failure = ReadFailure(),
                FinishReason = finish,
                Remarks = ReadRemarks(),
                ModelVersion = Text("model_version"),
                Probabilities = ReadProbabilities(),
                Tokens = ReadTokens(),
                Likelihoods = ReadLikelihoods(),
                Latency = Number(keys.Latency ?? "latency_seconds") is { } seconds
                    ? TimeSpan.FromTicks((long)(seconds * TimeSpan.TicksPerSecond))
                    : null,
                Stream = ReadStream(),
                AnsweredAt = Time("answered_at") ?? Time("at"),
                CostUsd = Number(keys.Cost ?? "cost_usd"),
            }
        );
        return response;
    }

    private StreamTiming? ReadStream() =>
        Find("stream", JsonValueKind.Object) is { } stream
        && stream.TryGetProperty("first_token_seconds", out var first)
        && first.ValueKind == JsonValueKind.Number
        && first.TryGetDecimal(out decimal seconds)
        && seconds is >= 0 and <= 86_400
            ? new StreamTiming(
                TimeSpan.FromTicks((long)(seconds * TimeSpan.TicksPerSecond)),
                stream.TryGetProperty("in_flight", out var many) && many.TryGetInt32(out int count) ? count : null
            )
            : null;

    private IEnumerable<AIContent> Contents(string text)
    {
        if ((Text("reasoning") ?? Text("reasoning_content")) is { Length: > 0 } thought)
        {
            yield return new TextReasoningContent(thought);
        }

        yield return new TextContent(text);
        foreach (var call in Find("tool_calls", JsonValueKind.Array)?.EnumerateArray() ?? default)
        {
            if (call.ValueKind == JsonValueKind.Object && ReadCall(call) is { } made)
            {
                yield return new FunctionCallContent(made.Name, made.Name) { RawRepresentation = made };
            }
        }
    }

    /// <summary>What a journal says was odd about the reply: a replay tells it again.</summary>
    private ImmutableArray<Remark> ReadRemarks() =>
        Find("remarks", JsonValueKind.Array) is { } remarks && IsJournal
            ? [.. remarks.EnumerateArray().Select(ReadRemark).OfType<Remark>()]
            : [];

    private static Remark? ReadRemark(JsonElement remark) =>
        remark.ValueKind == JsonValueKind.Object
        && Enum.TryParse(Text(remark, "kind"), ignoreCase: true, out RemarkKind kind)
            ? new Remark(kind, Text(remark, "detail") ?? "")
            : null;

    private static ToolCall? ReadCall(JsonElement call)
    {
        var function =
            call.TryGetProperty("function", out var inside) && inside.ValueKind == JsonValueKind.Object ? inside : call;
        return Text(function, "name") is { } name ? new ToolCall(name, Text(function, "arguments") ?? "") : null;
    }

    private static string? Text(JsonElement parent, string key)
    {
        if (JsonPath.Walk(parent, key) is not { } value)
        {
            return null;
        }

        return value.ValueKind switch
        {
            JsonValueKind.Null or JsonValueKind.Undefined => null,
            JsonValueKind.String => WireText.Read(value),
            _ => value.GetRawText(),
        };
    }

    private string? Text(string key) => Text(json, key);

    private decimal? Number(string key) => Number(json, key);

    private static decimal? Number(JsonElement parent, string key) =>
        decimal.TryParse(Text(parent, key), NumberStyles.Float, CultureInfo.InvariantCulture, out decimal number)
        && number is >= 0 and <= Most
            ? number
            : null;

    private DateTimeOffset? Time(string key) =>
        DateTimeOffset.TryParse(
            Text(key),
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out var time
        )
            ? time
            : null;

    private JsonElement? Find(string key, JsonValueKind kind) =>
        json.TryGetProperty(key, out var value) && value.ValueKind == kind ? value : null;

    private UsageDetails? ReadUsage() =>
        (keys.InputTokens ?? keys.OutputTokens) is not null ? ReadColumns()
        : Find("usage", JsonValueKind.Object) is not { } usage ? null
        : IsJournal ? TokenCounts.ToDetails(ReadCounts(usage))
        : WireUsage.Read(usage, Text("service_tier"));

    /// <summary>One of the two counts without the other tells nothing of a cost.</summary>
    private UsageDetails? ReadColumns() =>
        Whole(keys.InputTokens) is { } input && Whole(keys.OutputTokens) is { } output
            ? TokenCounts.ToDetails(new Usage(input, 0, output))
            : null;

    private long? Whole(string? key) => key is not null && Number(key) is { } count ? (long)count : null;

    /// <summary>Our own journal leaves out zeros.</summary>
    private static Usage ReadCounts(JsonElement usage) =>
        new(Count(usage, "input"), Count(usage, "cached_input"), Count(usage, "output"))
        {
            CacheWrite = Count(usage, "cache_write"),
            Reasoning = Count(usage, "reasoning"),
            IsBatch = Text(usage, "is_batch") is "true",
        };

    private static long Count(JsonElement usage, string key) =>
        WireText.Count(usage, key, out bool isOdd) ?? (isOdd ? -1 : 0);

    private Failure? ReadFailure() =>
        Find("failure", JsonValueKind.Object) is { } failure
            ? new Failure(
                Text(failure, "kind") ?? "backend",
                (int?)Number(failure, "status"),
                Text(failure, "message") ?? "it failed when it was recorded"
            )
            : null;

    private IReadOnlyDictionary<string, double> ReadProbabilities() =>
        Find("probabilities", JsonValueKind.Object) is { } classes
            ? classes
                .EnumerateObject()
                .Where(one => one.Value.ValueKind == JsonValueKind.Number)
                .ToDictionary(one => one.Name, one => one.Value.GetDouble(), StringComparer.Ordinal)
            : ImmutableDictionary<string, double>.Empty;

    private ImmutableArray<TokenChoice> ReadTokens() =>
        Find("tokens", JsonValueKind.Array) is { } tokens
            ? [.. tokens.EnumerateArray().Where(IsToken).Select(ReadToken)]
            : [];

    private ImmutableArray<ChoiceLikelihood> ReadLikelihoods() =>
        Find("likelihoods", JsonValueKind.Array) is { } likelihoods
            ? [.. likelihoods.EnumerateArray().Where(one => Text(one, "choice") is not null).Select(ReadLikelihood)]
            : [];

    private static ChoiceLikelihood ReadLikelihood(JsonElement one) =>
        new(
            Text(one, "choice")!,
            ReadLogprob(one),
            (int?)Number(one, "tokens"),
            one.TryGetProperty("unconditional", out var bare) && bare.ValueKind == JsonValueKind.Number
                ? bare.GetDouble()
                : null,
            one.TryGetProperty("is_upper_bound", out var bound) && bound.ValueKind == JsonValueKind.True
        );

    private static TokenChoice ReadToken(JsonElement token) =>
        new(
            Text(token, "token") ?? "",
            ReadLogprob(token),
            token.TryGetProperty("top", out var top) && top.ValueKind == JsonValueKind.Array
                ?
                [
                    .. top.EnumerateArray()
                        .Where(IsToken)
                        .Select(other => new TokenAlternative(Text(other, "token") ?? "", ReadLogprob(other))),
                ]
                : []
        );

    private static bool IsToken(JsonElement token) => token.ValueKind == JsonValueKind.Object;

    /// <summary>Zero, a certain token, is left out by the journal.</summary>
    private static double ReadLogprob(JsonElement token) =>
        token.TryGetProperty("logprob", out var value) && value.ValueKind == JsonValueKind.Number
            ? value.GetDouble()
            : 0;
}
