using System.Globalization;
using EvalHarness.Files;

namespace EvalHarness.Runs;

/// <summary>Requests that the processes on one cache have in flight, so that no two of them pay for one at a time.</summary>
/// <remarks>
/// Each process has a section of its own in a file and writes nowhere else: it writes its claim, then looks at those of the
/// others. Of two that claim one request at once at least one sees the other (T. J. Dekker's idea, 1965), and gives way. A process that
/// is alone writes nothing: who comes later waits until those who are there have written their claims down. Section by section
/// a lock tells who is there, which a killed process gives up; one that hangs loses its claims after <see cref="Silence"/>.
/// </remarks>
internal sealed class RequestClaims : IDisposable
{
    private const string FileName = "claims";

    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(100);

    /// <summary>A process whose pulse stands still for so long hangs, or is dead.</summary>
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(5);

    /// <summary>How long a comer waits for those who are there.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>How long a comer waits at the door: whoever stands in it may be saving what can be read of a broken file.</summary>
    private static readonly TimeSpan DoorPatience = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>In place of the beats that a pulse has stood still, of one that counts no more.</summary>
    private const int Gone = int.MaxValue;

    private readonly Lock gate = new();
    private readonly FileStream own;
    private readonly ClaimBoard board;
    private readonly int section;
    private readonly UInt128[] mine = new UInt128[ClaimBoard.Claims];
    private readonly long[] pulses = new long[ClaimBoard.Sections];
    private readonly int[] still = new int[ClaimBoard.Sections];
    private readonly Timer timer;
    private long comers;
    private long pulse;
    private volatile bool isShared;
    private volatile int lost;
    private bool isOff;

    private RequestClaims(FileStream own, ClaimBoard board, int section)
    {
        (this.own, this.board, this.section) = (own, board, section);
        timer = new Timer(_ => Tick());
    }

    /// <summary>Whether another process has been on this cache since it was opened: what it added is known to the file alone.</summary>
    public bool IsShared => isShared;

    /// <summary>Number of processes that fell silent without taking leave.</summary>
    public int Lost => lost;

    /// <summary>How long to wait for another's request before looking again; no two processes wait alike.</summary>
    public TimeSpan Wait => Pause + TimeSpan.FromMilliseconds(3 * section);

