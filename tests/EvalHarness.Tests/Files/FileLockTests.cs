using EvalHarness.Files;
using EvalHarness.Tests.Logs;
using NUnit.Framework;

namespace EvalHarness.Tests.Files;

public sealed class FileLockTests
{
    private readonly string folder = LogSetup.NewFolder().Path;

    [Test]
    public void What_another_holds_is_not_taken_until_it_is_given_up()
    {
        string file = Path.Combine(folder, ".lock");
        var first = FileLock.TryTake(file);
        using var second = FileLock.TryTake(file);
        first!.Dispose();
        using var third = FileLock.TryTake(file);

        Assert.That((second is null, third is null), Is.EqualTo((true, false)));
    }

    [Test]
    public void Who_looks_whether_another_holds_it_takes_nothing_and_makes_nothing()
    {
        string file = Path.Combine(folder, ".lock");
        bool before = FileLock.IsTaken(file);
        bool isMade = File.Exists(file);
        var held = FileLock.TryTake(file);
        bool meanwhile = FileLock.IsTaken(file);
        held!.Dispose();
        bool afterwards = FileLock.IsTaken(file);
        using var again = FileLock.TryTake(file);

        Assert.That(
            (before, isMade, meanwhile, afterwards, again is null),
            Is.EqualTo((false, false, true, false, false))
        );
    }

    [Test]
    public void A_folder_that_is_not_there_is_no_other_process()
    {
        string file = Path.Combine(folder, "gone", ".lock");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(() => FileLock.TryTake(file), Throws.InstanceOf<IOException>());
            Assert.That(
                () => FileLock.WaitAsync(file, TimeSpan.MaxValue, CancellationToken.None),
                Throws.InstanceOf<IOException>()
            );
        }
    }

    [Test]
    public void Something_else_in_its_place_is_no_other_process()
    {
        string file = Path.Combine(folder, ".lock");
        Directory.CreateDirectory(file);

        Assert.That(() => FileLock.TryTake(file), Throws.InstanceOf<UnauthorizedAccessException>());
    }

    [Test]
    public async Task Waiting_has_an_end()
    {
        string file = Path.Combine(folder, ".lock");
        using var held = FileLock.TryTake(file);

        Assert.That(await FileLock.WaitAsync(file, TimeSpan.Zero, CancellationToken.None), Is.Null);
    }
}
