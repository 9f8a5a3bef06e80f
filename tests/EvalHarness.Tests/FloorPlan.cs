using System.Globalization;

namespace EvalHarness.Tests;

/// <summary>A row of the floor table.</summary>
public sealed record Room(int Floor, string Name, string[] MayUse, string[] Packages)
{
    /// <summary>The namespace that the room's folder stands for.</summary>
    public string Namespace => "EvalHarness." + Name;

    public override string ToString() => Name;
}

/// <summary>Reads the floor table of src/README.md.</summary>
internal static class FloorPlan
{
    public static IReadOnlyList<Room> Rooms { get; } = [.. Read()];

    private static IEnumerable<Room> Read()
    {
        var rows = File.ReadLines(Path.Combine(Repository.Root, "src", "README.md"))
            .SkipWhile(line => !line.StartsWith("| floor |", StringComparison.Ordinal))
            .Skip(2)
            .TakeWhile(line => line.StartsWith('|'));
        foreach (string? row in rows)
        {
            string[] cells = row.Trim('|').Split('|', StringSplitOptions.TrimEntries);
            yield return new Room(
                int.Parse(cells[0], CultureInfo.InvariantCulture),
                cells[1],
                Words(cells[2]),
                Words(cells[3])
            );
        }
    }

    private static string[] Words(string cell) =>
        cell.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
