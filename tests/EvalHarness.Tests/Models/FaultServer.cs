using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace EvalHarness.Tests.Models;

/// <summary>A real HTTP server on a loopback port that answers as a script says, down to the last byte.</summary>
/// <remarks>
/// The script may be called from many connections at once. Replies on one connection are kept alive unless their ending
/// says otherwise, so that the client under test also shows how it uses its pool.
/// </remarks>
public sealed class FaultServer : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly ConcurrentQueue<FaultRequest> requests = new();
    private readonly ConcurrentDictionary<Task, bool> connections = new();
    private readonly Func<FaultRequest, FaultReply> script;
    private readonly Task accepting;
    private int count;
    private int accepted;

    /// <summary>Starts to listen.</summary>
    /// <param name="script">Gives the reply for each request.</param>
    public FaultServer(Func<FaultRequest, FaultReply> script)
    {
        this.script = script;
        listener.Start(512);
        accepting = AcceptAsync();
    }

    /// <summary>Starts a server that gives these replies in order, the last one for ever.</summary>
    public FaultServer(params FaultReply[] replies)
        : this(request => replies[Math.Min(request.Number, replies.Length) - 1]) { }

    /// <summary>Address of the server, without a path.</summary>
    public string Url => string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{Port}");

    /// <summary>The port that it listens on.</summary>
    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>All requests read so far, in order of arrival.</summary>
    public IReadOnlyCollection<FaultRequest> Requests => requests;

    /// <summary>Connections accepted so far.</summary>
    public int Connections => accepted;

    /// <summary>Stops, ends hanging connections and waits for all of them.</summary>
    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await accepting;
        listener.Stop();
        await Task.WhenAll(connections.Keys);
        stop.Dispose();
        listener.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await listener.AcceptTcpClientAsync(stop.Token);
                Interlocked.Increment(ref accepted);
                // A script may hold its request: not in the way of the next connection.
                var serving = Task.Run(() => ServeAsync(client));
                connections.TryAdd(serving, true);
                _ = serving.ContinueWith(done => connections.TryRemove(done, out _), TaskScheduler.Default);
            }
        }
        catch (OperationCanceledException)
        {
            // Stopped.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            client.NoDelay = true;
            try
            {
                var reader = new RequestReader(client.GetStream());
                while (await reader.ReadAsync(stop.Token) is { } read)
                {
                    var request = read with { Number = Interlocked.Increment(ref count) };
                    requests.Enqueue(request);
                    var reply = script(request);
                    await client.GetStream().WriteAsync(reply.Bytes, stop.Token);
                    if (reply.Ending != FaultEnding.KeepAlive)
                    {
                        await EndAsync(client, reply.Ending);
                        return;
                    }
                }
            }
            catch (Exception e) when (e is OperationCanceledException or IOException or SocketException)
            {
                // The client went away or the test is over.
            }
        }
    }

    private async Task EndAsync(TcpClient client, FaultEnding ending)
    {
        if (ending == FaultEnding.Reset)
        {
            client.LingerState = new LingerOption(true, 0);
        }
        else if (ending == FaultEnding.Hang)
        {
            await client.GetStream().ReadAtLeastAsync(new byte[1], 1, throwOnEndOfStream: false, stop.Token);
        }
    }

    /// <summary>Reads HTTP/1.1 requests with a known length, one after the other.</summary>
    private sealed class RequestReader(Stream stream)
    {
        private byte[] buffer = new byte[8192];
        private int filled;

        public async Task<FaultRequest?> ReadAsync(CancellationToken cancellationToken)
        {
            int end;
            while ((end = buffer.AsSpan(0, filled).IndexOf("\r\n\r\n"u8)) < 0)
            {
                if (!await FillAsync(cancellationToken))
                {
                    return null;
                }
            }

            string[] lines = Encoding.ASCII.GetString(buffer, 0, end).Split("\r\n");
            var headers = lines[1..]
                .Select(line => line.Split(": ", 2))
                .ToDictionary(pair => pair[0], pair => pair[1], StringComparer.OrdinalIgnoreCase);
            int length = headers.TryGetValue("Content-Length", out string? text)
                ? int.Parse(text, CultureInfo.InvariantCulture)
                : 0;
            int start = end + 4;
            while (filled < start + length)
            {
                if (!await FillAsync(cancellationToken))
                {
                    return null;
                }
            }

            string body = Encoding.UTF8.GetString(buffer, start, length);
            buffer.AsSpan(start + length, filled - start - length).CopyTo(buffer);
            filled -= start + length;
            string[] first = lines[0].Split(' ');
            return new FaultRequest(0, first[0], first[1], headers, body);
        }

        private async Task<bool> FillAsync(CancellationToken cancellationToken)
        {
            if (filled == buffer.Length)
            {
                Array.Resize(ref buffer, buffer.Length * 2);
            }

            int read = await stream.ReadAsync(buffer.AsMemory(filled), cancellationToken);
            filled += read;
            return read > 0;
        }
    }
}
