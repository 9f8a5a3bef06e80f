using System.Diagnostics;
using System.Net.Sockets;
using EvalHarness.Core;
using NUnit.Framework;

namespace EvalHarness.Tests.Core;

/// <summary>Files that must not be opened, told apart without opening them.</summary>
[Parallelizable(ParallelScope.All)]
[Platform("Linux")]
public sealed class FileObstacleTests
{
    [TestCase("/dev/null", "is a device")]
    [TestCase("/dev/zero", "is a device")]
    [TestCase("/no/such/file", null)]
    public void A_device_is_told_and_a_missing_file_has_no_obstacle(string path, string? obstacle) =>
        Assert.That(FileObstacle.Of(path), Is.EqualTo(obstacle));

    [Test]
    public async Task Pipes_sockets_links_and_empty_files_are_told_apart()
    {
        string folder = Directory.CreateTempSubdirectory("eh-").FullName;
        try
        {
            string pipe = Path.Combine(folder, "pipe");
            using (var made = Process.Start("mkfifo", pipe))
            {
                await made.WaitForExitAsync();
            }

            string socket = Path.Combine(folder, "socket");
            using var bound = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            bound.Bind(new UnixDomainSocketEndPoint(socket));
            string empty = Path.Combine(folder, "empty");
            await File.WriteAllTextAsync(empty, "");
            string full = Path.Combine(folder, "full");
            await File.WriteAllTextAsync(full, "x");
            string link = Path.Combine(folder, "link");
            File.CreateSymbolicLink(link, "/dev/zero");
            using (Assert.EnterMultipleScope())
            {
                Assert.That(FileObstacle.Of(pipe), Is.EqualTo("is a pipe"));
                Assert.That(FileObstacle.Of(socket), Is.EqualTo("is a socket"));
                Assert.That(FileObstacle.Of(link), Is.EqualTo("is a device"));
                Assert.That(FileObstacle.Of(empty), Is.EqualTo("is empty"));
                Assert.That(FileObstacle.Of(full), Is.Null);
                Assert.That(
                    new[] { pipe, socket, link, empty, full }.Select(FileObstacle.MayOpen),
                    Is.EqualTo([false, false, false, true, true])
                );
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
