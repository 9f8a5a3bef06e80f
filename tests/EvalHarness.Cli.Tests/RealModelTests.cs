using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using EvalHarness.Tests;
using NUnit.Framework;

namespace EvalHarness.Cli.Tests;

/// <summary>A real language model behind a real inference server, where its files are on the machine.</summary>
[NonParallelizable]
public sealed class RealModelTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>Folder with <c>server/llama-server</c> and the model; EVALHARNESS_MODELS, or <c>shared/models</c> beside the repository.</summary>
    private static readonly string Models =
        Environment.GetEnvironmentVariable("EVALHARNESS_MODELS")
        ?? Path.Combine(Repository.Root, "..", "shared", "models");

    private static readonly string Server = Path.Combine(Models, "server", "llama-server");
    private static readonly string Model = Path.Combine(Models, "SmolLM2-135M-Instruct.Q4_1.gguf");

    private static readonly string Adapter = Path.Combine(Models, "adapters", "headlines-650.gguf");

    [TestCase(false)]
    [TestCase(true)]
    public async Task A_real_server_answers_a_suite_and_its_token_alternatives_are_kept(bool isStreamed)
    {
        if (!File.Exists(Server) || !File.Exists(Model))
        {
            Assert.Ignore("no llama-server and model here; EVALHARNESS_MODELS names their folder");
        }

        int port = FreePort();
        using var server = Start(port);
        try
        {
            await ReadyAsync(port);
            using var tool = new Tool();
            Suites.Write(tool, $"http://127.0.0.1:{port}", 6, "{ in_flight: 1, timeout: 60s }");
            tool.Write(
                "suite.yaml",
                File.ReadAllText(Path.Combine(tool.Folder, "suite.yaml"))
                    .Replace("max_tokens: 8", "max_tokens: 8, logprobs: 5", StringComparison.Ordinal)
                    .Replace(
                        "model: small",
                        $"model: small\n    stream: {isStreamed}".ToLowerInvariant(),
                        StringComparison.Ordinal
                    )
            );
            var ended = await tool.RunAsync("run", "suite.yaml");
            string journal = await File.ReadAllTextAsync(Path.Combine(tool.Runs("served").Single(), "responses.jsonl"));
            using (Assert.EnterMultipleScope())
            {
                Assert.That(ended.ExitCode, Is.Zero, ended.ToString());
                Assert.That(
                    journal.TrimEnd().Split('\n'),
                    Has.Length.EqualTo(6).And.All.Contain("\"usage\"").And.All.Contain("\"top\"")
                );
                Assert.That(
                    journal.Contains("\"first_token_seconds\":", StringComparison.Ordinal),
                    Is.EqualTo(isStreamed)
                );
            }
        }
        finally
        {
            server.Kill();
        }
    }

    [Test]
    public async Task A_cascade_over_two_real_servers_is_the_one_that_is_simulated_from_its_answers()
    {
        if (!File.Exists(Server) || !File.Exists(Model) || !File.Exists(Adapter))
        {
            Assert.Ignore("no llama-server, model and adapter here; EVALHARNESS_MODELS names their folder");
        }

        // One server an adapter: a server that changes adapters by request answers from another one's cache.
        var (tunedPort, generalPort) = (FreePort(), FreePort());
        using var tuned = Start(tunedPort, "--lora", Adapter);
        using var general = Start(generalPort);
        try
        {
            await ReadyAsync(tunedPort);
            await ReadyAsync(generalPort);
            using var tool = new Tool();
            TwoServers.Write(
                tool,
                $"http://127.0.0.1:{tunedPort}",
                $"http://127.0.0.1:{generalPort}",
                8,
                "team: { provider: cascade, first: small, then: big, accept_when: { confidence: { at_least: 0.6 } } }",
                helper: "",
                limits: "{ in_flight: 1, timeout: 60s }"
            );
            var ended = await tool.RunAsync("run", "suite.yaml", "--json", "--quiet");
            var simulated = await tool.RunAsync("cascade", "served", "--first", "small", "--then", "big", "--json");
            var point = TwoServers.Simulated(simulated, 0.6);
            var lines = TwoServers.Journal(tool).ToLookup(line => (line.Model, line.Sample));
            using (Assert.EnterMultipleScope())
            {
                Assert.That(ended.ExitCode, Is.Zero, ended.ToString());
                Assert.That(lines, Has.Count.EqualTo(24), "three models, eight samples");
                Assert.That(point.GetProperty("quality").GetDouble(), Is.EqualTo(TwoServers.Accuracy(ended, "team")));
                foreach (var line in lines.Where(one => one.Key.Model == "team").Select(one => one.Single()))
                {
                    var answered = lines[(line.Asked[^1], line.Sample)].Single();
                    Assert.That(line.Text, Is.EqualTo(answered.Text), line.Sample);
                    Assert.That(
                        line.Seconds,
                        Is.EqualTo(line.Asked.Sum(one => lines[(one, line.Sample)].Single().Seconds))
                    );
                }
            }
        }
        finally
        {
            tuned.Kill();
            general.Kill();
        }
    }

    private static Process Start(int port, params string[] more)
    {
        string[] args =
        [
            "-m",
            Model,
            "--host",
            "127.0.0.1",
            "--port",
            port.ToString(CultureInfo.InvariantCulture),
            "-c",
            "1024",
            "-np",
            "1",
            "-t",
            "2",
            .. more,
        ];
        var start = new ProcessStartInfo(Server, args) { RedirectStandardError = true, RedirectStandardOutput = true };
        var server = Process.Start(start)!;
        server.OutputDataReceived += (_, _) => { };
        server.ErrorDataReceived += (_, _) => { };
        server.BeginOutputReadLine();
        server.BeginErrorReadLine();
        return server;
    }

    private static async Task ReadyAsync(int port)
    {
        using var patient = new CancellationTokenSource(Patience);
        using var client = new HttpClient();
        while (true)
        {
            try
            {
                using var health = await client.GetAsync(new Uri($"http://127.0.0.1:{port}/health"), patient.Token);
                if (health.IsSuccessStatusCode)
                {
                    return;
                }
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }

            await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, patient.Token);
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
