using System.Text;
using EvalHarness.Core;
using EvalHarness.Scoring.Calls;

namespace EvalHarness.Runs;

/// <summary>What sending a request may take.</summary>
/// <param name="LikelyTokens">Tokens that it will probably take, prompt and answer.</param>
/// <param name="MostUsd">Most that it can cost, in US dollars; zero when the price is unknown or there is none.</param>
internal readonly record struct Outlay(long LikelyTokens, decimal MostUsd)
{
    /// <summary>What is set aside for it, in US dollars: <see cref="MostUsd"/>, or more where bills were higher than that.</summary>
    public decimal ReservedUsd { get; init; } = MostUsd;

    /// <summary>Most tokens that a chat format adds to a turn: seven are known, the rest is room.</summary>
    private const int TokensPerTurn = 16;

    /// <summary>Most tokens that a chat template adds to a request by itself, such as a date or a default system turn.</summary>
    private const int TokensPerRequest = 64;

    /// <summary>Tokens that an answer is taken to have at most where a request sets no limit.</summary>
    private const int AssumedTokens = 4096;

    private const int BytesPerToken = 4;

    /// <summary>Bytes that a byte of the tools' JSON may be in the prompt.</summary>
    private const int ToolBytes = 2;

    /// <summary>Most tokens that a picture is taken to be billed as: of the models known, gpt-4o-mini bills most, 2,833 and 5,667 for each of up to 8 tiles.</summary>
    private const int MostImageTokens = 48_169;

    /// <summary>Tokens that a picture is probably billed as: most vendors' for one of about a megapixel.</summary>
    private const int LikelyImageTokens = 1_500;

    private static long OptionBytes(LikelihoodQuestion question) =>
        2L * question.Choices.Sum(choice => Encoding.UTF8.GetByteCount(question.Delimiter + choice));

    /// <summary>The outlay of a request. The bound of texts holds for any tokenizer: none makes more than one token of a byte.</summary>
    /// <param name="request">The request.</param>
    /// <param name="model">The model asked.</param>
    public static Outlay Of(Request request, ConnectedModel model) => model.IsFree ? default : Of(request, model.Price);

    /// <summary>The outlay of a request to a model that costs.</summary>
    /// <param name="request">The request.</param>
    /// <param name="price">Price of the model's tokens; null when unknown.</param>
    public static Outlay Of(Request request, Price? price)
    {
        long bytes = 0L;
        foreach (var turn in request.Prompt.Turns)
        {
            bytes += Encoding.UTF8.GetByteCount(turn.Text);
        }

        if (request.Tools is { } offer)
        {
            // Interfaces write them into the prompt, each in words of its own: names, types and braces once more is room enough.
            bytes += ToolBytes * Encoding.UTF8.GetByteCount(ToolList.Write(offer.Tools));
        }

        int images = request.Prompt.Turns.Sum(turn => turn.Images.Length);
        long most =
            bytes
            + TokensPerRequest
            + (TokensPerTurn * (long)request.Prompt.Turns.Length)
            + ((long)MostImageTokens * images);
        int? output = request.Generation.MaxTokens;
        if (request.Likelihood is { } question)
        {
            // Each option may be a prompt of its own, and one token is generated behind it.
            int times = question.Continuations;
            (most, bytes, output) = (
                (most * times) + OptionBytes(question),
                (bytes * times) + OptionBytes(question),
                times
            );
        }
        return new Outlay(
            (bytes / BytesPerToken) + (LikelyImageTokens * (long)images) + (output ?? 0),
            price?.MostUsd(most, output ?? AssumedTokens) ?? 0
        );
    }
}
