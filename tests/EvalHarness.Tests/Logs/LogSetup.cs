using System.Collections.Immutable;
using EvalHarness.Core;
using EvalHarness.Logs;
using NUnit.Framework;

namespace EvalHarness.Tests.Logs;

/// <summary>Run folders, samples and responses for tests of logs.</summary>
internal static class LogSetup
{
    public static readonly DateTimeOffset Start = new(2024, 4, 1, 12, 0, 0, TimeSpan.Zero);

    public static RunFolder NewFolder()
    {
        string path = Path.Combine(TestContext.CurrentContext.WorkDirectory, "logs", Guid.NewGuid().ToString("N"));
        Directory.CreateDirectory(path);
        return new RunFolder(path);
    }

    public static Prompt Prompt(string text = "Is it good news?") =>
        new([new Turn(Role.System, "You label."), new Turn(Role.User, text)], Digest.Of(text));

    public static Sample Sample(string id, params string[] targets) =>
        new(
            id,
            ImmutableDictionary<string, string>.Empty.Add("text", $"headline {id}"),
            [.. targets],
            new Location("data.csv", 2)
        )
        {
            ContentHash = Digest.Of(id),
        };

    public static Response Response(
        string sample,
        string? text = "positive",
        Outcome outcome = Outcome.Answered,
        string model = "candidate",
        string task = "sentiment",
        int epoch = 0
    ) =>
        new(Digest.Of(task, sample, model, $"{epoch}"), task, sample, model, epoch, Prompt(sample).Hash, outcome)
        {
            Text = text,
            At = Start.AddSeconds(1),
            Attempts = 1,
            Failure = outcome == Outcome.Failed ? new Failure("http", 500, "model 'candidate': status 500") : null,
        };

    public static async Task WriteAsync(RunFolder folder, params Response[] responses)
    {
        await using var journal = await ResponseJournal.OpenAsync(folder, CancellationToken.None);
        foreach (var response in responses)
        {
            await journal.AppendAsync(response, Prompt(response.SampleId), CancellationToken.None);
        }
    }

    public static async Task<List<Response>> ReadAsync(RunFolder folder) =>
        await RunLog.ReadResponsesAsync(folder).ToListAsync();
}
