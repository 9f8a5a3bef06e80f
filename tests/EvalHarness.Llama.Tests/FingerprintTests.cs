using NUnit.Framework;
using static EvalHarness.Llama.Tests.Asked;

namespace EvalHarness.Llama.Tests;

public sealed class FingerprintTests
{
    private static readonly string Model = TinyModel.Write(NewPath("model"));
    private static readonly string Adapter = TinyModel.WriteAdapter(NewPath("adapter"));

    private static LlamaProvider Base => new(Named(Model));

    [Test]
    public async Task What_changes_answers_changes_it_and_nothing_else_does()
    {
        string first = await OfAsync(Base);
        string copied = NewPath("copy");
        File.Copy(Model, copied);
        var adapted = Base with { Adapters = [new(Named(Adapter))] };

        using (Assert.EnterMultipleScope())
        {
            Assert.That(await OfAsync(Base with { Threads = 3 }), Is.EqualTo(first), "threads");
            Assert.That(
                await OfAsync(new LlamaProvider(Named(copied))),
                Is.EqualTo(first),
                "the same under another name"
            );
            Assert.That(
                await OfAsync(new LlamaProvider(Named(TinyModel.Write(NewPath("other"), seed: 9)))),
                Is.Not.EqualTo(first)
            );
            Assert.That(await OfAsync(Base with { ContextSize = 256 }), Is.Not.EqualTo(first), "context");
            Assert.That(
                await OfAsync(Base with { ChatTemplate = "{{ messages[0].content }}" }),
                Is.Not.EqualTo(first),
                "template"
            );
            Assert.That(await OfAsync(adapted), Is.Not.EqualTo(first), "adapter");
            Assert.That(
                await OfAsync(Base with { Adapters = [new(Named(Adapter), 0.5)] }),
                Is.Not.EqualTo(await OfAsync(adapted)),
                "scale"
            );
        }
    }

    [Test]
    public async Task A_file_that_was_written_anew_is_read_anew()
    {
        string file = TinyModel.Write(NewPath("changing"), seed: 4);
        string first = await OfAsync(new LlamaProvider(Named(file)));
        TinyModel.Write(file, seed: 5);
        File.SetLastWriteTimeUtc(file, new DateTime(2030, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        Assert.That(await OfAsync(new LlamaProvider(Named(file))), Is.Not.EqualTo(first));
    }

    [Test]
    public async Task Every_part_of_a_split_model_counts()
    {
        string name = $"{Guid.NewGuid():N}";
        string first = Path.Combine(Folder, $"{name}-00001-of-00002.gguf");
        string second = Path.Combine(Folder, $"{name}-00002-of-00002.gguf");
        File.Copy(Model, first);
        await File.WriteAllTextAsync(second, "one");
        string before = await OfAsync(new LlamaProvider(Named(first)));
        await File.WriteAllTextAsync(second, "another");
        Assert.That(await OfAsync(new LlamaProvider(Named(first))), Is.Not.EqualTo(before));
    }

    private static async Task<string> OfAsync(LlamaProvider provider) =>
        await provider.FingerprintAsync(Context(), CancellationToken.None);
}
