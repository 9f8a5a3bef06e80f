using System.Collections.Concurrent;
using System.Net;
using System.Text;

namespace EvalHarness.Fleet.Tests;

/// <summary>A collector of OpenTelemetry that keeps what it is sent over HTTP.</summary>
internal sealed class Collector : IDisposable
{
    private readonly HttpListener listener = new();
    private readonly ConcurrentQueue<(string Path, string Body)> received = new();

    public Collector()
    {
        int port = Postgres.FreePort();
        Address = FormattableString.Invariant($"http://127.0.0.1:{port}");
        listener.Prefixes.Add(Address + "/");
        listener.Start();
        _ = AcceptAsync();
    }

    public string Address { get; }

    /// <summary>All that was sent to a path; names and texts in it are readable, numbers are not.</summary>
    public string Sent(string path) => string.Concat(received.Where(one => one.Path == path).Select(one => one.Body));

    public void Dispose() => listener.Close();

    private async Task AcceptAsync()
    {
        while (listener.IsListening)
        {
            try
            {
                var context = await listener.GetContextAsync();
                using var body = new MemoryStream();
                await context.Request.InputStream.CopyToAsync(body);
                received.Enqueue((context.Request.Url!.AbsolutePath, Encoding.UTF8.GetString(body.ToArray())));
                context.Response.Close();
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException or IOException)
            {
                // Over, or whoever sent is gone.
            }
        }
    }
}
