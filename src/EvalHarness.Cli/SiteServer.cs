using System.Globalization;
using System.Net;
using EvalHarness.Core;
using EvalHarness.Reports.Sites;

namespace EvalHarness.Cli;

/// <summary>
/// Serves a published site to this machine alone: files below one folder and no other, to whoever asks 127.0.0.1 by that name, so
/// that no page from elsewhere can read it by a name of its own that leads here.
/// </summary>
/// <param name="folder">The site.</param>
/// <param name="live">The run that is being made.</param>
/// <param name="refresh">Brings the site up to date before a page is given.</param>
internal sealed class SiteServer(string folder, LiveSite live, Func<CancellationToken, Task> refresh) : IDisposable
{
    private readonly string root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
    private readonly SemaphoreSlim turn = new(1);

    /// <summary>Serves until it is cancelled.</summary>
    /// <param name="listener">Listens at 127.0.0.1 alone; started, and stopped by the caller.</param>
    /// <param name="port">Its port.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task ServeAsync(HttpListener listener, int port, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            HttpListenerContext context;
            try
            {
                context = await listener.GetContextAsync().WaitAsync(cancellationToken);
            }
            catch (Exception over)
                when (over is OperationCanceledException or ObjectDisposedException or HttpListenerException)
            {
                return;
            }

            _ = AnswerAsync(context, port, cancellationToken);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => turn.Dispose();

    private async Task AnswerAsync(HttpListenerContext context, int port, CancellationToken cancellationToken)
    {
        try
        {
            var (status, type, body) = await AnswerAsync(context.Request, port, cancellationToken);
            var response = context.Response;
            response.StatusCode = status;
            response.ContentType = type;
            response.Headers["X-Content-Type-Options"] = "nosniff";
            response.Headers["Cache-Control"] = "no-store";
            response.Headers["Cross-Origin-Resource-Policy"] = "same-origin";
            response.ContentLength64 = body.Length;
            if (status == 405)
            {
                response.Headers["Allow"] = "GET, HEAD";
            }

            if (context.Request.HttpMethod != "HEAD")
            {
                await response.OutputStream.WriteAsync(body, cancellationToken);
            }

            response.Close();
        }
        catch (Exception gone)
            when (gone
                    is IOException
                        or HttpListenerException
                        or ObjectDisposedException
                        or OperationCanceledException
                        or InvalidOperationException
            )
        {
            // Who asked has gone, or the server ends.
            context.Response.Abort();
        }
    }

    private async Task<(int Status, string Type, byte[] Body)> AnswerAsync(
        HttpListenerRequest request,
        int port,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return await FindAsync(request, port, cancellationToken);
        }
        catch (DocumentException broken)
        {
            // A log that is being written, or that somebody broke: who looks again may find it whole.
            return Said(500, $"{broken.Faults[0]}");
        }
    }

    private async Task<(int Status, string Type, byte[] Body)> FindAsync(
        HttpListenerRequest request,
        int port,
        CancellationToken cancellationToken
    )
    {
        if (!IsOwn(request.UserHostName, port))
        {
            return Said(421, "this server answers to 127.0.0.1 alone");
        }

        if (request.HttpMethod is not ("GET" or "HEAD"))
        {
            return Said(405, "GET and HEAD alone");
        }

        string path = request.Url?.AbsolutePath ?? "/";
        await turn.WaitAsync(cancellationToken);
        try
        {
            if (path is "/live" or "/live.html")
            {
                return (200, "text/html; charset=utf-8", await live.PageAsync());
            }

            if (path is "/live.json")
            {
                return (200, "application/json", await live.ReadAsync(cancellationToken));
            }

            if (path == "/" || path.EndsWith(".html", StringComparison.Ordinal))
            {
                await refresh(cancellationToken);
            }
        }
        finally
        {
            turn.Release();
        }

        return Find(path) is { } file
            ? (200, TypeOf(file), await File.ReadAllBytesAsync(file, cancellationToken))
            : Said(404, "no such page");
    }

    /// <summary>The file of an address; null where there is none, or where the way to it leaves the site.</summary>
    private string? Find(string address)
    {
        string path = Uri.UnescapeDataString(address).TrimStart('/');
        string[] parts = (path.Length == 0 ? "index.html" : path).Split('/');
        if (parts.Any(part => part is "" or "." or ".." || part.StartsWith('.') || part.Any(IsForbidden)))
        {
            return null;
        }

        string file = root;
        foreach (string part in parts)
        {
            file = Path.Combine(file, part);
            if (new FileInfo(file).LinkTarget is not null || new DirectoryInfo(file).LinkTarget is not null)
            {
                return null;
            }
        }

        return File.Exists(file) ? file : null;
    }

    private static bool IsForbidden(char c) => c is '\\' or ':' || char.IsControl(c);

    private static bool IsOwn(string? host, int port) =>
        host == string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{port}") || (port == 80 && host == "127.0.0.1");

    private static string TypeOf(string file) =>
        Path.GetExtension(file) switch
        {
            ".html" => "text/html; charset=utf-8",
            ".css" => "text/css; charset=utf-8",
            ".js" => "text/javascript; charset=utf-8",
            ".json" => "application/json",
            ".xml" => "application/atom+xml",
            ".png" => "image/png",
            _ => "application/octet-stream",
        };

    private static (int, string, byte[]) Said(int status, string text) =>
        (status, "text/plain; charset=utf-8", System.Text.Encoding.UTF8.GetBytes(text + "\n"));
}
