using System.ComponentModel;
using System.Diagnostics;

namespace EvalHarness.Cli.Views;

/// <summary>Names a page so that terminals make a link of it, and opens it where that is asked.</summary>
internal static class PageLink
{
    /// <summary>The address of a page on this machine: whole, on a line of its own.</summary>
    /// <param name="page">Path of the page.</param>
    public static string Of(string page) => new Uri(Path.GetFullPath(page)).AbsoluteUri;

    /// <summary>Opens a page in the program that is set for pages; where there is none, that is told, and nothing fails.</summary>
    /// <param name="terminal">Where it is told.</param>
    /// <param name="page">Path of the page.</param>
    public static void Open(Terminal terminal, string page)
    {
        try
        {
            using var _ = Process.Start(new ProcessStartInfo(Path.GetFullPath(page)) { UseShellExecute = true });
        }
        catch (Exception e) when (e is Win32Exception or PlatformNotSupportedException or IOException)
        {
            terminal.Note($"the page was not opened: {e.Message}");
        }
    }
}
