using EvalHarness.Models;
using NUnit.Framework;

namespace EvalHarness.Tests.Models;

[Parallelizable(ParallelScope.All)]
public sealed class ServedModelTests
{
    [TestCase("gpt-4o", "gpt-4o-2024-08-06")]
    [TestCase("gpt-4", "gpt-4-0613")]
    [TestCase("openai/gpt-4o", "GPT-4o")]
    [TestCase("claude-3-5-sonnet-latest", "claude-3-5-sonnet-20241022")]
    [TestCase("qwen2.5-0.5b-instruct-q8_0", "/models/Qwen2.5-0.5B-Instruct-Q8_0.gguf")]
    [TestCase("llama3.2", "llama3.2:latest")]
    [TestCase("gemini-2.5-pro", "gemini-2.5-pro-preview-06-05")]
    [TestCase("m", "m")]
    public void Folder_ending_case_and_build_make_no_other_model(string asked, string served)
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(ServedModel.IsSame(asked, served));
            Assert.That(ServedModel.IsSame(served, asked));
        }
    }

    [TestCase("gpt-4o", "gpt-4o-mini")]
    [TestCase("gpt-4", "gpt-4o")]
    [TestCase("gpt-4", "gpt-4.1-nano")]
    [TestCase("llama-3-8b", "llama-3-70b")]
    [TestCase("stub", "stubborn")]
    [TestCase("a/large", "a/small")]
    public void A_sibling_is_another_model(string asked, string served) =>
        Assert.That(ServedModel.IsSame(asked, served), Is.False);
}
