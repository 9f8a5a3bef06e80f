using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace EvalHarness.Benchmarks;

/// <summary>Answers every chat completion alike after a fixed time, with as little work as possible.</summary>
internal static class InstantServer
{
    private const string Body = """
        {"id":"c","object":"chat.completion","created":1700000000,"model":"served","choices":[{"index":0,"message":{"role":"assistant","content":"positive"},"finish_reason":"stop"}],"usage":{"prompt_tokens":80,"completion_tokens":2,"total_tokens":82}}
        """;

    private static readonly byte[] Reply = Encoding.ASCII.GetBytes(
        $"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {Body.Length}\r\n\r\n{Body}"
    );

    /// <summary>Serves until standard input ends; writes its port to standard output.</summary>
    public static async Task RunAsync(TimeSpan latency)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start(1024);
        Console.WriteLine(((IPEndPoint)listener.LocalEndpoint).Port);
        var ended = Task.Run(Console.In.ReadToEnd);
        while (!ended.IsCompleted)
        {
            var accepting = listener.AcceptTcpClientAsync();
            if (await Task.WhenAny(accepting, ended) == accepting)
            {
                _ = ServeAsync(await accepting, latency);
            }
        }
    }

    private static async Task ServeAsync(TcpClient client, TimeSpan latency)
    {
        using var connection = client;
        client.NoDelay = true;
        var stream = client.GetStream();
        byte[] buffer = new byte[64 * 1024];
        int filled = 0;
        while (true)
        {
            int read = await stream.ReadAsync(buffer.AsMemory(filled));
            if (read == 0)
            {
                return;
            }

            filled += read;
            while (Length(buffer.AsSpan(0, filled)) is var length and > 0 && filled >= length)
            {
                buffer.AsSpan(length, filled - length).CopyTo(buffer);
                filled -= length;
                if (latency > TimeSpan.Zero)
                {
                    await Task.Delay(latency);
                }

                await stream.WriteAsync(Reply);
            }
        }
    }

    /// <summary>Length of the first request in the buffer; 0 while its head is not whole.</summary>
    private static int Length(ReadOnlySpan<byte> bytes)
    {
        int head = bytes.IndexOf("\r\n\r\n"u8);
        if (head < 0)
        {
            return 0;
        }

        int field = bytes[..head].IndexOf("Content-Length: "u8);
        var digits = bytes[(field + "Content-Length: ".Length)..head];
        int end = digits.IndexOf((byte)'\r');
        return head + 4 + int.Parse(end < 0 ? digits : digits[..end], CultureInfo.InvariantCulture);
    }
}
