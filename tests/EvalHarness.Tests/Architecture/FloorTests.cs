using System.Xml.Linq;
using NUnit.Framework;

namespace EvalHarness.Tests.Architecture;

/// <summary>Holds the tables of src/README.md: a room uses only the rooms, sub-rooms and packages that the plan allows.</summary>
public sealed class FloorTests
{
    public static IEnumerable<TestCaseData> Rooms() =>
        FloorPlan.Rooms.Select(room => new TestCaseData(room).SetArgDisplayNames(room.Name));

    public static IEnumerable<TestCaseData> Divided() =>
        FloorPlan
            .Rooms.Where(room => room.SubRooms.Length > 0)
            .Select(room => new TestCaseData(room).SetArgDisplayNames(room.Name));

    [TestCaseSource(nameof(Rooms))]
    public void A_room_uses_only_the_rooms_below_it_that_the_plan_names(Room room) =>
        Assert.That(OutsidePlan(room), Is.Empty, $"{room.Name} may use: {string.Join(", ", room.MayUse)}");

    [TestCaseSource(nameof(Rooms))]
    public void A_room_uses_only_the_packages_that_the_plan_names(Room room) =>
        Assert.That(Foreign(room), Is.Empty, $"{room.Name} may use: {string.Join(", ", room.Packages)}");

    [TestCaseSource(nameof(Divided))]
    public void A_sub_room_uses_only_those_before_it(Room room) =>
        Assert.That(Backwards(room), Is.Empty, $"order in {room.Name}: {string.Join(", ", room.SubRooms)}");

    [TestCaseSource(nameof(Divided))]
    public void The_plan_names_every_sub_room_and_no_other(Room room)
    {
        var built = Arrows
            .Namespaces.Where(name => FloorPlan.RoomOf(name) == room)
            .Select(name => FloorPlan.SubRoomOf(room, name))
            .Distinct(StringComparer.Ordinal);
        Assert.That(room.SubRooms, Is.EquivalentTo(built));
    }

    [Test]
    public void The_plan_names_every_room_and_each_on_a_floor_above_what_it_uses()
    {
        var wrong =
            from room in FloorPlan.Rooms
            from used in room.MayUse
            let below = FloorPlan.Rooms.Single(other => other.Name == used)
            where below.Floor >= room.Floor
            select $"{room.Name} (floor {room.Floor}) uses {used} (floor {below.Floor})";
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                Arrows.Namespaces.Where(name => FloorPlan.RoomOf(name) is null),
                Is.Empty,
                "rooms that the plan does not name"
            );
            Assert.That(wrong, Is.Empty, "arrows that do not point down");
        }
    }

    [Test]
    public void The_plan_allows_no_arrow_that_nobody_uses()
    {
        var idle =
            from room in FloorPlan.Rooms
            from used in room.MayUse
            where !From(room).Any(arrow => FloorPlan.RoomOf(arrow.ToNamespace)?.Name == used)
            select $"{room.Name} -> {used}";
        Assert.That(idle, Is.Empty);
    }

    [Test]
    public void Every_package_that_a_project_names_stands_in_the_plan()
    {
        var unnamed =
            from file in Directory.EnumerateFiles(
                Path.Combine(Repository.Root, "src"),
                "*.csproj",
                SearchOption.AllDirectories
            )
            from package in XDocument.Load(file).Descendants("PackageReference")
            let name = package.Attribute("Include")!.Value
            where !FloorPlan.Rooms.Any(room => room.MayUsePackage(name))
            select $"{Path.GetFileNameWithoutExtension(file)}: {name}";
        Assert.That(unnamed, Is.Empty);
    }

    [Test]
    public void A_forbidden_arrow_is_seen_and_both_of_its_ends_named()
    {
        var comparisons = FloorPlan.Rooms.Single(room => room.Name == "Comparisons");
        var without = comparisons with { MayUse = [.. comparisons.MayUse.Where(name => name != "Logs")] };
        Assert.That(
            OutsidePlan(without),
            Has.Some.Match("^EvalHarness\\.Comparisons\\..* names EvalHarness\\.Logs\\.")
        );
    }

    [Test]
    public void A_package_that_the_plan_lacks_is_seen()
    {
        var yaml = FloorPlan.Rooms.Single(room => room.Name == "Yaml");
        Assert.That(Foreign(yaml with { Packages = [] }), Has.Some.Contains("YamlDotNet"));
    }

    private static IEnumerable<Arrow> From(Room room) =>
        Arrows.All.Where(arrow => FloorPlan.RoomOf(arrow.FromNamespace)?.Name == room.Name);

    private static List<string> OutsidePlan(Room room) =>
        Told(
            From(room)
                .Where(arrow =>
                    arrow.Assembly.StartsWith("EvalHarness", StringComparison.Ordinal)
                    && FloorPlan.RoomOf(arrow.ToNamespace) is { } to
                    && to.Name != room.Name
                    && !room.MayUse.Contains(to.Name)
                )
        );

    private static List<string> Foreign(Room room) =>
        Told(From(room).Where(arrow => !IsPlatform(arrow.Assembly) && !room.MayUsePackage(arrow.Assembly)));

    private static List<string> Backwards(Room room)
    {
        int Place(string name) => Array.IndexOf(room.SubRooms, FloorPlan.SubRoomOf(room, name));
        return Told(
            From(room)
                .Where(arrow =>
                    FloorPlan.RoomOf(arrow.ToNamespace)?.Name == room.Name
                    && Place(arrow.ToNamespace) > Place(arrow.FromNamespace)
                )
        );
    }

    private static List<string> Told(IEnumerable<Arrow> arrows) =>
        [.. arrows.Select(arrow => $"{arrow.From} names {arrow.To} ({arrow.Assembly})").Distinct().Order()];

    private static bool IsPlatform(string assembly) =>
        assembly is "System" or "mscorlib" or "netstandard" or "Microsoft.CSharp"
        || assembly.StartsWith("System.", StringComparison.Ordinal) && assembly != "System.CommandLine"
        || assembly.StartsWith("Microsoft.Win32.", StringComparison.Ordinal)
        || assembly.StartsWith("EvalHarness", StringComparison.Ordinal);
}
