using System.Globalization;
using EvalHarness.Conversions;
using EvalHarness.Core;

namespace EvalHarness.Cli.Views;

/// <summary>What became of another tool's suite, in the terminal.</summary>
internal static class ConvertView
{
    private const int MostListed = 50;

    private static readonly (ConversionFate Fate, string Word, string Heading)[] Fates =
    [
        (ConversionFate.Taken, "green", "Taken over"),
        (ConversionFate.Changed, "yellow", "Taken over with another meaning"),
        (ConversionFate.Open, "yellow", "To be filled in or looked at"),
        (ConversionFate.Dropped, "grey", "Left out, and no score hangs on it"),
    ];

    /// <summary>Writes what became of each part, refused ones as faults are written.</summary>
    /// <param name="terminal">Where it is written.</param>
    /// <param name="made">The conversion.</param>
    /// <param name="path">The file that was converted, as the user named it.</param>
    /// <param name="written">Path of the suite; null where none was written.</param>
    public static void Write(Terminal terminal, SuiteConversion made, string path, string? written)
    {
        terminal.Say($"{VisibleText.Of(path)} · {made.Tool}");
        foreach (var (fate, colour, heading) in Fates)
        {
            ConversionRemark[] remarks = [.. made.Remarks.Where(remark => remark.Fate == fate)];
            if (remarks.Length == 0)
            {
                continue;
            }

            terminal.Say(heading + ":");
            foreach (var remark in remarks.Take(MostListed))
            {
                terminal.Say($"  {VisibleText.Of(Line(remark))}");
            }

            Rest(terminal, remarks.Length);
        }

        ConversionRemark[] refused = [.. made.Remarks.Where(remark => remark.Fate == ConversionFate.Refused)];
        foreach (var remark in refused)
        {
            terminal.Note(VisibleText.Of(new Fault(remark.At, remark.What, remark.Why).ToString()));
        }

        if (written is not null)
        {
            if (refused.Length > 0)
            {
                terminal.Say(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"Left out: {Plurals.Count(refused.Length, "part")}, which the first lines of the suite list."
                    )
                );
            }

            terminal.Write(written);
            terminal.Note($"next: evalharness plan {written}");
        }
        else if (refused.Length > 0)
        {
            terminal.Note(
                made.Suite is null
                    ? "nothing was written: nothing is left of it"
                    : "nothing was written: --leave-out writes the suite without these parts, and lists them in it"
            );
        }
    }

    private static string Line(ConversionRemark remark) =>
        $"{remark.At}: {remark.What}" + (remark.Why is null ? "" : $": {remark.Why}");

    private static void Rest(Terminal terminal, int count)
    {
        if (count > MostListed)
        {
            terminal.Say(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"  and {count - MostListed:N0} more: --json lists them all"
                )
            );
        }
    }
}
