using System.Diagnostics;
using System.Reflection;
using System.Runtime.Versioning;
using EvalHarness.Files;
using NUnit.Framework;

namespace EvalHarness.Tests.Files;

public sealed class WholeFileTests
{
    private readonly string folder = Directory
        .CreateDirectory(Path.Combine(TestContext.CurrentContext.WorkDirectory, "whole", Guid.NewGuid().ToString("N")))
        .FullName;

    private string Page => Path.Combine(folder, "page.html");

    [Test]
    public async Task A_file_is_made_or_replaced_and_nothing_else_is_left()
    {
        await WholeFile.WriteAsync(Page, "first, and longer", CancellationToken.None);
        await WholeFile.WriteAsync(Page, "second", CancellationToken.None);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(File.ReadAllBytes(Page), Is.EqualTo("second"u8.ToArray()));
            Assert.That(Directory.GetFiles(folder), Is.EqualTo([Page]));
        }
    }

    [Test]
    public void What_fails_half_way_leaves_the_old_file_whole_and_nothing_else()
    {
        File.WriteAllText(Page, "old");
        Assert.That(
            async () =>
                await WholeFile.WriteAsync(
                    Page,
                    async (file, token) =>
                    {
                        await file.WriteAsync(new byte[1 << 20], token);
                        throw new InvalidDataException("half way");
                    },
                    CancellationToken.None
                ),
            Throws.TypeOf<InvalidDataException>()
        );
        AssertUntouched();
    }

    [Test]
    public void What_fails_at_once_leaves_the_old_file_whole_and_nothing_else()
    {
        File.WriteAllText(Page, "old");
        Assert.That(
            () => WholeFile.Write(Page, _ => throw new InvalidDataException("half way")),
            Throws.TypeOf<InvalidDataException>()
        );
        AssertUntouched();
    }

    [Test]
    public void What_is_cancelled_after_its_last_byte_leaves_the_old_file_whole_and_nothing_else()
    {
        File.WriteAllText(Page, "old");
        using var cancel = new CancellationTokenSource();
        Assert.That(
            async () =>
                await WholeFile.WriteAsync(
                    Page,
                    async (file, token) =>
                    {
                        await file.WriteAsync("new"u8.ToArray(), token);
                        await cancel.CancelAsync();
                    },
                    cancel.Token
                ),
            Throws.InstanceOf<OperationCanceledException>()
        );
        AssertUntouched();
    }

    [Test]
    public async Task The_old_file_is_read_until_the_new_one_is_whole()
    {
        File.WriteAllText(Page, "old");
        string seen = "";
        await WholeFile.WriteAsync(
            Page,
            async (file, token) =>
            {
                await file.WriteAsync("new"u8.ToArray(), token);
                await file.FlushAsync(token);
                seen = await File.ReadAllTextAsync(Page, token);
            },
            CancellationToken.None
        );
        Assert.That((seen, File.ReadAllText(Page)), Is.EqualTo(("old", "new")));
    }

    [Test]
    public async Task A_link_stays_and_the_file_that_it_leads_to_is_replaced()
    {
        string link = Path.Combine(folder, "link.html");
        File.WriteAllText(Page, "old");
        File.CreateSymbolicLink(link, "page.html");
        await WholeFile.WriteAsync(link, "new", CancellationToken.None);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(new FileInfo(link).LinkTarget, Is.EqualTo("page.html"));
            Assert.That(File.ReadAllText(Page), Is.EqualTo("new"));
        }
    }

    [Test]
    [Platform(Exclude = "Win")]
    [UnsupportedOSPlatform("windows")]
    public async Task The_permissions_of_the_old_file_are_kept()
    {
        const UnixFileMode mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead;
        File.WriteAllText(Page, "old");
        File.SetUnixFileMode(Page, mode);
        await WholeFile.WriteAsync(Page, "new", CancellationToken.None);
        Assert.That(File.GetUnixFileMode(Page), Is.EqualTo(mode));
    }

    [Test]
    [Platform(Exclude = "Win")]
    public async Task A_pipe_is_written_to_and_stays_a_pipe()
    {
        string pipe = Path.Combine(folder, "pipe");
        await Process.Start("mkfifo", [pipe]).WaitForExitAsync();
        var reading = Task.Run(() => File.ReadAllText(pipe));
        await WholeFile.WriteAsync(pipe, "through", CancellationToken.None);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(await reading, Is.EqualTo("through"));
            Assert.That(Directory.GetFiles(folder), Is.EqualTo([pipe]));
        }
    }

    [Test]
    public void A_folder_is_not_replaced_by_a_file()
    {
        Directory.CreateDirectory(Page);
        Assert.That(
            async () => await WholeFile.WriteAsync(Page, "new", CancellationToken.None),
            Throws.InstanceOf<UnauthorizedAccessException>()
        );
        Assert.That(Directory.GetFiles(folder), Is.Empty);
    }

    [Test]
    public async Task What_a_killed_process_left_a_day_ago_is_removed_by_the_next_that_writes_the_file()
    {
        string old = Path.Combine(folder, ".page.html.abcdefgh.xyz.tmp");
        string young = Path.Combine(folder, ".page.html.hgfedcba.xyz.tmp");
        string other = Path.Combine(folder, ".page.tmp");
        foreach (string file in (string[])[old, young, other])
        {
            File.WriteAllText(file, "half");
        }

        File.SetLastWriteTimeUtc(old, File.GetLastWriteTimeUtc(young).AddHours(-25));
        File.SetLastWriteTimeUtc(other, File.GetLastWriteTimeUtc(young).AddHours(-25));
        await WholeFile.WriteAsync(Page, "new", CancellationToken.None);
        Assert.That(Directory.GetFiles(folder), Is.EquivalentTo([young, other, Page]));
    }

    [Test]
    public void Every_method_that_empties_a_file_is_banned_from_the_source()
    {
        string[] names = ["Create", "CreateText", "OpenWrite", "WriteAll"];
        var emptying = typeof(File)
            .GetMethods(BindingFlags.Public | BindingFlags.Static)
            .Where(method => names.Contains(method.Name) || method.Name.StartsWith(names[^1], StringComparison.Ordinal))
            .Select(method => $"M:System.IO.File.{method.Name}({Parameters(method)})")
            .Concat(
                typeof(StreamWriter)
                    .GetConstructors()
                    .Where(made => made.GetParameters()[0].ParameterType == typeof(string))
                    .Select(made => $"M:System.IO.StreamWriter.#ctor({Parameters(made)})")
            )
            .Append("F:System.IO.FileMode.Create")
            .Append("F:System.IO.FileMode.Truncate");
        var banned = File.ReadLines(Path.Combine(Repository.Root, "BannedSymbols.Files.txt"))
            .Select(line => line.Split(';')[0]);
        Assert.That(emptying.Except(banned), Is.Empty);
    }

    private static string Parameters(MethodBase method) =>
        string.Join(',', method.GetParameters().Select(parameter => Name(parameter.ParameterType)));

    private static string Name(Type type) =>
        type.IsGenericType
            ? $"{type.Namespace}.{type.Name.Split('`')[0]}{{{Name(type.GetGenericArguments()[0])}}}"
            : type.FullName!;

    private void AssertUntouched()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(File.ReadAllText(Page), Is.EqualTo("old"));
            Assert.That(Directory.GetFiles(folder), Is.EqualTo([Page]));
        }
    }
}
