namespace EvalHarness.Models;

/// <summary>What to change in a suite when a server refuses a request, told by machine words and phrases that servers share.</summary>
internal static class RequestHints
{
    private const string OtherLimit =
        "the model takes max_completion_tokens instead of max_tokens: write 'max_tokens_field: max_completion_tokens' into the model";

    /// <summary>Phrases that a server's text may hold; long enough that no prompt echoed in it has them by chance.</summary>
    private static readonly (string[] Phrases, string Hint)[] ByPhrase =
    [
        (["max_completion_tokens"], OtherLimit),
        (
            [
                "context_length",
                "context length",
                "context window",
                "context size",
                "maximum model length",
                "maximum context",
                "prompt is too long",
                "prompt too long",
                "input is too long",
                "input length",
                "too many tokens",
                "exceeds the context",
                "max_model_len",
                "reduce the length",
                "string_above_max_length",
            ],
            "the prompt, or prompt and max_tokens together, is too long for the model's context: fewer examples, a shorter field or a lower max_tokens"
        ),
        (
            [
                "system role",
                "system message",
                "role system",
                "role 'system'",
                "system instruction",
                "developer instruction",
                "system prompt is not",
            ],
            "the model takes no system turn: move its text into the user's turn"
        ),
        (
            ["roles must alternate", "conversation roles"],
            "the model wants turns of user and assistant to alternate and takes no system turn of its own: join them"
        ),
        (
            ["model_not_found", "model not found", "no such model", "unknown model", "invalid model"],
            "it knows no model of that name: compare with the names that it lists under /models"
        ),
    ];

    /// <summary>Fields of a request, by the name that an error gives them.</summary>
    private static readonly (string Field, string Hint)[] ByField =
    [
        (
            "max_tokens",
            "it does not take this max_tokens: write another, or another name of the field as 'max_tokens_field'"
        ),
        (
            "max_completion_tokens",
            "it does not take this limit: write another, or another name of the field as 'max_tokens_field'"
        ),
        ("logprobs", "it gives no logprobs: leave them out for this model"),
        ("top_logprobs", "it gives no logprobs, or not so many: leave them out or ask for fewer"),
        ("response_format", "it does not take this response_format: leave it out, or use a form that it knows"),
        ("temperature", "it does not take this temperature: leave it out, or use a value that it knows"),
        ("top_p", "it does not take this top_p: leave it out, or use a value that it knows"),
        ("seed", "it takes no seed: leave it out for this model"),
        ("stop", "it does not take these stop texts: leave them out, or give fewer"),
        ("messages", "it does not take turns of this form: look at the roles and their order"),
        ("model", "it knows no model of that name: compare with the names that it lists under /models"),
    ];

    /// <summary>What would mend a refused request; null when nothing is known.</summary>
    /// <param name="code">Machine code of the error; null when there is none.</param>
    /// <param name="parameter">Field that it is about; null when none is named.</param>
    /// <param name="message">Its free text, which is looked at and never repeated; null when there is none.</param>
    public static string? Of(string? code, string? parameter, string? message)
    {
        string said = $"{code}\n{message}";
        foreach (var (phrases, hint) in ByPhrase)
        {
            if (phrases.Any(phrase => said.Contains(phrase, StringComparison.OrdinalIgnoreCase)))
            {
                return hint;
            }
        }

        return parameter is "max_tokens" && code is "unsupported_parameter"
            ? OtherLimit
            : ByField.FirstOrDefault(one => one.Field == parameter || Quotes(message, one.Field)).Hint;
    }

    /// <summary>Whether a text names a field in quotation marks, as no prompt does by chance.</summary>
    private static bool Quotes(string? message, string field) =>
        message is not null
        && "'\"`".Any(mark => message.Contains($"{mark}{field}{mark}", StringComparison.OrdinalIgnoreCase));
}
