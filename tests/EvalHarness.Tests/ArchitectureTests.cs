using System.Reflection;
using System.Runtime.CompilerServices;
using NetArchTest.Rules;
using NUnit.Framework;

namespace EvalHarness.Tests;

/// <summary>Holds the floor table of src/README.md: a room uses only what the plan allows.</summary>
public sealed class ArchitectureTests
{
    private static readonly string[] GuardedPackages =
    [
        "CsvHelper",
        "MathNet.Numerics",
        "Microsoft.AspNetCore.Components",
        "Microsoft.Data.Sqlite",
        "Microsoft.Extensions.AI",
        "Microsoft.ML.Data",
        "Microsoft.ML.MLContext",
        "Microsoft.ML.Tokenizers",
        "NUnit.Framework",
        "OpenAI",
        "Plotly.NET",
        "Spectre.Console",
        "System.CommandLine",
        "YamlDotNet",
    ];

    private static readonly Assembly[] Assemblies =
    [
        Assembly.Load("EvalHarness.Documents"),
        Assembly.Load("EvalHarness.Statistics"),
        Assembly.Load("EvalHarness.Decisions"),
        Assembly.Load("EvalHarness"),
        Assembly.Load("EvalHarness.Classic"),
        Assembly.Load("EvalHarness.Reports"),
        Assembly.Load("EvalHarness.Hosted"),
        Assembly.Load("EvalHarness.NUnit"),
        Assembly.Load("EvalHarness.Cli"),
    ];

    public static IEnumerable<TestCaseData> Rooms() =>
        FloorPlan.Rooms.Select(room => new TestCaseData(room).SetArgDisplayNames(room.Name));

    [TestCaseSource(nameof(Rooms))]
    public void A_room_uses_only_the_rooms_below_it_that_the_plan_names(Room room)
    {
        string[] forbidden = FloorPlan
            .Rooms.Where(other => other.Name != room.Name && !room.MayUse.Contains(other.Name))
            .Select(other => other.Namespace)
            .ToArray();
        Assert.That(Offenders(room, forbidden), Is.Empty, $"{room.Name} may use: {string.Join(", ", room.MayUse)}");
    }

    [TestCaseSource(nameof(Rooms))]
    public void A_room_uses_only_the_packages_that_the_plan_names(Room room)
    {
        string[] forbidden = GuardedPackages
            .Where(package => !room.Packages.Any(allowed => Covers(allowed, package)))
            .ToArray();
        Assert.That(Offenders(room, forbidden), Is.Empty, $"{room.Name} may use: {string.Join(", ", room.Packages)}");
    }

    [Test]
    public void A_forbidden_arrow_is_seen_and_its_type_named()
    {
        var comparisons = FloorPlan.Rooms.Single(room => room.Name == "Comparisons");
        Assert.That(Offenders(comparisons, ["EvalHarness.Logs"]), Has.Some.StartsWith("EvalHarness.Comparisons."));
    }

    [Test]
    public void The_plan_names_every_room_and_each_on_a_floor_above_what_it_uses()
    {
        var named = FloorPlan.Rooms.Select(room => room.Namespace).ToHashSet(StringComparer.Ordinal);
        var built = AllTypes().Select(type => RoomOf(type.Namespace!)).Distinct(StringComparer.Ordinal);
        var wrong =
            from room in FloorPlan.Rooms
            from used in room.MayUse
            let below = FloorPlan.Rooms.Single(other => other.Name == used)
            where below.Floor >= room.Floor
            select $"{room.Name} (floor {room.Floor}) uses {used} (floor {below.Floor})";
        using (Assert.EnterMultipleScope())
        {
            Assert.That(built.Where(room => !named.Contains(room)), Is.Empty, "rooms that the plan does not name");
            Assert.That(wrong, Is.Empty, "arrows that do not point down");
        }
    }

    [Test]
    public void Every_public_class_is_sealed_static_or_abstract()
    {
        var open = AllTypes()
            .Where(type => type is { IsClass: true, IsPublic: true, IsSealed: false, IsAbstract: false })
            .Where(type => type.Name != "_Imports") // made by the Razor compiler of the file of using directives
            .Where(type => !typeof(Microsoft.AspNetCore.Components.IComponent).IsAssignableFrom(type))
            .Where(type => type.Name != "_Imports")
            .Select(type => type.FullName);
        Assert.That(open, Is.Empty);
    }

    [Test]
    public void No_source_file_is_longer_than_350_lines()
    {
        string root = Repository.Root;
        var files = new[] { "src", "tests" }
            .SelectMany(folder =>
                Directory.EnumerateFiles(Path.Combine(root, folder), "*.cs", SearchOption.AllDirectories)
            )
            .Select(file => (file, lines: File.ReadLines(file).Count()))
            .Where(file => file.lines > 350)
            .Select(file => $"{Path.GetRelativePath(root, file.file)}: {file.lines}");
        Assert.That(files, Is.Empty);
    }

    private static bool Covers(string allowed, string package) =>
        package == allowed || package.StartsWith(allowed + ".", StringComparison.Ordinal);

    private static IEnumerable<Type> AllTypes() =>
        Assemblies
            .SelectMany(assembly => assembly.GetTypes())
            .Where(type => type.Namespace?.StartsWith("EvalHarness", StringComparison.Ordinal) == true)
            .Where(type => type.GetCustomAttribute<CompilerGeneratedAttribute>() is null);

    private static string RoomOf(string name)
    {
        string[] parts = name.Split('.');
        return parts.Length < 2 ? name : $"{parts[0]}.{parts[1]}";
    }

    private static List<string> Offenders(Room room, string[] forbidden)
    {
        if (forbidden.Length == 0)
        {
            return [];
        }

        var result = Types
            .InAssemblies(Assemblies)
            .That()
            .ResideInNamespace(room.Namespace)
            .ShouldNot()
            .HaveDependencyOnAny(forbidden)
            .GetResult();
        return result.IsSuccessful
            ? []
            : [.. result.FailingTypes.Select(type => $"{type.FullName}: {type.Explanation}")];
    }
}
