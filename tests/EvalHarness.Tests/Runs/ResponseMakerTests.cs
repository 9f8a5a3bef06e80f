using System.Text.Json;
using EvalHarness.Core;
using EvalHarness.Models;
using EvalHarness.Models.Recordings;
using EvalHarness.Runs;
using EvalHarness.Tests.Models;
using Microsoft.Extensions.AI;
using NUnit.Framework;

namespace EvalHarness.Tests.Runs;

/// <summary>What a client of a program's own gives becomes the same response as what our own wire reads.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class ResponseMakerTests
{
    [Test]
    public void Thoughts_and_calls_of_any_client_are_kept_and_are_no_answer()
    {
        var chat = new ChatResponse(
            new ChatMessage(
                ChatRole.Assistant,
                [
                    new TextReasoningContent("Sales held."),
                    new FunctionCallContent(
                        "c1",
                        "set_view",
                        new Dictionary<string, object?> { ["view"] = "flat", ["n"] = 2 }
                    ),
                ]
            )
        );
        var response = Made(chat);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(response.Outcome, Is.EqualTo(Outcome.Answered));
            Assert.That(response.Text, Is.Empty);
            Assert.That(response.Reasoning, Is.EqualTo("Sales held."));
            Assert.That(response.ToolCalls.Single(), Is.EqualTo(new ToolCall("set_view", """{"view":"flat","n":2}""")));
        }
    }

    [TestCase("stop", Outcome.Answered, false)]
    [TestCase("length", Outcome.Truncated, false)]
    [TestCase("content_filter", Outcome.Filtered, false)]
    [TestCase("abort", Outcome.Failed, false)]
    [TestCase("word-of-tomorrow", Outcome.Truncated, true)]
    public void A_word_for_stopping_means_the_same_from_any_client(string word, Outcome outcome, bool isRemarked)
    {
        var chat = new ChatResponse(new ChatMessage(ChatRole.Assistant, "up"))
        {
            FinishReason = new ChatFinishReason(word),
        };
        var response = Made(chat);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(response.Outcome, Is.EqualTo(outcome));
            Assert.That(
                response.Remarks.Any(one => one.Kind == RemarkKind.FinishReason && one.Detail == word),
                Is.EqualTo(isRemarked)
            );
        }
    }

    [Test]
    public void A_replay_of_a_run_tells_again_what_was_odd_about_its_replies()
    {
        using var line = JsonDocument.Parse(
            """{"request":"r","sample":"s","outcome":"answered","text":"up","remarks":[{"kind":"OtherModel","detail":"spare"},{"kind":"of tomorrow"},7]}"""
        );
        var response = new RecordedLine(line.RootElement, RecordedKeys.Usual).ToResponse();
        Assert.That(response.FindDetails()!.Remarks, Is.EqualTo(new[] { new Remark(RemarkKind.OtherModel, "spare") }));
    }

    [TestCase("required", null, "none")]
    [TestCase("clock", "weather", "another")]
    [TestCase("clock", "clock", null)]
    [TestCase("required", "weather", null)]
    [TestCase("auto", null, null)]
    public void A_server_that_does_not_heed_a_choice_of_tools_is_remarked(string choice, string? called, string? detail)
    {
        AIContent said = called is null ? new TextContent("It is sunny.") : new FunctionCallContent("1", called);
        var response = Made(
            new ChatResponse(new ChatMessage(ChatRole.Assistant, [said])) { FinishReason = ChatFinishReason.Stop },
            new ToolOffer([new Tool("clock"), new Tool("weather")], choice)
        );

        Assert.That(response.Remarks, Is.EqualTo(detail is null ? [] : new[] { new Remark(RemarkKind.Tools, detail) }));
    }

    private static Response Made(ChatResponse chat, ToolOffer? tools = null)
    {
        using var client = new Silent();
        return ResponseMaker.Answered(
            ModelSetup.Request() with
            {
                Tools = tools,
            },
            new ConnectedModel("m", client),
            chat,
            new Attempt(1, TimeSpan.FromSeconds(1), DateTimeOffset.UnixEpoch)
        );
    }

    /// <summary>A client that nobody asks here.</summary>
    private sealed class Silent : WholeAnswerClient
    {
        public override Task<ChatResponse> GetResponseAsync(
            IEnumerable<ChatMessage> messages,
            ChatOptions? options = null,
            CancellationToken cancellationToken = default
        ) => throw new NotSupportedException();
    }
}
