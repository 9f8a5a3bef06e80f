using EvalHarness.Logs;
using NUnit.Framework;

namespace EvalHarness.Tests.Logs;

public sealed class OlderHeaderTests
{
    [Test]
    public void A_header_written_before_there_were_published_scores_is_read_and_written_again()
    {
        var folder = new RunFolder(Directory.CreateTempSubdirectory("header-").FullName);
        RunLog.WriteHeader(folder, new RunHeader("id", "suite", "", DateTimeOffset.UnixEpoch));
        var lines = File.ReadAllLines(folder.HeaderFile)
            .Where(line => !line.Contains("\"published\"", StringComparison.Ordinal));
        File.WriteAllLines(folder.HeaderFile, lines);

        var header = RunLog.ReadHeader(folder);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(header.Published, Is.Empty);
            Assert.That(() => RunLog.WriteHeader(folder, header), Throws.Nothing);
        }
    }
}
