using System.Runtime.Versioning;
using EvalHarness.Core;
using EvalHarness.Logs;
using NUnit.Framework;

namespace EvalHarness.Tests.Logs;

public sealed class RunStoreTests
{
    private readonly RunStore store = new(LogSetup.NewFolder().Path);

    [Test]
    public async Task Who_comes_second_to_a_suite_waits_until_the_first_is_done()
    {
        var first = await store.LockAsync("news/headlines", CancellationToken.None);
        var second = store.LockAsync("news/headlines", CancellationToken.None);
        bool waits = !second.IsCompleted;
        first.Dispose();

        using var taken = await second;

        Assert.That(waits);
    }

    [Test]
    public async Task Another_suite_waits_for_nobody()
    {
        using var one = await store.LockAsync("news", CancellationToken.None);
        using var inner = await store.LockAsync("news/headlines", CancellationToken.None);
        using var other = await store.LockAsync("other", CancellationToken.None);

        Assert.That(Directory.EnumerateFiles(store.Root, ".lock", SearchOption.AllDirectories).Count(), Is.EqualTo(3));
    }

    [Test]
    public void A_run_is_found_by_the_day_and_time_of_its_id_where_no_other_begins_so()
    {
        string Made(string id)
        {
            string folder = Path.Combine(store.Root, "news", id);
            Directory.CreateDirectory(folder);
            File.WriteAllText(Path.Combine(folder, "run.json"), "{}");
            return folder;
        }

        string only = Made("20261201-120000-0123abcd");
        Made("20261201-130000-0123abcd");
        Made("20261201-130000-89efabcd");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(store.Open("20261201-120000").Path, Is.EqualTo(only));
            Assert.That(
                () => store.Open("20261201-130000"),
                Throws
                    .TypeOf<DocumentException>()
                    .With.Message.Contains("2 runs begin so")
                    .And.Message.Contains("20261201-130000-89efabcd")
            );
            Assert.That(() => store.Open("20261201-12"), Throws.TypeOf<DocumentException>());
        }
    }

    [Test]
    public async Task Waiting_for_a_suite_can_be_ended()
    {
        using var held = await store.LockAsync("news", CancellationToken.None);
        using var ending = new CancellationTokenSource();
        var waits = store.LockAsync("news", ending.Token);

        await ending.CancelAsync();

        Assert.That(() => waits, Throws.InstanceOf<OperationCanceledException>());
    }

    [Test]
    public async Task A_suite_that_cannot_be_locked_is_told_at_once_and_not_as_somebody_elses()
    {
        await File.WriteAllTextAsync(Path.Combine(store.Root, "news"), "no folder");

        Assert.That(
            () => store.LockAsync("news", CancellationToken.None),
            Throws.InstanceOf<IOException>().With.Message.Not.Contains("another process")
        );
    }

    [Test]
    public void What_lies_in_a_run_folder_is_its_own()
    {
        var run = NewRun("news/20250101-000000-aaaaaaaa");
        NewRun("news/20250101-000000-aaaaaaaa/copies/20250102-000000-bbbbbbbb");
        Directory.CreateDirectory(Path.Combine(run.Path, "20250103-000000-cccccccc"));
        string spoilt = Path.Combine(store.Root, "news", "20250104-000000-dddddddd");
        Directory.CreateDirectory(spoilt);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(store.List(), Is.EqualTo(new[] { run }));
            Assert.That(store.FindHeadless(), Is.EqualTo(new[] { spoilt }));
            Assert.That(store.FindUnreadable(), Is.Empty);
        }
    }

    [Test]
    public void Links_are_followed_and_do_not_lead_round_in_a_circle()
    {
        var run = NewRun("news/20250101-000000-aaaaaaaa");
        var elsewhere = new RunStore(LogSetup.NewFolder().Path);
        NewRun("old/20240101-000000-aaaaaaaa", elsewhere);
        Directory.CreateSymbolicLink(Path.Combine(store.Root, "archive"), elsewhere.Root);
        Directory.CreateSymbolicLink(Path.Combine(elsewhere.Root, "back"), elsewhere.Root);
        Directory.CreateSymbolicLink(Path.Combine(elsewhere.Root, "again"), elsewhere.Root);

        Assert.That(store.List().Select(found => found.Id), Is.EqualTo(new[] { run.Id, "20240101-000000-aaaaaaaa" }));
    }

    [Test]
    [Platform(Exclude = "Win")]
    [UnsupportedOSPlatform("windows")]
    public void A_folder_that_cannot_be_read_is_told_and_passed_over()
    {
        Assume.That(Environment.IsPrivilegedProcess, Is.False, "whoever may read everything meets no such folder");
        var run = NewRun("news/20250101-000000-aaaaaaaa");
        string closed = Directory.CreateDirectory(Path.Combine(store.Root, "closed")).FullName;
        File.SetUnixFileMode(closed, UnixFileMode.None);

        Assert.That(store.List(), Is.EqualTo(new[] { run }));
        Assert.That(store.FindUnreadable(), Is.EqualTo(new[] { closed }));
    }

    private RunFolder NewRun(string path, RunStore? inStore = null)
    {
        var folder = new RunFolder(Path.Combine((inStore ?? store).Root, path));
        Directory.CreateDirectory(folder.Path);
        RunLog.WriteHeader(folder, new RunHeader(folder.Id, "news", "", LogSetup.Start));
        return folder;
    }
}
