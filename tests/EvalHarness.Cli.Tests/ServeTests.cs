using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using EvalHarness.Tests.Models;
using NUnit.Framework;

namespace EvalHarness.Cli.Tests;

/// <summary>The site as it is served on this machine, asked over real sockets.</summary>
public sealed partial class ServeTests
{
    private static async Task<Tool> RunsAsync()
    {
        var tool = new Tool();
        var data = new StringBuilder("id,text,label\n");
        for (int i = 0; i < 40; i++)
        {
            data.Append(CultureInfo.InvariantCulture, $"s{i:000},ticket {i},{(i % 3 == 0 ? "no" : "yes")}\n");
        }

        tool.Write("data.csv", data.ToString());
        tool.Write(
            "suite.yaml",
            """
            suite: tickets
            models:
              flat: { provider: majority-class, train: { file: data.csv, label: label } }
              dice: { provider: random }
            tasks:
              - task: label
                dataset: { file: data.csv, id: id, fields: [text], target: label }
                prompt: "{{text}}"
                answer: { choice: [yes, no] }
                metrics: [accuracy]
            """
        );
        var ended = await tool.RunAsync("run", "suite.yaml", "--quiet");
        Assert.That(ended.ExitCode, Is.Zero, ended.ToString());
        return tool;
    }

    private static async Task<(Tool.Running Server, int Port)> ServeAsync(Tool tool)
    {
        int port = FreePort();
        var server = tool.Start("serve", "results", "--port", port.ToString(CultureInfo.InvariantCulture));
        await server.SaysAsync("serving");
        return (server, port);
    }

