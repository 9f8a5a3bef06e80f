using System.Collections.Immutable;
using EvalHarness.Core;
using EvalHarness.Models;
using Microsoft.Extensions.AI;

namespace EvalHarness.Llama.Tests;

/// <summary>A tiny model that is asked.</summary>
internal sealed class Asked : IDisposable
{
    private readonly IChatClient client;

    public Asked(LlamaProvider provider, long seed = 1) =>
        client = provider.ConnectAsync(Context(seed), CancellationToken.None).AsTask().GetAwaiter().GetResult();

    /// <summary>Where these tests keep their models.</summary>
    public static string Folder { get; } =
        Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "models")).FullName;

    /// <summary>A path that no other test has.</summary>
    public static string NewPath(string name) => Path.Combine(Folder, $"{Guid.NewGuid():N}-{name}.gguf");

    public static FilePath Named(string path) => new(path, Path.GetFileName(path));

    public static ModelContext Context(long seed = 1) =>
        new(
            "tiny",
            new Location("suite.yaml", 3, 5),
            seed,
            Folder,
            (_, _, _) => AsyncEnumerable.Empty<IReadOnlyDictionary<string, string>>(),
            TimeProvider.System
        );

    public static Request Request(
        string question,
        Generation? generation = null,
        string? system = "say it",
        int epoch = 0,
        LikelihoodQuestion? likelihood = null
    )
    {
        ImmutableArray<Turn> turns =
        [
            .. system is null ? ImmutableArray<Turn>.Empty : [new Turn(Role.System, system)],
            new Turn(Role.User, question),
        ];
        return new Request(
            "id",
            "task",
            new Sample("s", ImmutableDictionary<string, string>.Empty, [], new Location("data.csv", 2, 1)),
            "tiny",
            epoch,
            new Prompt(turns, "hash"),
            generation ?? new Generation(MaxTokens: 12, Logprobs: 3)
        )
        {
            Likelihood = likelihood,
        };
    }

    public Task<ChatResponse> AskAsync(
        string question,
        Generation? generation = null,
        string? system = "say it",
        int epoch = 0
    ) => AskAsync(Request(question, generation, system, epoch));

    public Task<ChatResponse> AskAsync(Request request, CancellationToken cancellationToken = default) =>
        client
            .GetResponseAsync(request.Prompt.ToMessages(), request.ToChatOptions(), cancellationToken)
            .WaitAsync(TimeSpan.FromMinutes(1), CancellationToken.None);

    /// <summary>All that an answer says, to the last bit.</summary>
    public static string Told(ChatResponse response)
    {
        var details = response.FindDetails()!;
        var tokens = details.Tokens.Select(token =>
            FormattableString.Invariant($"{token.Token}:{token.LogProbability:R}")
            + string.Concat(
                token.Alternatives.Select(one => FormattableString.Invariant($",{one.Token}:{one.LogProbability:R}"))
            )
        );
        return $"{response.Text}|{details.FinishReason}|{string.Join(';', tokens)}";
    }

    public void Dispose() => client.Dispose();
}
