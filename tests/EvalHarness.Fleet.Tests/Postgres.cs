using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Npgsql;
using NUnit.Framework;

namespace EvalHarness.Fleet.Tests;

/// <summary>A PostgreSQL of the tests' own on a free port, in a temporary folder.</summary>
internal sealed class Postgres : IDisposable
{
    private readonly string folder;
    private readonly string programs;

    private readonly bool isDurable;
    private bool isMounted;

    private Postgres(string folder, string programs, int port, bool isDurable) =>
        (this.folder, this.programs, Port, this.isDurable) = (folder, programs, port, isDurable);

    public int Port { get; }

    /// <summary>Starts one; skips the test, with the reason, where there is none.</summary>
    /// <param name="isDurable">Whether it waits for the disk, as one does that is relied on; false by default.</param>
    /// <param name="megabytes">Room that it has, on a file system of its own; all there is by default.</param>
    public static Postgres Start(bool isDurable = false, int? megabytes = null)
    {
        string? programs = Find();
        Assume.That(
            programs,
            Is.Not.Null,
            "PostgreSQL is not installed: no initdb in /usr/lib/postgresql/*/bin or on the path"
        );
        string folder = Directory.CreateTempSubdirectory("evalharness-pg-").FullName;
        if (megabytes is { } room)
        {
            bool isRoom = Environment.UserName == "root" && Mount(folder, room);
            if (!isRoom)
            {
                Directory.Delete(folder);
            }

            Assume.That(isRoom, "a file system of its own needs root and the right to mount");
        }

        var server = new Postgres(folder, programs!, FreePort(), isDurable) { isMounted = megabytes is not null };
        if (Environment.UserName == "root")
        {
            Run("chown", "postgres", folder);
        }

        server.Do("initdb", "-D", server.Data, "-U", "fleet", "--auth=trust", "-E", "UTF8", "--no-sync");
        server.Begin();
        return server;
    }

    /// <summary>Whether it runs.</summary>
    public bool IsRunning
    {
        get
        {
            string file = Path.Combine(Data, "postmaster.pid");
            return File.Exists(file) && Directory.Exists($"/proc/{File.ReadLines(file).First()}");
        }
    }

    /// <summary>Fills what room it has left.</summary>
    public void Fill()
    {
        using var filler = File.Create(Filler, bufferSize: 0);
        byte[] zeros = new byte[1 << 16];
        for (int size = zeros.Length; size >= 1; )
        {
            try
            {
                filler.Write(zeros, 0, size);
            }
            catch (IOException)
            {
                size /= 2;
            }
        }
    }

    /// <summary>Makes room again; begins anew where it ended for lack of it.</summary>
    public void MakeRoom()
    {
        File.Delete(Filler);
        if (!IsRunning)
        {
            Begin();
        }
    }

    /// <summary>Makes a database.</summary>
    /// <param name="name">Its name.</param>
    /// <returns>Its address.</returns>
    public string Create(string name)
    {
        Execute("postgres", $"CREATE DATABASE {name}");
        return Address(name);
    }

    public string Address(string name) => $"postgres://fleet@127.0.0.1:{Port}/{name}";

    public void Execute(string database, string sql) => Read(database, sql);

    /// <summary>The first column of the first row.</summary>
    public object? Read(string database, string sql)
    {
        string connect =
            $"Host=127.0.0.1;Port={Port};Username=fleet;Database={database};Pooling=false;Search Path=evalharness;Command Timeout=3600";
        using var connection = new NpgsqlConnection(connect);
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Written in the tests.
        command.CommandText = sql;
#pragma warning restore CA2100
        return command.ExecuteScalar();
    }

    public void Begin() =>
        Do(
            "pg_ctl",
            "-D",
            Data,
            "-o",
            $"-p {Port} -k {folder} -c listen_addresses=127.0.0.1 -c max_connections=200 -c fsync={(isDurable ? "on" : "off")}",
            "-l",
            Path.Combine(folder, "log"),
            "-w",
            "start"
        );

    /// <summary>Processor time of all its processes that live; of those that have ended too, where they were waited for.</summary>
    public TimeSpan ProcessorTime()
    {
        int postmaster = int.Parse(
            File.ReadLines(Path.Combine(Data, "postmaster.pid")).First(),
            CultureInfo.InvariantCulture
        );
        long ticks = 0;
        foreach (
            string folder in Directory
                .EnumerateDirectories("/proc")
                .Where(one => char.IsAsciiDigit(Path.GetFileName(one)[0]))
        )
        {
            try
            {
                string[] fields = File.ReadAllText(Path.Combine(folder, "stat")).Split(") ")[^1].Split(' ');
                int self = int.Parse(Path.GetFileName(folder), CultureInfo.InvariantCulture);
                int parent = int.Parse(fields[1], CultureInfo.InvariantCulture);
                if (self == postmaster || parent == postmaster)
                {
                    ticks += fields[11..(self == postmaster ? 15 : 13)]
                        .Sum(one => long.Parse(one, CultureInfo.InvariantCulture));
                }
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // It has just ended.
            }
        }

        return TimeSpan.FromSeconds(ticks / 100.0);
    }

    /// <summary>Stops it at once, as a power cut does but for the disk.</summary>
    public void Stop() => Do("pg_ctl", "-D", Data, "-m", "immediate", "-w", "stop");

    public void Dispose()
    {
        if (IsRunning)
        {
            Stop();
        }

        if (isMounted)
        {
            Run("umount", folder);
        }

        Directory.Delete(folder, recursive: true);
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private string Filler => Path.Combine(folder, "filler");

    private string Data => Path.Combine(folder, "data");

    private static string? Find()
    {
        string[] folders = Directory.Exists("/usr/lib/postgresql")
            ?
            [
                .. Directory
                    .GetDirectories("/usr/lib/postgresql")
                    .Order()
                    .Reverse()
                    .Select(one => Path.Combine(one, "bin")),
            ]
            : [];
        string[] path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        return folders.Concat(path).FirstOrDefault(one => File.Exists(Path.Combine(one, "initdb")));
    }

    /// <summary>The server refuses to run as root.</summary>
    private void Do(string program, params string[] arguments)
    {
        string file = Path.Combine(programs, program);
        if (Environment.UserName == "root")
        {
            string line = string.Join(' ', arguments.Prepend(file).Select(one => $"'{one}'"));
            Run("su", "postgres", "-s", "/bin/sh", "-c", $"cd / && {line} >/dev/null 2>&1");
        }
        else
        {
            Run(
                "/bin/sh",
                "-c",
                string.Join(' ', arguments.Prepend(file).Select(one => $"'{one}'")) + " >/dev/null 2>&1"
            );
        }
    }

    private static bool Mount(string folder, int megabytes)
    {
        using var process = Process.Start(
            new ProcessStartInfo("mount")
            {
                ArgumentList =
                {
                    "-t",
                    "tmpfs",
                    "-o",
                    FormattableString.Invariant($"size={megabytes}m"),
                    "tmpfs",
                    folder,
                },
                RedirectStandardError = true,
            }
        )!;
        process.WaitForExit();
        return process.ExitCode == 0;
    }

    private static void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        process.WaitForExit();
        Assert.That(process.ExitCode, Is.Zero, () => $"{program} {string.Join(' ', arguments)}");
    }
}
