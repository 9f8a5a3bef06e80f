using System.Text.Json;
using System.Text.RegularExpressions;

namespace EvalHarness.Tests.Models;

/// <summary>
/// A completion that repeats each prompt and adds a word, last prompt first, characters counted as vLLM does. A token is a word with
/// the space before it, and its logarithm minus a tenth of its length.
/// </summary>
public static class FaultEcho
{
    public static FaultReply Of(FaultRequest request)
    {
        var prompts = JsonDocument.Parse(request.Body).RootElement.GetProperty("prompt");
        var choices = prompts
            .EnumerateArray()
            .Select((prompt, index) => Choice(prompt.GetString()! + " end", index))
            .Reverse();
        return FaultReply.Status(
            200,
            JsonSerializer.Serialize(
                new
                {
                    model = "m",
                    choices,
                    usage = new { prompt_tokens = 40, completion_tokens = 4 },
                }
            )
        );
    }

    private static object Choice(string text, int index)
    {
        string[] tokens = Regex.Split(text, "(?= )");
        var (offsets, at) = (new List<int>(), 0);
        foreach (string token in tokens)
        {
            offsets.Add(at);
            at += token.EnumerateRunes().Count();
        }

        return new
        {
            index,
            text,
            logprobs = new
            {
                tokens,
                token_logprobs = tokens.Select((token, i) => i == 0 ? (double?)null : -0.1 * token.Length),
                text_offset = offsets,
            },
        };
    }
}
