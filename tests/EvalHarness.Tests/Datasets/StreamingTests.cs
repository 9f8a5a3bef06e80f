using System.IO.Compression;
using System.Text;
using EvalHarness.Datasets;
using NUnit.Framework;

namespace EvalHarness.Tests.Datasets;

/// <summary>Files much larger than what is kept of them.</summary>
[NonParallelizable]
public sealed class StreamingTests
{
    [TestCase("x.csv.gz", 1_000_000)]
    [TestCase("x.jsonl.gz", 200_000)]
    [TestCase("x.json.gz", 200_000)]
    public async Task Rows_are_read_in_memory_that_does_not_grow(string name, int rows)
    {
        using var folder = new DataFolder();
        var dataset = new DatasetSpec(DataFolder.PathOf(Write(folder, name, rows)), Id: "id", Target: "label");
        var (count, early, late) = (0, 0L, 0L);

        await foreach (var sample in DatasetLoader.ReadAsync(dataset))
        {
            count++;
            if (count == rows / 10)
            {
                early = GC.GetTotalMemory(forceFullCollection: true);
            }

            if (count == rows)
            {
                late = GC.GetTotalMemory(forceFullCollection: true);
            }

            GC.KeepAlive(sample);
        }

        using (Assert.EnterMultipleScope())
        {
            Assert.That(count, Is.EqualTo(rows));
            // Five bytes kept of each row between the two would show; the rest is for the garbage of other tests.
            Assert.That(late - early, Is.LessThan(5 * 900_000));
        }
    }

    private static string Write(DataFolder folder, string name, int rows)
    {
        using var bytes = new MemoryStream();
        using (var gzip = new GZipStream(bytes, CompressionLevel.Fastest))
        using (var text = new StreamWriter(gzip, new UTF8Encoding(false), 1 << 16))
        {
            text.Write(
                name.StartsWith("x.csv", StringComparison.Ordinal) ? "id,text,label\n"
                : name == "x.json.gz" ? "["
                : ""
            );
            for (int i = 0; i < rows; i++)
            {
                text.Write(
                    name == "x.csv.gz"
                        ? $"{i},\"the text, of row {i}\",up\n"
                        : $"{(i > 0 && name == "x.json.gz" ? "," : "")}{{\"id\":{i},\"text\":\"the text of row {i}\",\"label\":\"up\"}}\n"
                );
            }

            text.Write(name == "x.json.gz" ? "]" : "");
        }
        return folder.Write(name, bytes.ToArray());
    }
}
