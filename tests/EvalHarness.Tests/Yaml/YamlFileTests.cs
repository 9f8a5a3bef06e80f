using EvalHarness.Yaml;
using NUnit.Framework;

namespace EvalHarness.Tests.Yaml;

public sealed class YamlFileTests
{
    private readonly string folder = Path.Combine(
        TestContext.CurrentContext.WorkDirectory,
        "yaml-files",
        TestContext.CurrentContext.Test.ID
    );

    [SetUp]
    public void CreateFolder() => Directory.CreateDirectory(folder);

    [TearDown]
    public void DeleteFolder() => Directory.Delete(folder, recursive: true);

    [Test]
    public void A_missing_file_is_a_fault_with_the_name_nearby()
    {
        Write("models.yaml", "a: 1"u8);
        string path = Path.Combine(folder, "model.yaml");
        Assert.That(
            Faults(path),
            Is.EqualTo(
                new[]
                {
                    $"{path}: there is no file {Wording.Quote(path, 200)}; expected a file; did you mean '{Path.Combine(folder, "models.yaml")}'?",
                }
            )
        );
    }

    [Test]
    public void A_folder_is_no_file() =>
        Assert.That(Faults(folder), Has.Length.EqualTo(1).And.Some.EndsWith("is a folder; expected a file"));

    [Test]
    public void A_file_of_a_hundred_megabytes_is_refused_by_its_size_alone()
    {
        string path = Path.Combine(folder, "large.yaml");
        using (var sparse = File.Create(path))
        {
            sparse.SetLength(100L * 1024 * 1024);
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        string[] faults = Faults(path);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(faults, Has.Length.EqualTo(1).And.Some.Contains("is too large; expected 4 MB at most"));
            Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(1_000_000), "bytes allocated");
        }
    }

    [Test]
    public void A_byte_that_is_not_UTF8_is_reported_at_its_place()
    {
        string path = Write("latin.yaml", [.. "a: 1\nb: caf"u8, 0xE9, .. "\n"u8]);
        Assert.That(
            Faults(path),
            Is.EqualTo(new[] { $"{path}:2:7: the byte 0xE9, which is not UTF-8; expected text in UTF-8" })
        );
    }

    [TestCase(new byte[] { 0xFF, 0xFE, 0x61, 0x00 })]
    [TestCase(new byte[] { 0xFE, 0xFF, 0x00, 0x61 })]
    public void UTF16_is_named(byte[] bytes)
    {
        string path = Write("wide.yaml", bytes);
        Assert.That(Faults(path), Is.EqualTo(new[] { $"{path}:1:1: text in UTF-16; expected UTF-8" }));
    }

    [Test]
    public void A_control_character_is_reported_at_its_place()
    {
        string path = Write("control.yaml", "a: x\0y\n"u8);
        Assert.That(
            Faults(path),
            Is.EqualTo(new[] { $"{path}:1:5: the control character U+0000; expected text without control characters" })
        );
    }

    [Test]
    public void A_byte_order_mark_is_no_part_of_the_text()
    {
        string path = Write("bom.yaml", [0xEF, 0xBB, 0xBF, .. "a: ü\n"u8]);
        Assert.That(YamlFile.Read(path, new FaultCollector()), Is.EqualTo("a: ü\n"));
    }

    private string Write(string name, ReadOnlySpan<byte> bytes)
    {
        string path = Path.Combine(folder, name);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    private static string[] Faults(string path)
    {
        var findings = new FaultCollector();
        Assert.That(YamlFile.Read(path, findings), Is.Null);
        return YamlText.Faults(findings);
    }
}
