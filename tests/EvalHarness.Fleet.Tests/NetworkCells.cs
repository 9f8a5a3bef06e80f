using System.Diagnostics;
using System.Net;
using NUnit.Framework;

namespace EvalHarness.Fleet.Tests;

/// <summary>A switch of this machine with cells at it: each cell is a network namespace, as a machine of its own is to a network.</summary>
internal sealed class NetworkCells : IDisposable
{
    private static int networks;

    private readonly int network;
    private readonly List<string> cells = [];

    private NetworkCells(int network) => this.network = network;

    /// <summary>The address of this machine, where the store and the models are.</summary>
    public string Host => Address(1);

    /// <summary>Sets one up; skips the test, with the reason, where the machine does not allow it.</summary>
    public static NetworkCells Open()
    {
        int network = (Environment.ProcessId + Interlocked.Increment(ref networks)) % 250;
        var opened = new NetworkCells(network);
        bool isAllowed =
            Environment.UserName == "root"
            && Try("ip", "link", "add", opened.Switch, "type", "bridge")
            && Try("ip", "addr", "add", opened.Host + "/24", "dev", opened.Switch)
            && Try("ip", "link", "set", opened.Switch, "up")
            && opened.TryCell();
        if (!isAllowed)
        {
            opened.Dispose();
        }

        Assume.That(isAllowed, "network namespaces need root, the right to make them, and the program ip");
        return opened;
    }

    /// <summary>Adds a cell.</summary>
    /// <returns>Its number, from 0.</returns>
    public int Add()
    {
        int cell = cells.Count;
        string name = FormattableString.Invariant($"evalharness-{network}-{cell}");
        cells.Add(name);
        Do("ip", "netns", "add", name);
        Do("ip", "link", "add", Port(cell), "type", "veth", "peer", "name", Plug(cell));
        Do("ip", "link", "set", Plug(cell), "netns", name);
        Do("ip", "link", "set", Port(cell), "master", Switch);
        Do("ip", "link", "set", Port(cell), "up");
        Do("ip", "-n", name, "addr", "add", AddressOf(cell) + "/24", "dev", Plug(cell));
        Do("ip", "-n", name, "link", "set", Plug(cell), "up");
        Do("ip", "-n", name, "link", "set", "lo", "up");
        return cell;
    }

    /// <summary>The address of a cell.</summary>
    public string AddressOf(int cell) => Address(cell + 2);

    /// <summary>What a program is started with to be in a cell.</summary>
    public string[] Within(int cell) => ["ip", "netns", "exec", cells[cell]];

    /// <summary>Pulls a cell from the switch: nothing passes any more, and nobody is told.</summary>
    public void Cut(int cell) => Do("ip", "link", "set", Port(cell), "nomaster");

    /// <summary>Plugs a cell in again.</summary>
    public void Join(int cell) => Do("ip", "link", "set", Port(cell), "master", Switch);

    /// <summary>Whether cells reach each other; this machine they always reach.</summary>
    public void Apart(bool isApart)
    {
        for (int cell = 0; cell < cells.Count; cell++)
        {
            Do("ip", "link", "set", "dev", Port(cell), "type", "bridge_slave", "isolated", isApart ? "on" : "off");
        }
    }

    /// <summary>Whether something sent from one cell to another comes back, be it refused.</summary>
    public bool Reaches(int from, int to) =>
        Code("timeout", ["2", .. Within(from), "bash", "-c", $"</dev/tcp/{AddressOf(to)}/1"]) != 124;

    public void Dispose()
    {
        for (int cell = 0; cell < cells.Count; cell++)
        {
            Try("ip", "link", "del", Port(cell));
            Try("ip", "netns", "del", cells[cell]);
        }

        Try("ip", "link", "del", Switch);
    }

    private string Switch => FormattableString.Invariant($"ehs{network}");

    private string Port(int cell) => FormattableString.Invariant($"ehp{network}x{cell}");

    /// <summary>Whether a cell can be made, joined, set apart and entered here.</summary>
    private bool TryCell()
    {
        string name = FormattableString.Invariant($"evalharness-{network}-tried");
        bool isMade =
            Try("ip", "netns", "add", name)
            && Try("ip", "link", "add", Port(0), "type", "veth", "peer", "name", Plug(0))
            && Try("ip", "link", "set", Plug(0), "netns", name)
            && Try("ip", "link", "set", Port(0), "master", Switch)
            && Try("ip", "link", "set", "dev", Port(0), "type", "bridge_slave", "isolated", "on")
            && Try("ip", "netns", "exec", name, "true");
        Try("ip", "link", "del", Port(0));
        Try("ip", "netns", "del", name);
        return isMade;
    }

    private static string Plug(int cell) => FormattableString.Invariant($"ehq{cell}");

    private string Address(int last) => new IPAddress([10, 213, (byte)network, (byte)last]).ToString();

    private static void Do(string program, params string[] arguments) =>
        Assert.That(Try(program, arguments), Is.True, () => $"{program} {string.Join(' ', arguments)}");

    private static bool Try(string program, params string[] arguments) => Code(program, arguments) == 0;

    private static int Code(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program) { RedirectStandardError = true };
        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        try
        {
            using var process = Process.Start(start)!;
            process.WaitForExit();
            return process.ExitCode;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return -1;
        }
    }
}
