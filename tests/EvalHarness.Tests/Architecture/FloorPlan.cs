using System.Globalization;

namespace EvalHarness.Tests.Architecture;

/// <summary>Reads the two tables of src/README.md: rooms on their floors, and the sub-rooms of a room in their order.</summary>
internal static class FloorPlan
{
    /// <summary>What stands in a list of sub-rooms for the files that lie in the room itself.</summary>
    public const string Itself = "itself";

    public static IReadOnlyList<Room> Rooms { get; } = [.. Read()];

    /// <summary>The room that a namespace lies in; null where the plan names none.</summary>
    public static Room? RoomOf(string name) =>
        Rooms.FirstOrDefault(room =>
            name == room.Namespace || name.StartsWith(room.Namespace + ".", StringComparison.Ordinal)
        );

    /// <summary>The sub-room of a room that a namespace lies in.</summary>
    public static string SubRoomOf(Room room, string name) =>
        name.Length == room.Namespace.Length ? Itself : name[(room.Namespace.Length + 1)..].Split('.')[0];

    private static IEnumerable<Room> Read()
    {
        var subRooms = Rows("| room | sub-rooms").ToDictionary(cells => cells[0], cells => Words(cells[1]));
        foreach (string[] cells in Rows("| floor |"))
        {
            yield return new Room(
                int.Parse(cells[0], CultureInfo.InvariantCulture),
                cells[1],
                Words(cells[2]),
                Words(cells[3])
            )
            {
                SubRooms = subRooms.GetValueOrDefault(cells[1]) ?? [],
            };
        }
    }

    private static IEnumerable<string[]> Rows(string head) =>
        File.ReadLines(Path.Combine(Repository.Root, "src", "README.md"))
            .SkipWhile(line => !line.StartsWith(head, StringComparison.Ordinal))
            .Skip(2)
            .TakeWhile(line => line.StartsWith('|'))
            .Select(row => row.Trim('|').Split('|', StringSplitOptions.TrimEntries));

    private static string[] Words(string cell) =>
        cell.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
