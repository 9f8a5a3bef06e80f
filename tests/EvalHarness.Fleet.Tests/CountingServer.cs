using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;

namespace EvalHarness.Fleet.Tests;

/// <summary>An OpenAI-compatible server that takes its time and knows what was asked how often.</summary>
internal sealed class CountingServer : IDisposable
{
    private readonly HttpListener listener = new();
    private readonly TimeSpan delay;
    private readonly TaskCompletionSource released = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile string? held;
    private int inFlight;
    private int waiting;

    public CountingServer(TimeSpan delay, string host)
    {
        this.delay = delay;
        Port = Postgres.FreePort();
        listener.Prefixes.Add($"http://{host}:{Port}/");
        listener.Start();
        _ = AcceptAsync();
    }

    public int Port { get; }

    /// <summary>How often each text was asked.</summary>
    public ConcurrentDictionary<string, int> Asked { get; } = new(StringComparer.Ordinal);

    /// <summary>The keys that it was asked with.</summary>
    public ConcurrentDictionary<string, int> Keys { get; } = new(StringComparer.Ordinal);

    /// <summary>Most requests that it had at a time.</summary>
    public int Peak { get; private set; }

    /// <summary>Requests that it has now.</summary>
    public int InFlight => Volatile.Read(ref inFlight);

    /// <summary>Requests that wait until they are released.</summary>
    public int Held => Volatile.Read(ref waiting);

    /// <summary>Requests that were asked more than once, by how often more.</summary>
    public int AskedAgain => Asked.Values.Sum(times => times - 1);

    /// <summary>From now on whoever asks with a key that ends so waits for <see cref="Release"/>.</summary>
    public void Hold(string key) => held = key;

    public void Release()
    {
        held = null;
        released.TrySetResult();
    }

    public void Dispose()
    {
        Release();
        listener.Close();
    }

    private async Task AcceptAsync()
    {
        while (listener.IsListening)
        {
            try
            {
                var context = await listener.GetContextAsync();
                _ = Task.Run(() => AnswerAsync(context));
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        lock (Asked)
        {
            Peak = Math.Max(Peak, ++inFlight);
        }

        try
        {
            using var body = await JsonDocument.ParseAsync(context.Request.InputStream);
            string text = body
                .RootElement.GetProperty("messages")
                .EnumerateArray()
                .Last()
                .GetProperty("content")
                .GetString()!;
            string model = body.RootElement.GetProperty("model").GetString()!;
            Asked.AddOrUpdate($"{model}: {text}", 1, (_, times) => times + 1);
            string key = context.Request.Headers["Authorization"] ?? "";
            Keys.AddOrUpdate(key, 1, (_, times) => times + 1);
            await Task.Delay(delay);
            if (held is { } ending && key.EndsWith(ending, StringComparison.Ordinal))
            {
                Interlocked.Increment(ref waiting);
                await released.Task;
                Interlocked.Decrement(ref waiting);
            }

            byte[] reply = JsonSerializer.SerializeToUtf8Bytes(
                new
                {
                    id = "r",
                    @object = "chat.completion",
                    model,
                    choices = new[]
                    {
                        new
                        {
                            index = 0,
                            message = new
                            {
                                role = "assistant",
                                content = text.GetHashCode(StringComparison.Ordinal) % 2 == 0 ? "positive" : "negative",
                            },
                            finish_reason = "stop",
                        },
                    },
                    usage = new
                    {
                        prompt_tokens = 100,
                        completion_tokens = 10,
                        total_tokens = 110,
                    },
                }
            );
            context.Response.ContentType = "application/json";
            await context.Response.OutputStream.WriteAsync(reply);
            context.Response.Close();
        }
        catch (Exception e)
            when (e is HttpListenerException or IOException or ObjectDisposedException or InvalidOperationException)
        {
            // Whoever asked is gone.
        }
        finally
        {
            lock (Asked)
            {
                inFlight--;
            }
        }
    }
}
