using System.Diagnostics;
using System.Net.WebSockets;
using System.Text.Json;
using System.Text.RegularExpressions;
using NUnit.Framework;

namespace EvalHarness.Tests.Reports;

/// <summary>A real browser on a page of this machine, without a network, whose keys the test presses.</summary>
internal sealed partial class Chromium : IAsyncDisposable
{
    private static readonly string[] Places =
    [
        Environment.GetEnvironmentVariable("CHROME_PATH") ?? "",
        "/usr/bin/chromium",
        "/usr/bin/chromium-browser",
        "/usr/bin/google-chrome",
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        @"C:\Program Files\Google\Chrome\Application\chrome.exe",
    ];

    private static readonly JsonSerializerOptions WithoutNulls = new()
    {
        DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull,
    };

    private readonly Process process;
    private readonly ClientWebSocket socket = new();
    private readonly CancellationTokenSource patience = new(TimeSpan.FromMinutes(4));
    private Task talk = Task.CompletedTask;
    private string? session;
    private int asked;

    private Chromium(Process process) => this.process = process;

    /// <summary>The browser of this machine; ignores the test where there is none.</summary>
    public static string Find()
    {
        string? browser = Places.FirstOrDefault(File.Exists);
        if (browser is null)
        {
            Assert.Ignore("There is no Chromium on this machine; CHROME_PATH may name one.");
        }

        return browser;
    }

    /// <summary>Opens a page and waits until its scripts have run.</summary>
    /// <param name="page">Path of the page, or its address on this machine.</param>
    /// <param name="profile">An empty folder for the browser's own files.</param>
    public static async Task<Chromium> OpenAsync(string page, string profile)
    {
        string[] arguments =
        [
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
            "--window-size=1240,2000",
            "--remote-debugging-port=0",
            "--user-data-dir=" + profile,
            "about:blank",
        ];
        var process = Process.Start(
            new ProcessStartInfo(Find(), arguments) { RedirectStandardError = true, RedirectStandardOutput = true }
        )!;
        var chromium = new Chromium(process);
        try
        {
            await chromium.ConnectAsync(new Uri(page).AbsoluteUri);
            return chromium;
        }
        catch
        {
            await chromium.DisposeAsync();
            throw;
        }
    }

    /// <summary>What a script gives; a promise is waited for.</summary>
    public async Task<JsonElement> EvaluateAsync(string script)
    {
        var result = await AskAsync(
            "Runtime.evaluate",
            new
            {
                expression = script,
                awaitPromise = true,
                returnByValue = true,
            }
        );
        Assert.That(result.TryGetProperty("exceptionDetails", out var wrong), Is.False, wrong.ToString());
        return result.GetProperty("result").TryGetProperty("value", out var value) ? value : default;
    }

    /// <summary>The text that a script gives.</summary>
    public async Task<string> TextAsync(string script) => (await EvaluateAsync(script)).GetString() ?? "";

    /// <summary>Gives the window another size, in CSS pixels.</summary>
    public Task ResizeAsync(int width, int height) =>
        AskAsync(
            "Emulation.setDeviceMetricsOverride",
            new
            {
                width,
                height,
                deviceScaleFactor = 1,
                mobile = false,
            }
        );

    /// <summary>Sets what the reader prefers, for all pages that are opened from here on and the one that is.</summary>
    /// <param name="isDark">Whether a dark page is preferred to a light one.</param>
    /// <param name="isPrint">Whether the page is shown as it is printed.</param>
    /// <param name="isStill">Whether nothing may move by itself: the page then jumps to where it would glide.</param>
    public Task PreferAsync(bool isDark = false, bool isPrint = false, bool isStill = false) =>
        AskAsync(
            "Emulation.setEmulatedMedia",
            new
            {
                media = isPrint ? "print" : "",
                features = new[]
                {
                    new { name = "prefers-color-scheme", value = isDark ? "dark" : "light" },
                    new { name = "prefers-reduced-motion", value = isStill ? "reduce" : "" },
                },
            }
        );

