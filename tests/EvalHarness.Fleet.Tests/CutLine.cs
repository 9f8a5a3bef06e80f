using System.Net;
using System.Net.Sockets;

namespace EvalHarness.Fleet.Tests;

/// <summary>A network line to a port of this machine that can be cut and joined: what is sent meanwhile comes later.</summary>
internal sealed class CutLine : IDisposable
{
    private readonly TcpListener listener;
    private readonly int to;
    private readonly CancellationTokenSource ended = new();
    private volatile TaskCompletionSource joined = new();

    /// <summary>A line from a free port.</summary>
    /// <param name="to">The port that it leads to.</param>
    /// <param name="host">The address of this machine that it begins at.</param>
    public CutLine(int to, string host = "127.0.0.1")
    {
        this.to = to;
        listener = new TcpListener(IPAddress.Parse(host), 0);
        joined.SetResult();
        listener.Start();
        _ = AcceptAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>Nothing passes any more, and nobody is told.</summary>
    public void Cut() => joined = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>All that waits passes.</summary>
    public void Join() => joined.TrySetResult();

    public void Dispose()
    {
        ended.Cancel();
        Join();
        listener.Dispose();
        ended.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var near = await listener.AcceptTcpClientAsync(ended.Token);
                _ = RelayAsync(near);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task RelayAsync(TcpClient near)
    {
        using (near)
        using (var far = new TcpClient())
        {
            try
            {
                await joined.Task;
                await far.ConnectAsync(IPAddress.Loopback, to, ended.Token);
                await Task.WhenAny(
                    PumpAsync(near.GetStream(), far.GetStream()),
                    PumpAsync(far.GetStream(), near.GetStream())
                );
            }
            catch (Exception e) when (e is OperationCanceledException or SocketException or IOException)
            {
                // One side is gone.
            }
        }
    }

    private async Task PumpAsync(NetworkStream from, NetworkStream into)
    {
        byte[] buffer = new byte[1 << 16];
        try
        {
            while (await from.ReadAsync(buffer, ended.Token) is > 0 and int count)
            {
                await joined.Task;
                await into.WriteAsync(buffer.AsMemory(0, count), ended.Token);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or ObjectDisposedException)
        {
            // One side is gone.
        }
    }
}
