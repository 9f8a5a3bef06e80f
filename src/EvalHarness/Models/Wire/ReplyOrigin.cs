using Microsoft.Extensions.AI;

namespace EvalHarness.Models.Wire;

/// <summary>By which name a server keeps a request, and where it answered it: what its support asks for.</summary>
/// <param name="Request">The server's own id of the request; null where it gives none.</param>
/// <param name="Region">Region that answered; null where it is not told.</param>
internal readonly record struct ReplyOrigin(string? Request, string? Region)
{
    private const int Longest = 128;

    /// <summary>Headers that name a request: OpenAI's and many others', Anthropic's, Azure's gateway.</summary>
    private static readonly string[] RequestHeaders = ["apim-request-id", "x-request-id", "request-id"];

    /// <summary>What the headers say.</summary>
    /// <param name="header">Finds a header by name; null where it is not there.</param>
    public static ReplyOrigin Read(Func<string, string?> header) =>
        new(
            RequestHeaders.Select(name => Plain(header(name))).FirstOrDefault(id => id is not null),
            Plain(header("x-ms-region"))
        );

    /// <summary>Puts it into the details of a response.</summary>
    public ChatResponse Mark(ChatResponse answer)
    {
        if (Request is not null || Region is not null)
        {
            answer.SetDetails(
                (answer.FindDetails() ?? new ResponseDetails()) with
                {
                    ServerRequest = Request,
                    ServerRegion = Region,
                }
            );
        }

        return answer;
    }

    /// <summary>Puts it into a failure.</summary>
    public ModelException Mark(ModelException failed)
    {
        failed.ServerRequest = Request;
        return failed;
    }

    /// <summary>A word that may stand in a log; null for anything else.</summary>
    private static string? Plain(string? value) =>
        value?.Trim() is { Length: > 0 and <= Longest } word && word.All(c => c is >= ' ' and <= '~') ? word : null;
}
