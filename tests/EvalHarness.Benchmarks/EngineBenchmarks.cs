using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using EvalHarness.Core;
using EvalHarness.Logs;
using EvalHarness.Models;
using EvalHarness.Models.Providers;
using EvalHarness.Runs;

namespace EvalHarness.Benchmarks;

/// <summary>
/// Throughput of the engine over that of a bare HttpClient loop that writes the same journal fields. Budget: at least 0.8
/// with 64 in flight at a server that answers at once, at least 0.97 with 256 in flight at 50 ms.
/// </summary>
internal static class EngineBenchmarks
{
    private static readonly Generation Generation = new(Temperature: 0, MaxTokens: 8);

    public static async Task RunAsync(string[] args)
    {
        int requests = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 30_000;
        await CompareAsync("instant, 64 in flight", 0, 64, requests, 0.8);
        await CompareAsync("50 ms, 256 in flight", 50, 256, requests, 0.97);
    }

    private static async Task CompareAsync(string name, int milliseconds, int inFlight, int requests, double budget)
    {
        using var server = Start(milliseconds);
        string url = $"http://127.0.0.1:{await server.StandardOutput.ReadLineAsync()}";
        List<Pace>[] paces =
        [
            [],
            [],
            [],
        ];
        for (int round = 0; round < 6; round++)
        {
            Pace[] measured =
            [
                await MeasureAsync(requests, () => BareAsync(url, inFlight, requests)),
                await MeasureAsync(requests, () => EngineAsync(url, inFlight, requests, cached: false)),
                await MeasureAsync(requests, () => EngineAsync(url, inFlight, requests, cached: true)),
            ];
            // The first round warms up.
            for (int i = 0; i < paces.Length && round > 0; i++)
            {
                paces[i].Add(measured[i]);
            }
        }
        server.StandardInput.Close();
        await server.WaitForExitAsync();
        var (bare, engine, caching) = (Median(paces[0]), Median(paces[1]), Median(paces[2]));
        Console.WriteLine(
            $"{name}: bare {bare}, engine {engine}, ratio {engine.PerSecond / bare.PerSecond:0.000} (budget {budget}); "
                + $"filling the cache {caching}, ratio {caching.PerSecond / bare.PerSecond:0.000}"
        );
    }

    private static async Task<Pace> MeasureAsync(int requests, Func<Task> work)
    {
        using var process = Process.GetCurrentProcess();
        var (start, used) = (Stopwatch.GetTimestamp(), process.TotalProcessorTime);
        await work();
        process.Refresh();
        return new Pace(
            requests / Stopwatch.GetElapsedTime(start).TotalSeconds,
            (process.TotalProcessorTime - used).TotalMicroseconds / requests
        );
    }

    private static Pace Median(List<Pace> paces) =>
        new(
            paces.Select(pace => pace.PerSecond).Order().ElementAt(paces.Count / 2),
            paces.Select(pace => pace.Microseconds).Order().ElementAt(paces.Count / 2)
        );

    /// <summary>Requests a second, and processor time a request, which other programs on the machine disturb less.</summary>
    private sealed record Pace(double PerSecond, double Microseconds)
    {
        public override string ToString() => $"{PerSecond:N0}/s ({Microseconds:0} us)";
    }

    private static async Task EngineAsync(string url, int inFlight, int requests, bool cached)
    {
        using var folder = new PassingFolder();
        var context = new ModelContext(
            "served",
            default,
            0,
            folder.Path,
            (_, _, _) => throw new UnreachableException(),
            TimeProvider.System
        )
        {
            InFlight = inFlight,
        };
        using var client = await new OpenAICompatible(url, "served").ConnectAsync(context, default);
        await using var journal = await ResponseJournal.OpenAsync(new RunFolder(folder.Path), default);
        await using var cache = cached
            ? await ResponseCache.OpenAsync(new RunStore(folder.Path), new RunFolder(folder.Path), _ => { }, default)
            : null;
        var engine = new RunEngine(journal, new RunMeter(TimeProvider.System)) { Cache = cache };
        var model = new ConnectedModel("served", client) { InFlight = inFlight, Price = new Price(1, 2) };
        await engine.RunAsync([new ModelRequests(model, Requests(requests).ToAsyncEnumerable())]);
    }

    private static IEnumerable<Request> Requests(int count)
    {
        for (int i = 0; i < count; i++)
        {
            string text = Question(i);
            var prompt = new Prompt([new Turn(Role.User, text)], Digest.Of(text));
            var sample = new Sample($"s{i}", new Dictionary<string, string> { ["text"] = text }, ["positive"], default);
            yield return new Request(Digest.Of(text, sample.Id), "t", sample, "served", 0, prompt, Generation);
        }
    }

    private static string Question(int i) =>
        $"Headline: Company {i} raises its outlook for the year after a strong third quarter\nIs the news positive, neutral or negative? Answer with one word.";

    internal static async Task BareAsync(string url, int inFlight, int requests)
    {
        using var folder = new PassingFolder();
        using var handler = new SocketsHttpHandler { MaxConnectionsPerServer = inFlight };
        using var http = new HttpClient(handler);
        await using var journal = new StreamWriter(Path.Combine(folder.Path, "responses.jsonl"));
        int next = -1;
        await Task.WhenAll(Enumerable.Range(0, inFlight).Select(_ => WorkAsync()));
        await journal.FlushAsync();

        async Task WorkAsync()
        {
            while (Interlocked.Increment(ref next) is var i && i < requests)
            {
                string text = Question(i);
                byte[] body = JsonSerializer.SerializeToUtf8Bytes(
                    new
                    {
                        model = "served",
                        messages = new[] { new { role = "user", content = text } },
                        temperature = 0,
                        max_tokens = 8,
                    }
                );
                long sent = Stopwatch.GetTimestamp();
                using var content = new ByteArrayContent(body);
                content.Headers.ContentType = new("application/json");
                using var reply = await http.PostAsync(url + "/v1/chat/completions", content);
                using var json = JsonDocument.Parse(await reply.Content.ReadAsByteArrayAsync());
                var choice = json.RootElement.GetProperty("choices")[0];
                var usage = json.RootElement.GetProperty("usage");
                var (input, output) = (
                    usage.GetProperty("prompt_tokens").GetInt64(),
                    usage.GetProperty("completion_tokens").GetInt64()
                );
                string line = JsonSerializer.Serialize(
                    new
                    {
                        request = Digest.Of(text, $"s{i}"),
                        task = "t",
                        sample = $"s{i}",
                        model = "served",
                        outcome = "answered",
                        at = DateTimeOffset.UtcNow,
                        text = choice.GetProperty("message").GetProperty("content").GetString(),
                        finish_reason = choice.GetProperty("finish_reason").GetString(),
                        usage = new { input, output },
                        cost_usd = (input + (2m * output)) / 1_000_000,
                        latency_seconds = Stopwatch.GetElapsedTime(sent).TotalSeconds,
                        attempts = 1,
                        model_version = json.RootElement.GetProperty("model").GetString(),
                        prompt = Digest.Of(text),
                    }
                );
                lock (journal)
                {
                    journal.WriteLine(line);
                }
            }
        }
    }

    private static Process Start(int milliseconds) =>
        Process.Start(
            new ProcessStartInfo(
                Environment.ProcessPath!,
                ["engine-server", milliseconds.ToString(CultureInfo.InvariantCulture)]
            )
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
            }
        )!;

    private sealed class PassingFolder : IDisposable
    {
        public string Path { get; } = Directory.CreateTempSubdirectory("engine").FullName;

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}
