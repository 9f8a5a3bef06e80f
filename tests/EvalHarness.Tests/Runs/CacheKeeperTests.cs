using EvalHarness.Logs;
using EvalHarness.Runs;
using EvalHarness.Tests.Logs;
using Microsoft.Data.Sqlite;
using NUnit.Framework;

namespace EvalHarness.Tests.Runs;

public sealed class CacheKeeperTests
{
    private const int Busy = 5;
    private const int Locked = 6;
    private const int Full = 13;

    private readonly RunFolder folder = LogSetup.NewFolder();
    private readonly List<string> told = [];

    [TestCase(new[] { Busy }, true, 2)]
    [TestCase(new[] { Locked }, true, 2)]
    [TestCase(new[] { Busy, Busy }, false, 2)]
    [TestCase(new[] { Full }, false, 1)]
    public async Task A_file_that_is_locked_twice_in_a_row_takes_no_more_answers(int[] faults, bool keeps, int tries)
    {
        using var file = CacheFile.Open(Path.Combine(folder.Path, ResponseCache.FileName));
        var keeper = new CacheKeeper("responses.db", file, null, new CacheNotes("responses.db", "", told.Add));
        int tried = 0;

        await keeper.TryAsync(() =>
            tried++ < faults.Length
                ? Task.FromException(new SqliteException("", faults[tried - 1]))
                : Task.CompletedTask
        );

        Assert.That((keeper.Keeps, tried, told.Count), Is.EqualTo((keeps, tries, keeps ? 0 : 1)));
    }

    [Test]
    public async Task Faults_that_are_not_in_a_row_are_borne()
    {
        using var file = CacheFile.Open(Path.Combine(folder.Path, ResponseCache.FileName));
        var keeper = new CacheKeeper("responses.db", file, null, new CacheNotes("responses.db", "", told.Add));
        int tried = 0;
        Task Work() => tried++ % 2 == 0 ? Task.FromException(new SqliteException("", Busy)) : Task.CompletedTask;

        await keeper.TryAsync(Work);
        await keeper.TryAsync(Work);

        Assert.That((keeper.Keeps, tried), Is.EqualTo((true, 4)));
    }
}
