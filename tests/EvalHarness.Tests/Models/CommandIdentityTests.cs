using System.Collections.Immutable;
using System.Runtime.Versioning;
using EvalHarness.Core;
using EvalHarness.Models.Providers;
using NUnit.Framework;

namespace EvalHarness.Tests.Models;

/// <summary>What a program is: found or not, and asked again when it is another.</summary>
[Parallelizable(ParallelScope.All)]
[Platform(Exclude = "Win", Reason = "the models are shell scripts")]
public sealed class CommandIdentityTests
{
    private const string Echo = "while take; do answer \"$id\" \"about $sample\"; done";
    private const string Key = "sk-very-secret-1234";

    [Test]
    public async Task What_decides_its_answers_is_its_fingerprint()
    {
        using var model = new ShellModel(Echo, WithKey);
        model.Write("weights.bin", "1");
        var files = new FilePath(Path.Combine(model.Folder, "weights.bin"), "weights.bin");
        var further = model.Command with { Files = [files] };
        async Task<string> Of(Command command) => await command.FingerprintAsync(model.Context, default);

        string plain = await model.FingerprintAsync();
        string withFiles = await Of(further);
        string otherKey = await Of(model.Command with { Environment = Variables(Secret(Key + "5")) });
        string literal = await Of(model.Command with { Environment = Variables(Written("small")) });
        string otherLiteral = await Of(model.Command with { Environment = Variables(Written("large")) });
        string arguments = await Of(model.Command with { Run = ["sh", "model.sh", "--big"] });
        model.Write("weights.bin", "2");
        string otherFiles = await Of(further);
        model.Write("model.sh", Echo + "\n");
        string otherCode = await model.FingerprintAsync();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(new[] { plain, withFiles, literal, otherLiteral, arguments, otherFiles, otherCode }, Is.Unique);
            Assert.That(otherKey, Is.EqualTo(plain), "who asks does not decide");
            Assert.That(plain, Does.StartWith("command sh run=").And.Not.Contain(Key));
        }
    }

    [Test]
    public async Task A_folder_decides_by_its_files_but_not_by_what_a_run_leaves_in_it()
    {
        using var model = new ShellModel(Echo);
        string code = Path.Combine(model.Folder, "code");
        Directory.CreateDirectory(Path.Combine(code, "inner", "__pycache__"));
        var command = model.Command with { Files = [new FilePath(code, "code")] };
        async Task<string> Of() => await command.FingerprintAsync(model.Context, default);

        model.Write("code/inner/a.py", "1");
        string before = await Of();
        model.Write("code/inner/__pycache__/a.pyc", "1");
        model.Write("code/.swap", "1");
        string left = await Of();
        model.Write("code/inner/a.py", "2");
        string after = await Of();

        Assert.That((left == before, after == before), Is.EqualTo((true, false)));
    }

    [TestCase("no-such-program", "no program 'no-such-program' that could be run", "one on the PATH")]
    [TestCase("./none.sh", "no program './none.sh'", "a path from its folder")]
    [TestCase("model.sh", "no program 'model.sh'", "'./model.sh'")]
    [TestCase("./model.sh", "the program './model.sh', which may not be run", "chmod +x")]
    public async Task A_program_that_cannot_be_run_is_a_fault_of_the_suite(string name, string found, string expected)
    {
        using var model = new ShellModel(Echo, command => command with { Run = [name] });

        var fault = (await Assert.ThrowsAsync<DocumentException>(() => model.FingerprintAsync()))!;

        Assert.That(
            fault.Message,
            Does.Contain("suite.yaml:3:5: model 'candidate' has " + found).And.Contain(expected)
        );
    }

    [Test]
    [UnsupportedOSPlatform("windows")]
    public async Task A_program_of_its_folder_is_run_where_it_may_be()
    {
        using var model = new ShellModel(Echo, command => command with { Run = ["./model.sh"] });
        model.Write("model.sh", "#!/bin/sh\n" + model.Read("model.sh"));
        File.SetUnixFileMode(
            Path.Combine(model.Folder, "model.sh"),
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
        );
        using var client = await model.ConnectAsync();

        Assert.That((await ShellModel.AskAsync(client)).Text, Is.EqualTo("about s1"));
    }

    private static Command WithKey(Command command) => command with { Environment = Variables(Secret(Key)) };

    private static Secret Secret(string value) => new(value);

    private static Secret Written(string value) => new(value) { IsWritten = true };

    private static ImmutableDictionary<string, Secret> Variables(Secret value) =>
        ImmutableDictionary<string, Secret>.Empty.Add("MODEL_KEY", value);
}
