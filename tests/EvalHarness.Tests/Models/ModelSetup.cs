using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using EvalHarness.Core;
using EvalHarness.Models;
using Microsoft.Extensions.AI;
using NUnit.Framework;

namespace EvalHarness.Tests.Models;

/// <summary>Contexts, requests and calls for tests of models.</summary>
internal static class ModelSetup
{
    public static ModelContext Context(string folder = "", TimeProvider? time = null) =>
        new(
            "candidate",
            new Location("suite.yaml", 3, 5),
            20240401,
            folder.Length > 0 ? folder : Path.Combine(TestContext.CurrentContext.WorkDirectory, "cache"),
            NoRows,
            time ?? TimeProvider.System
        );

    public static Request Request(
        string sampleId = "s1",
        int epoch = 0,
        string text = "Is it good news?",
        Generation? generation = null,
        string task = "sentiment",
        IReadOnlyDictionary<string, string>? fields = null
    ) =>
        new(
            $"{task}/{sampleId}/{epoch}",
            task,
            new Sample(
                sampleId,
                fields ?? ImmutableDictionary<string, string>.Empty.Add("text", text),
                [],
                new Location("data.csv", 2)
            ),
            "candidate",
            epoch,
            new Prompt([new Turn(Role.System, "You label."), new Turn(Role.User, text)], "hash"),
            generation ?? new Generation()
        );

    public static Task<ChatResponse> AskAsync(
        this IChatClient client,
        Request request,
        CancellationToken cancellationToken = default
    ) => client.GetResponseAsync(request.Prompt.ToMessages(), request.ToChatOptions(), cancellationToken);

    public static string NewFolder()
    {
        string folder = Path.Combine(TestContext.CurrentContext.WorkDirectory, Guid.NewGuid().ToString("N"));
        Directory.CreateDirectory(folder);
        return folder;
    }

    private static async IAsyncEnumerable<IReadOnlyDictionary<string, string>> NoRows(
        string file,
        IReadOnlyDictionary<string, string> where,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        await Task.CompletedTask;
        yield break;
    }
}