    internal static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>What comes back for a request as it is written, which no client would write.</summary>
    private static async Task<string> AskAsync(int port, string path, string? host = null, string method = "GET")
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, port);
        await using var stream = client.GetStream();
        host ??= string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{port}");
        await stream.WriteAsync(
            Encoding.ASCII.GetBytes(
                $"{method} {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"
            )
        );
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return await reader.ReadToEndAsync();
    }

    private static int Status(string reply) => int.Parse(reply.Split(' ')[1], CultureInfo.InvariantCulture);

    [Test]
    public async Task The_site_is_served_and_ends_well_when_it_is_interrupted()
    {
        using var tool = await RunsAsync();
        var (server, port) = await ServeAsync(tool);
        using (server)
        {
            string index = await AskAsync(port, "/");
            string suite = await AskAsync(port, "/suites/tickets.html");
            string styles = await AskAsync(port, "/assets/site.css");
            string head = await AskAsync(port, "/index.html", method: "HEAD");
            server.Interrupt();
            var ended = await server.EndAsync();
            using (Assert.EnterMultipleScope())
            {
                Assert.That(index, Does.StartWith("HTTP/1.1 200").And.Contain("tickets").And.Contain("nosniff"));
                Assert.That(suite, Does.StartWith("HTTP/1.1 200"));
                Assert.That(styles, Does.Contain("text/css"));
                Assert.That(head, Does.StartWith("HTTP/1.1 200").And.Not.Contain("<html"));
                Assert.That(ended.ExitCode, Is.Zero, ended.ToString());
                Assert.That(ended.Errors, Does.Not.Contain("internal error"));
            }
        }
    }

    [Test]
    public async Task Nothing_outside_of_the_site_and_nobody_from_elsewhere_is_served()
    {
        using var tool = await RunsAsync();
        var (server, port) = await ServeAsync(tool);
        using (server)
        {
            string[] paths =
            [
                "/../run.json",
                "/..%2f..%2fetc/hostname",
                "/%2e%2e/%2e%2e/etc/hostname",
                "/assets/..%5c..%5cdata.csv",
                "//etc/hostname",
                "/.evalharness-site.json",
                "/suites/",
                "/nothing.html",
                "/index.html%00.css",
            ];
            foreach (string path in paths)
            {
                string reply = await AskAsync(port, path);
                Assert.That(Status(reply), Is.EqualTo(404).Or.EqualTo(400), path);
            }

            using (Assert.EnterMultipleScope())
            {
                Assert.That(
                    Status(await AskAsync(port, "/", "evil.example")),
                    Is.EqualTo(421).Or.EqualTo(404).Or.EqualTo(400)
                );
                Assert.That(
                    Status(await AskAsync(port, "/live.json", $"evil.example:{port}")),
                    Is.EqualTo(421).Or.EqualTo(404).Or.EqualTo(400)
                );
                Assert.That(Status(await AskAsync(port, "/", method: "POST")), Is.EqualTo(405));
                Assert.That(Status(await AskAsync(port, "/", method: "DELETE")), Is.EqualTo(405));
                Assert.That(Status(await AskAsync(port, "/")), Is.EqualTo(200), "and it still serves");
            }
        }
    }

    [Test]
    public async Task A_run_without_an_end_is_read_from_its_log_and_nobody_is_said_to_work_on_it()
    {
        using var tool = await RunsAsync();
        var (server, port) = await ServeAsync(tool);
        using (server)
        {
            string idle = Body(await AskAsync(port, "/live.json"));
            string folder = tool.Runs("tickets")[0];
            string header = Path.Combine(folder, "run.json");
            string journal = Path.Combine(folder, "responses.jsonl");
            string[] lines = await File.ReadAllLinesAsync(journal);
            File.Delete(Path.Combine(folder, "scores.jsonl"));
            await File.WriteAllLinesAsync(journal, lines[..30]);
            await File.WriteAllTextAsync(header, EndedAt().Replace(await File.ReadAllTextAsync(header), ""));
            using var some = JsonDocument.Parse(Body(await AskAsync(port, "/live.json")));
            await File.WriteAllLinesAsync(journal, lines[..50]);
            using var more = JsonDocument.Parse(Body(await AskAsync(port, "/live.json")));
            string page = await AskAsync(port, "/live");
            using (Assert.EnterMultipleScope())
            {
                Assert.That(idle, Does.Contain("No run is going on").And.Contain("tickets, ended on"));
                Assert.That(some.RootElement.GetProperty("phase").GetString(), Is.EqualTo("Stopped"));
                Assert.That(
                    some.RootElement.GetProperty("text").GetString(),
                    Does.Match(@"^It stopped on \d+\s\w+\s\d{4} at \d\d:\d\d\sUTC with 30 of 80 requests done")
                );
                Assert.That(
                    some.RootElement.GetProperty("command").GetString(),
                    Is.EqualTo("evalharness run suite.yaml")
                );
                Assert.That(some.RootElement.GetProperty("done").GetInt32(), Is.EqualTo(30));
                Assert.That(some.RootElement.GetProperty("total").GetInt32(), Is.EqualTo(80));
                Assert.That(more.RootElement.GetProperty("done").GetInt32(), Is.EqualTo(50));
                Assert.That(more.RootElement.GetProperty("board").GetArrayLength(), Is.EqualTo(2));
                Assert.That(
                    more.RootElement.GetProperty("board")[0].GetProperty("range").GetString(),
                    Does.Contain(" to ")
                );
                Assert.That(
                    page,
                    Does.Contain("id=\"live\"")
                        .And.Contain("connect-src 'self'")
                        .Or.Contain("connect-src &#x27;self&#x27;")
                );
            }
        }
    }

    [Test]
    public async Task Only_a_run_that_a_living_process_carries_out_goes_on_and_what_a_later_one_replaced_is_not_told()
    {
        using var tool = new Tool();
        using var some = new SemaphoreSlim(0);
        using var isOver = new ManualResetEventSlim();
        await using var server = new FaultServer(request =>
        {
            if (request.Number > 10)
            {
                some.Release();
                isOver.Wait();
            }

            return FaultReply.Chat("positive");
        });
        try
        {
            Suites.Write(tool, server.Url, 40, "{ in_flight: 2 }");
            using var running = tool.Start("run", "suite.yaml");
            await some.WaitAsync();
            var (serving, port) = await ServeAsync(tool);
            using (serving)
            {
                using var going = JsonDocument.Parse(Body(await AskAsync(port, "/live.json")));
                running.Kill();
                await running.EndAsync();
                using var killed = JsonDocument.Parse(Body(await AskAsync(port, "/live.json")));
                isOver.Set();
                var ended = await tool.RunAsync("run", "suite.yaml", "--quiet", "--fresh");
                using var replaced = JsonDocument.Parse(Body(await AskAsync(port, "/live.json")));
                string report = replaced.RootElement.GetProperty("report").GetString()!;
                using (Assert.EnterMultipleScope())
                {
                    Assert.That(ended.ExitCode, Is.Zero, ended.ToString());
                    Assert.That(Phase(going), Is.EqualTo("Now"));
                    Assert.That(going.RootElement.GetProperty("command").GetString(), Is.Null);
                    Assert.That(Phase(killed), Is.EqualTo("Stopped"));
                    Assert.That(
                        replaced.RootElement.GetProperty("title").GetString(),
                        Is.EqualTo("No run is going on")
                    );
                    Assert.That(replaced.RootElement.GetProperty("left").GetArrayLength(), Is.Zero);
                    Assert.That(Status(await AskAsync(port, "/" + report)), Is.EqualTo(200));
                    Assert.That(await AskAsync(port, "/"), Does.Contain("href=\"live.html\""));
                }
            }
        }
        finally
        {
            // A server that held its requests for ever could not be disposed of.
            isOver.Set();
        }

        static string? Phase(JsonDocument state) => state.RootElement.GetProperty("phase").GetString();
    }

    [Test]
    public async Task A_port_that_is_taken_is_told()
    {
        using var tool = await RunsAsync();
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        string port = ((IPEndPoint)taken.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);
        var ended = await tool.RunAsync("serve", "results", "--port", port);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(ended.ExitCode, Is.EqualTo(3), ended.ToString());
            Assert.That(ended.Errors, Does.Contain("cannot listen").And.Contain("--port"));
        }
    }

    private static string Body(string reply) => reply[(reply.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..];

    [GeneratedRegex("\\s*\"ended_at\": \"[^\"]*\",")]
    private static partial Regex EndedAt();
}