    /// <summary>Goes to another page and waits until its scripts have run.</summary>
    /// <param name="page">Path of the page, or its address on this machine.</param>
    public async Task GoAsync(string page)
    {
        // A page that differs in its fragment alone would not be loaded.
        await AskAsync("Page.navigate", new { url = "about:blank" });
        await AskAsync("Page.navigate", new { url = new Uri(page).AbsoluteUri });
        await EvaluateAsync(
            "new Promise(done => document.readyState === 'complete' ? done() : addEventListener('load', () => setTimeout(done)))"
        );
    }

    /// <summary>Prints the page on the paper that its style sheet asks for, and counts the sheets.</summary>
    public async Task<int> PrintAsync()
    {
        var printed = await AskAsync("Page.printToPDF", new { preferCSSPageSize = true, printBackground = true });
        string pdf = System.Text.Encoding.Latin1.GetString(printed.GetProperty("data").GetBytesFromBase64());
        return PrintedPage().Count(pdf);
    }

    /// <summary>Presses a key where the focus is.</summary>
    /// <param name="key">Its name, or the character that it types.</param>
    /// <param name="code">Its virtual key code.</param>
    /// <param name="isShifted">Whether Shift is held.</param>
    public async Task PressAsync(string key, int code, bool isShifted = false)
    {
        foreach (string? type in new[] { "keyDown", "keyUp" })
        {
            await AskAsync(
                "Input.dispatchKeyEvent",
                new
                {
                    type,
                    key,
                    code = key == " " ? "Space" : key,
                    windowsVirtualKeyCode = code,
                    modifiers = isShifted ? 8 : 0,
                    text = type != "keyDown" ? null
                    : key == "Enter" ? "\r"
                    : key.Length == 1 ? key
                    : null,
                }
            );
        }
    }

    public async ValueTask DisposeAsync()
    {
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        await talk;
        process.Dispose();
        socket.Dispose();
        patience.Dispose();
    }

    private async Task ConnectAsync(string address)
    {
        Match listening;
        do
        {
            string? line = await process.StandardError.ReadLineAsync(patience.Token);
            listening = Listening().Match(line ?? throw new IOException("the browser ended before it listened"));
        } while (!listening.Success);
        // What is not read would fill the pipe and hold the browser up.
        talk = Task.WhenAll(process.StandardError.ReadToEndAsync(), process.StandardOutput.ReadToEndAsync());
        await socket.ConnectAsync(new Uri(listening.Groups[1].Value), patience.Token);
        var targets = await AskAsync("Target.getTargets", new { });
        var page = targets
            .GetProperty("targetInfos")
            .EnumerateArray()
            .First(target => target.GetProperty("type").GetString() == "page");
        var attached = await AskAsync(
            "Target.attachToTarget",
            new { targetId = page.GetProperty("targetId").GetString(), flatten = true }
        );
        session = attached.GetProperty("sessionId").GetString();
        await GoAsync(address);
    }

    private async Task<JsonElement> AskAsync(string method, object parameters)
    {
        int id = ++asked;
        byte[] message = JsonSerializer.SerializeToUtf8Bytes(
            new
            {
                id,
                method,
                @params = parameters,
                sessionId = session,
            },
            WithoutNulls
        );
        await socket.SendAsync(message, WebSocketMessageType.Text, true, patience.Token);
        while (true)
        {
            var answer = await ReceiveAsync();
            if (answer.TryGetProperty("id", out var of) && of.GetInt32() == id)
            {
                return answer.TryGetProperty("result", out var result)
                    ? result
                    : throw new IOException(answer.GetProperty("error").ToString());
            }
        }
    }

    private async Task<JsonElement> ReceiveAsync()
    {
        using var whole = new MemoryStream();
        byte[] buffer = new byte[1 << 16];
        while (true)
        {
            var part = await socket.ReceiveAsync(buffer, patience.Token);
            whole.Write(buffer, 0, part.Count);
            if (part.EndOfMessage)
            {
                return JsonDocument.Parse(whole.ToArray()).RootElement;
            }
        }
    }

    [GeneratedRegex(@"/Type\s*/Page\b(?!s)")]
    private static partial Regex PrintedPage();

    [GeneratedRegex(@"DevTools listening on (ws://\S+)")]
    private static partial Regex Listening();
}
