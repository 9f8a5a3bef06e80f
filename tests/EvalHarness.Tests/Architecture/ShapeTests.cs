using System.Reflection;
using System.Runtime.CompilerServices;
using EvalHarness.Tests.Extensions;
using NUnit.Framework;

namespace EvalHarness.Tests.Architecture;

/// <summary>Holds what every type and file of the product has in common.</summary>
public sealed class ShapeTests
{
    [Test]
    public void Every_public_class_is_sealed_static_or_abstract()
    {
        var open = Arrows
            .Files.Select(file =>
                file == LlamaPackage.File ? LlamaPackage.Assembly
                : file == FleetPackage.File ? FleetPackage.Assembly
                : Assembly.Load(Path.GetFileNameWithoutExtension(file))
            )
            .SelectMany(assembly => assembly.GetTypes())
            .Where(type => type.Namespace?.StartsWith("EvalHarness", StringComparison.Ordinal) == true)
            .Where(type => type.GetCustomAttribute<CompilerGeneratedAttribute>() is null)
            .Where(type => type is { IsClass: true, IsPublic: true, IsSealed: false, IsAbstract: false })
            .Where(type => !typeof(Microsoft.AspNetCore.Components.IComponent).IsAssignableFrom(type))
            .Where(type => type.Name != "_Imports") // made by the Razor compiler of the file of using directives
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
}
