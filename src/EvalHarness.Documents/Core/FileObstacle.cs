using System.Runtime.InteropServices;
using System.Text;

namespace EvalHarness.Core;

/// <summary>What keeps a file from being read, told without opening it: a pipe or a device may never begin, or never end.</summary>
internal static class FileObstacle
{
    /// <summary>The obstacle of a file without a length, where nothing tells an empty one from a pipe.</summary>
    private const string Unknown = "is empty, or is a pipe or a device";

    /// <summary>The obstacle of an empty file, which some may read as nothing.</summary>
    private const string Empty = "is empty";

    /// <summary>Whether a file may be opened, though there may be nothing in it; false where there is no file.</summary>
    /// <param name="path">Path of the file.</param>
    public static bool MayOpen(string path) => File.Exists(path) && Of(path) is null or Empty;

    /// <summary>What is wrong with a file, as the end of a sentence that begins with its name; null where nothing is, or it is not there.</summary>
    /// <param name="path">Path of the file; a link is followed.</param>
    public static string? Of(string path)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        if (OperatingSystem.IsLinux() && LinuxMode(path) is { } mode)
        {
            // The kinds of file of stat(2), S_IFMT.
            return (mode & 0xF000) switch
            {
                0x1000 => "is a pipe",
                0x2000 or 0x6000 => "is a device",
                0xC000 => "is a socket",
                _ => Length(path) == 0 ? Empty : null,
            };
        }

        return Length(path) == 0 ? Unknown : null;
    }

    /// <summary>Length of what a path leads to: that of a link itself says nothing.</summary>
    private static long Length(string path) =>
        File.ResolveLinkTarget(path, returnFinalTarget: true) is FileInfo target
            ? target.Length
            : new FileInfo(path).Length;

    /// <summary>Kind and permissions of a file; null where the C library does not tell. .NET has no call that tells a pipe.</summary>
    private static ushort? LinuxMode(string path)
    {
        // struct statx is the same on all machines: 256 bytes, the mode at byte 28 (statx(2)).
        const int currentFolder = -100;
        const uint typeAlone = 1;
        byte[] told = new byte[256];
        try
        {
            return Statx(currentFolder, [.. Encoding.UTF8.GetBytes(path), 0], 0, typeAlone, told) == 0
                ? BitConverter.ToUInt16(told, 28)
                : null;
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException)
        {
            return null;
        }
    }

    [DllImport("libc", EntryPoint = "statx")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Statx(int folder, byte[] path, int flags, uint mask, byte[] told);
}
