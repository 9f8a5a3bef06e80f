namespace EvalHarness.Models.Recordings;

/// <summary>Where the parts of an answer made elsewhere stand: keys, columns, or dotted paths; null where the usual ones are looked for.</summary>
/// <param name="Id">The sample, or the field that stands for its id.</param>
/// <param name="Text">The answer.</param>
/// <param name="Cost">What it cost, in US dollars.</param>
/// <param name="Latency">The time that it took, in seconds.</param>
/// <param name="InputTokens">Tokens of the prompt.</param>
/// <param name="OutputTokens">Tokens generated.</param>
internal sealed record RecordedKeys(
    string? Id = null,
    string? Text = null,
    string? Cost = null,
    string? Latency = null,
    string? InputTokens = null,
    string? OutputTokens = null
)
{
    /// <summary>Those that are usual.</summary>
    public static RecordedKeys Usual { get; } = new();
}
