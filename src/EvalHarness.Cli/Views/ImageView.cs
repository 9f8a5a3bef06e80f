using System.Globalization;
using EvalHarness.Core;
using Spectre.Console;

namespace EvalHarness.Cli.Views;

/// <summary>Shows the pictures of a turn by name, kind, size and hash.</summary>
internal static class ImageView
{
    public static void Write(IAnsiConsole console, Turn turn)
    {
        foreach (var image in turn.Images)
        {
            console.MarkupLineInterpolated(
                CultureInfo.InvariantCulture,
                $"[grey]{turn.Role.ToString().ToLowerInvariant(), 9}[/] {image.Shown}"
            );
        }
    }
}