    /// <summary>Comes to the door of a cache, through which one process goes at a time: it opens the file, and joins.</summary>
    /// <param name="folder">Folder of the cache.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>The door, open to the next when disposed; null where it cannot be locked, or another stands in it too long.</returns>
    public static async Task<IDisposable?> EnterAsync(string folder, CancellationToken cancellationToken)
    {
        try
        {
            return await FileLock.WaitAsync(Path.Combine(folder, $"{FileName}.lock"), DoorPatience, cancellationToken);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Takes part; in the door.</summary>
    /// <param name="folder">Folder of the cache.</param>
    /// <returns>Null where that cannot be: the file cannot be written, or too many take part.</returns>
    public static RequestClaims? TryJoin(string folder)
    {
        RequestClaims? claims = null;
        try
        {
            claims = TakeSection(folder);
            claims?.Begin(folder);
            return claims;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            claims?.Dispose();
            return null;
        }
    }

    /// <summary>Waits until those who are there have written down what they have in flight; before the first claim.</summary>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async Task WaitForOthersAsync(CancellationToken cancellationToken)
    {
        for (var waited = TimeSpan.Zero; waited < Patience && !HaveSeenThis(); waited += Pause)
        {
            await Task.Delay(Pause, cancellationToken);
        }

        timer.Change(Beat, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Whether any process is on a cache.</summary>
    /// <param name="folder">Folder of the cache.</param>
    public static bool AreThere(string folder) =>
        Enumerable.Range(0, ClaimBoard.Sections).Any(section => IsHeld(SectionFile(folder, section)));

    /// <summary>Claims a request.</summary>
    /// <param name="key">Key of the request.</param>
    /// <param name="mayBeAnswered">Whether another process may have answered it unseen.</param>
    /// <returns>False when another process is asking.</returns>
    public bool TryClaim(UInt128 key, out bool mayBeAnswered)
    {
        lock (gate)
        {
            mayBeAnswered = IsShared;
            // More claims than a bucket holds are rare, and such a request may be asked twice.
            if (isOff || FindSlot(key, 0) is not (>= 0 and int slot))
            {
                return true;
            }

            mine[slot] = key;
            return !IsShared || TryWrite(key, slot);
        }
    }

    /// <summary>Gives a claim up.</summary>
    /// <param name="key">Key of the request.</param>
    public void Release(UInt128 key)
    {
        lock (gate)
        {
            if (FindSlot(key, key) is not (>= 0 and int slot))
            {
                return;
            }

            mine[slot] = 0;
            if (IsShared && !isOff)
            {
                Erase(slot);
            }
        }
    }

    public void Dispose()
    {
        lock (gate)
        {
            Try(() => board.WritePulse(0));
            isOff = true;
            timer.Dispose();
            board.Dispose();
            own.Dispose();
        }
    }

    private static RequestClaims? TakeSection(string folder)
    {
        foreach (int section in SectionsByUse(folder))
        {
#pragma warning disable CA2000 // The claims own lock and board, and what fails before they exist gives the lock up.
            if (FileLock.TryTake(SectionFile(folder, section)) is { } own)
            {
                try
                {
                    return new RequestClaims(own, ClaimBoard.Open(Path.Combine(folder, FileName), section), section);
                }
                catch
                {
                    own.Dispose();
                    throw;
                }
            }
#pragma warning restore CA2000
        }

        return null;
    }

    /// <summary>
    /// The sections, those of killed processes last: whoever takes one over beats in place of the dead, and the others, who wait
    /// for its pulse to stand still, would not look into its journal.
    /// </summary>
    private static int[] SectionsByUse(string folder)
    {
        using var board = ClaimBoard.Open(Path.Combine(folder, FileName), section: 0);
        board.ReadHead();
        return [.. Enumerable.Range(0, ClaimBoard.Sections).OrderBy(section => board.Pulse(section) != 0)];
    }

    private void Begin(string folder)
    {
        board.WriteAll(mine);
        board.ReadHead();
        (comers, pulse) = (board.Comers + 1, board.Pulse(section) + 1);
        for (int other = 0; other < ClaimBoard.Sections; other++)
        {
            pulses[other] = board.Pulse(other);
            bool isThere = other != section && pulses[other] != 0 && IsHeld(SectionFile(folder, other));
            still[other] = isThere ? 0 : Gone;
            isShared |= isThere;
        }

        if (!isShared)
        {
            board.ForgetOthers();
        }

        board.WritePulse(pulse);
        board.WriteSeen(comers);
        board.WriteComers(comers);
    }

    /// <summary>Whether all who are there know of this process; where that cannot be read, each asks for itself.</summary>
    private bool HaveSeenThis()
    {
        bool all = true;
        lock (gate)
        {
            Try(() =>
            {
                board.ReadHead();
                all = Others().All(other => board.Seen(other) >= comers);
            });
        }

        return all;
    }

    /// <summary>Once a beat; the next begins when this one is over, however long it took.</summary>
    private void Tick()
    {
        lock (gate)
        {
            if (!isOff)
            {
                Try(LookAround);
            }

            if (!isOff)
            {
                timer.Change(Beat, Timeout.InfiniteTimeSpan);
            }
        }
    }

    /// <summary>Sees who has fallen silent, shows that it lives itself, and writes its claims down for who has come.</summary>
    private void LookAround()
    {
        board.ReadHead();
        for (int other = 0; other < ClaimBoard.Sections; other++)
        {
            long now = board.Pulse(other);
            if (now != pulses[other])
            {
                (pulses[other], still[other]) = (now, now == 0 ? Gone : 0);
            }
            else if (still[other] < Gone && ++still[other] * Beat > Silence)
            {
                still[other] = Gone;
                lost++;
            }
        }

        board.WritePulse(++pulse);
        if (board.Comers != comers)
        {
            comers = board.Comers;
            isShared = true;
            board.WriteAll(mine);
            board.WriteSeen(comers);
        }
    }

    private bool TryWrite(UInt128 key, int slot)
    {
        bool isMine = true;
        Try(() =>
        {
            board.Write(slot, key);
            Interlocked.MemoryBarrier();
            board.ReadHead();
            isMine = !Others().Any(other => board.Has(other, key));
            if (!isMine)
            {
                mine[slot] = 0;
                board.Write(slot, 0);
            }
        });
        return isMine;
    }

    private void Erase(int slot) => Try(() => board.Write(slot, 0));

    /// <summary>Sections whose process lives, as the head that was read last tells.</summary>
    private IEnumerable<int> Others() =>
        Enumerable
            .Range(0, ClaimBoard.Sections)
            .Where(other =>
                other != section
                && board.Pulse(other) is not 0 and var now
                && (now != pulses[other] || still[other] < Gone)
            );

    /// <summary>The slot of a key's bucket that holds a value; -1 when none does.</summary>
    private int FindSlot(UInt128 key, UInt128 value)
    {
        int first = ClaimBoard.FirstSlot(key);
        int found = mine.AsSpan(first, ClaimBoard.Slots).IndexOf(value);
        return found < 0 ? -1 : first + found;
    }

    /// <summary>Where claims cannot be written, each process asks for itself.</summary>
    private void Try(Action work)
    {
        try
        {
            work();
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            isOff = true;
        }
    }

    private static bool IsHeld(string file)
    {
        if (!File.Exists(file))
        {
            return false;
        }

        using var free = FileLock.TryTake(file);
        return free is null;
    }

    private static string SectionFile(string folder, int section) =>
        Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{FileName}-{section:00}.lock"));
}
