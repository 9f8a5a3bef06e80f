using System.Text;
using System.Text.RegularExpressions;
using CsCheck;
using EvalHarness.Imports;
using NUnit.Framework;

namespace EvalHarness.Tests.Imports;

[Parallelizable(ParallelScope.All)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed partial class PythonJsonStreamTests
{
    private const int Block = 1 << 16;

    private static readonly string[] Pieces =
    [
        "NaN",
        "Infinity",
        "-Infinity",
        "-1",
        "-",
        "I",
        "N",
        "Na",
        "\"NaN\"",
        "\"a\\\"NaN\\\\\"",
        "\"\\\\\"",
        "\"-Infinity, \"",
        ",",
        "[",
        "]",
        " ",
        "null",
        "Infinit",
    ];

    [TestCase("[NaN, Infinity, -Infinity, -1]", "[\"NaN\", \"Infinity\", \"-Infinity\", -1]")]
    [TestCase("{\"NaN\": \"NaN and -Infinity \\\" NaN\"}", "{\"NaN\": \"NaN and -Infinity \\\" NaN\"}")]
    [TestCase("[\"\\\\\", NaN]", "[\"\\\\\", \"NaN\"]")]
    [TestCase("[Na", "[Na")]
    public void Numbers_that_only_Python_writes_become_texts(string json, string expected) =>
        Assert.That(Read(json, 7), Is.EqualTo(expected));

    [Test]
    public void Words_at_every_border_of_a_block_are_found()
    {
        using (Assert.EnterMultipleScope())
        {
            for (int before = Block - 12; before <= Block + 2; before++)
            {
                string text = "\"" + new string('x', before - 3) + "\",";
                Assert.That(
                    Read(text + "-Infinity,NaN", 4096),
                    Is.EqualTo(text + "\"-Infinity\",\"NaN\""),
                    $"{before} bytes before"
                );
                Assert.That(
                    Read(text + "\"-Infinity\\\"NaN\"", 4096),
                    Is.EqualTo(text + "\"-Infinity\\\"NaN\""),
                    $"{before} bytes before a text"
                );
            }
        }
    }

    [Test]
    public void It_is_a_plain_replacement_outside_of_texts_however_it_is_read() =>
        Gen.Select(Gen.Int[0, Pieces.Length - 1].Array[0, 40], Gen.Int[1, 9], Gen.Int[1, 9])
            .Sample(
                (pieces, size, given) =>
                {
                    string json = string.Concat(pieces.Select(piece => Pieces[piece]));
                    Assert.That(Read(json, size, given), Is.EqualTo(Plain(json)));
                },
                iter: 2_000
            );

    /// <summary>Texts as they are, the words in quotes.</summary>
    private static string Plain(string json) =>
        Parts().Replace(json, part => part.Groups[1].Success ? $"\"{part.Value}\"" : part.Value);

    private static string Read(string json, int size, int given = int.MaxValue)
    {
        using var stream = new PythonJsonStream(new Dripping(Encoding.UTF8.GetBytes(json), given));
        using var read = new MemoryStream();
        byte[] buffer = new byte[size];
        for (int count = stream.Read(buffer, 0, size); count > 0; count = stream.Read(buffer, 0, size))
        {
            read.Write(buffer, 0, count);
        }

        return Encoding.UTF8.GetString(read.ToArray());
    }

    [GeneratedRegex(@"""(?:[^""\\]|\\.)*(?:""|$)|(-Infinity|Infinity|NaN)")]
    private static partial Regex Parts();

    /// <summary>Bytes that come a few at a time.</summary>
    private sealed class Dripping(byte[] bytes, int most) : MemoryStream(bytes)
    {
        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(buffer.Length, most)]);

        public override int Read(byte[] buffer, int offset, int count) =>
            base.Read(buffer, offset, Math.Min(count, most));
    }
}
