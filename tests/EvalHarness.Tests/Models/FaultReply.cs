using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json;

namespace EvalHarness.Tests.Models;

/// <summary>What the fault server does after it has written a reply's bytes.</summary>
public enum FaultEnding
{
    /// <summary>Waits for the next request on the connection.</summary>
    KeepAlive,

    /// <summary>Closes in good order.</summary>
    Close,

    /// <summary>Resets the connection.</summary>
    Reset,

    /// <summary>Holds the connection and says no more until the server or the client ends.</summary>
    Hang,
}

/// <summary>The exact bytes that answer a request, and how the connection ends.</summary>
/// <param name="Bytes">All that is written, status line included.</param>
/// <param name="Ending">What follows.</param>
public sealed record FaultReply(byte[] Bytes, FaultEnding Ending = FaultEnding.KeepAlive)
{
    /// <summary>A good chat completion.</summary>
    public static FaultReply Chat(string? text, string finishReason = "stop", int input = 20, int output = 3) =>
        Status(200, Completion(text, finishReason, input, output));

    /// <summary>Any status with a JSON body and further header lines.</summary>
    public static FaultReply Status(int status, string body = "", params string[] headers) =>
        new(Head(status, Encoding.UTF8.GetBytes(body), ["Content-Type: application/json", .. headers]));

    /// <summary>Any status with just these bytes and header lines.</summary>
    public static FaultReply Raw(int status, byte[] body, params string[] headers) => new(Head(status, body, headers));

    /// <summary>A good head whose body never comes whole: the length promises more than is sent.</summary>
    public static FaultReply Truncated(FaultEnding ending = FaultEnding.Close)
    {
        byte[] whole = Chat("positive").Bytes;
        return new FaultReply(whole[..^20], ending);
    }

    /// <summary>A body that is cut and whose length says nothing of it.</summary>
    public static FaultReply CutJson() => Status(200, Completion("positive", "stop", 20, 3)[..40]);

    /// <summary>No byte at all: the connection is reset, closed or held.</summary>
    public static FaultReply Silence(FaultEnding ending) => new([], ending);

    /// <summary>A good completion, gzip-encoded.</summary>
    public static FaultReply Gzip(string text)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(Encoding.UTF8.GetBytes(Completion(text, "stop", 20, 3)));
        }

        return new FaultReply(
            Head(200, packed.ToArray(), ["Content-Type: application/json", "Content-Encoding: gzip"])
        );
    }

    /// <summary>A completion whose text has this many characters.</summary>
    public static FaultReply Huge(int length) => Chat(new string('x', length));

    /// <summary>The JSON text of a completion.</summary>
    public static string Completion(string? text, string finishReason, int input, int output) =>
        JsonSerializer.Serialize(
            new
            {
                id = "chatcmpl-1",
                @object = "chat.completion",
                created = 1_700_000_000,
                model = "served-model",
                system_fingerprint = "fp_1",
                choices = new[]
                {
                    new
                    {
                        index = 0,
                        message = new { role = "assistant", content = text },
                        finish_reason = finishReason,
                    },
                },
                usage = new
                {
                    prompt_tokens = input,
                    completion_tokens = output,
                    total_tokens = input + output,
                },
            }
        );

    private static byte[] Head(int status, byte[] body, string[] headers)
    {
        string head = string.Create(
            CultureInfo.InvariantCulture,
            $"HTTP/1.1 {status} Status\r\nContent-Length: {body.Length}\r\n{string.Concat(headers.Select(h => h + "\r\n"))}\r\n"
        );
        return [.. Encoding.ASCII.GetBytes(head), .. body];
    }
}
